import { printTerms } from '@legate/core';
import type { DelegationChain } from '@legate/core';
import type { Grant } from './grant.js';

/** What a chain of grants allows, and when all of it is valid, as the API writes it. */
export type EffectiveTerms = Pick<
  Grant,
  | 'actions'
  | 'resources'
  | 'constraints'
  | 'maxDepth'
  | 'purpose'
  | 'audience'
  | 'notBefore'
  | 'expiresAt'
>;

/** The terms of the last grant, since each is contained in the one above; the span is what all have in common. */
export function effectiveTerms(chain: DelegationChain): EffectiveTerms {
  const { terms } = chain.at(-1) ?? chain[0];
  const starts = chain.flatMap((grant) => grant.terms.notBefore ?? []);
  const ends = chain.flatMap((grant) => grant.terms.expiresAt ?? []);
  const { actions, resources, constraints } = printTerms(terms);
  return {
    actions,
    resources,
    constraints,
    maxDepth: terms.maxDepth,
    ...(terms.purpose !== null && { purpose: terms.purpose }),
    ...(terms.audience !== null && { audience: terms.audience }),
    ...(starts.length > 0 && { notBefore: new Date(Math.max(...starts)).toISOString() }),
    ...(ends.length > 0 && { expiresAt: new Date(Math.min(...ends)).toISOString() }),
  };
}
