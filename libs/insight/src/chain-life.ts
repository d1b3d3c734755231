import { findAgentGap, findLifeGap } from '@legate/core';
import type { DelegationChain, GrantFacts, ReasonCode } from '@legate/core';
import type { DecisionLimits } from '@legate/decision';

export interface LifeView {
  /** ms since the epoch. */
  readonly now: number;
  readonly limits: DecisionLimits;
}

/**
 * Why the chain carries no question at all, or null when it may carry some. Of what a decision asks of a chain it is
 * the part that hangs neither on the action nor on the resource nor on the context.
 */
export function findDeath(chain: DelegationChain, { now, limits }: LifeView): ReasonCode | null {
  if (chain.length > limits.maxChainLength) {
    return 'grant.depth_exceeded';
  }
  for (const [index, grant] of chain.entries()) {
    const isTooDeep = chain.length - 1 - index > grant.terms.maxDepth;
    const gap =
      findLifeGap(grant, now) ?? (isTooDeep ? 'grant.depth_exceeded' : findAgentGap(grant.grantee));
    if (gap !== null) {
      return gap;
    }
  }
  return findAgentGap(chain[0].grantor);
}

/** The grant that the chain ends with. */
export function leafOf(chain: DelegationChain): GrantFacts {
  return chain.at(-1) ?? chain[0];
}
