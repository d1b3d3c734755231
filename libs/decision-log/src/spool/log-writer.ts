import type { EntryKind } from '../entry/entry.js';

/** Told once: the entry is as durable as demanded, or it is nowhere and never will be. */
export type Recorded = (isRecorded: boolean) => void;

/** Where entries go. */
export abstract class LogWriter {
  /** The id of the writer. */
  abstract readonly writer: string;
  /** Whether an entry could be recorded now. */
  abstract get isWell(): boolean;

  /**
   * Adds an entry. `rest` is the JSON text of its members behind `at`, from `"tenant":` to the closing brace; number,
   * time and hash are given here. All entries of one turn of the event loop are written at once; then `recorded` is
   * told of each, in order, before the promise resolves, which never rejects. Undefined where it was told at once.
   */
  abstract append(kind: EntryKind, rest: string, recorded: Recorded): Promise<void> | undefined;
}
