import type { Decision, Facts, Mode } from '@legate/core';

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
  /** What kept it from being decided; for the operational log. */
  readonly fault: unknown;
}
