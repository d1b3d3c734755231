import type { EntryKind } from '../entry/entry.js';
import { LogWriter } from './log-writer.js';
import type { Recorded } from './log-writer.js';

/** Keeps nothing, by an insecure setting. */
export class NoLog extends LogWriter {
  readonly writer = '';
  readonly isWell = true;

  override append(_kind: EntryKind, _rest: string, recorded: Recorded): undefined {
    recorded(true);
  }
}
