import { deny } from '@legate/core';
import type { Facts, Mode, ReasonCode } from '@legate/core';
import { stoppedClock } from './answer.js';
import type { Answer } from './answer.js';

/** Why a question could not be decided, with what is known all the same. */
export interface Undecided {
  readonly reason: ReasonCode;
  readonly mode: Mode;
  readonly revision?: number;
  readonly policyDigest?: string;
  readonly policyRevision?: string | null;
  readonly facts?: Facts;
  readonly fault?: unknown;
}

/** The deny of a question that could not be decided. */
export function undecided({ reason, ...known }: Undecided): Answer {
  const nothing = { revision: null, policyDigest: null, policyRevision: null, facts: null };
  return { decision: deny(reason), ...nothing, clock: stoppedClock(), fault: null, ...known };
}
