import type { Attributes } from '@legate/core';
import type { NotReplayable, RecordedDecision } from '@legate/decision';

/** Where a record is: its line, where lines were sent, and what the log knows it by. */
export interface ReplayPlace {
  readonly line?: number;
  readonly decisionId?: string;
  readonly writer?: string;
  readonly seq?: number;
}

/** A record, or why it is none that can be decided again. */
export interface PlacedRecord {
  readonly place: ReplayPlace;
  readonly recorded: RecordedDecision | NotReplayable;
}

/** What the log knows an entry by, as far as the entry says. */
export function placeOf({ decisionId, writer, seq }: Attributes): ReplayPlace {
  return {
    ...(typeof decisionId === 'string' && { decisionId }),
    ...(typeof writer === 'string' && { writer }),
    ...(typeof seq === 'number' && { seq }),
  };
}
