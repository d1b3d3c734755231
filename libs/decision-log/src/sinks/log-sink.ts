import type { SpooledEntry } from '../shipping/entry-batch.js';

/** Entries of one writer, in their order. `<writer>:<seq>` names one for good; it may come more than once. */
export interface SinkBatch {
  readonly writer: string;
  readonly entries: readonly SpooledEntry[];
}

/** Where entries go besides the database. */
export interface LogSink {
  /** Names its cursor files: letters, digits and hyphens. */
  readonly name: string;

  /** Resolves once the receiver has all of the batch for good. */
  send(batch: SinkBatch, signal: AbortSignal): Promise<void>;

  close(): Promise<void>;
}
