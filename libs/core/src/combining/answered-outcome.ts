import type { Decision } from '../model/decision.js';

/** What is said of an answer: `indeterminate` is a deny because it could not be decided. */
export type AnsweredOutcome = 'permit' | 'deny' | 'indeterminate';

/** The outcome of a decision as the decision log has it. */
export function answeredOutcome({
  outcome,
  reasons: [first],
}: Pick<Decision, 'outcome' | 'reasons'>): AnsweredOutcome {
  return outcome === 'deny' && first.startsWith('indeterminate.') ? 'indeterminate' : outcome;
}
