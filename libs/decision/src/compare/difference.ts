import { canonicalJson } from '@legate/core';
import type { Decision, DecisionRequest, Facts, Obligation } from '@legate/core';

/**
 * How another decision differs for whoever enforces it: it lets pass what was refused, refuses what was let pass, or
 * lets it pass with other obligations. Another reason for the same is no difference.
 */
export const DIFFERENCE_KINDS = ['allowed', 'denied', 'obligations'] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** What is compared of a decision; a `Decision` is one. */
export interface Verdict {
  readonly outcome: Decision['outcome'];
  readonly reasons: readonly string[];
  /** Null when they are not known: they are not compared then. */
  readonly obligations: readonly Obligation[] | null;
}

/** Two decisions of one question on the same facts. */
export interface Comparison {
  readonly request: DecisionRequest;
  readonly facts: Pick<Facts, 'revision' | 'now' | 'actor'>;
  readonly before: Verdict;
  readonly after: Verdict;
}

/** Null when both come to the same. */
export function differenceOf({
  before,
  after,
}: Pick<Comparison, 'before' | 'after'>): DifferenceKind | null {
  if (before.outcome !== after.outcome) {
    return after.outcome === 'permit' ? 'allowed' : 'denied';
  }
  return after.outcome === 'deny' || haveSameObligations(before, after) ? null : 'obligations';
}

function haveSameObligations(
  { obligations: one }: Verdict,
  { obligations: other }: Verdict,
): boolean {
  if (one === null || other === null || one.length + other.length === 0) {
    return true;
  }
  return textOf(one) === textOf(other);
}

/** Their order says nothing. */
function textOf(obligations: readonly Obligation[]): string {
  return obligations.map(canonicalJson).sort().join();
}
