import type { Decision, Facts, Mode } from '@legate/core';

/** When a decision went from stop to stop, in readings of `performance.now()`; 0 for what did not come. */
export interface StopClock {
  asked: number;
  /** Its facts were at hand. */
  gathered: number;
  decided: number;
}

/** A decision with what it was made from. */
export interface Answer {
  readonly mode: Mode;
  readonly decision: Decision;
  /** Data revision it was judged at; null when no facts could be loaded. */
  readonly revision: number | null;
  readonly policyDigest: string | null;
  /** What the author of the policy calls it, where it has been pushed. */
  readonly policyRevision: string | null;
  /** What it was judged on; null when no facts could be loaded. */
  readonly facts: Facts | null;
  readonly clock: StopClock;
  /** What kept it from being decided; for the operational log. */
  readonly fault: unknown;
}

export function stoppedClock(): StopClock {
  return { asked: 0, gathered: 0, decided: 0 };
}
