import type { EntryKind } from '../entry/entry.js';
import type { Recorded } from './log-writer.js';

/** Who waits for the entries of one turn of the event loop. */
export class Turn {
  readonly waiting: Recorded[] = [];
  /** Resolves when all have been told. One promise for all of them. */
  readonly over: Promise<void>;
  private resolve: () => void = () => undefined;

  constructor() {
    this.over = new Promise((resolve) => {
      this.resolve = resolve;
    });
  }

  /** Entries of it that somebody waits with an answer for. */
  answers = 0;

  get length(): number {
    return this.waiting.length;
  }

  add(kind: EntryKind, recorded: Recorded): void {
    this.answers += kind === 'mark' ? 0 : 1;
    this.waiting.push(recorded);
  }

  end(): void {
    this.resolve();
  }
}
