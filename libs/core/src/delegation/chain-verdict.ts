import type { ReasonCode } from '../combining/reason-codes.js';
import type { DelegationChain, GrantFacts } from '../model/grant.js';
import type { IdentityFacts } from '../model/identity.js';
import type { Attributes } from '../model/json.js';
import { hasLiveLineage, isUnderCeilings, LIFE_CHECKS, LINK_CHECKS } from './link-checks.js';
import type { LinkCheck, LinkView } from './link-checks.js';
import type { ScopeView } from './scope.js';

/** Why a chain does not carry the request, and which of its grants said so. */
export interface ChainRefusal {
  readonly reason: ReasonCode;
  readonly grantId: string;
}

export interface ChainView extends ScopeView {
  readonly context: Attributes;
  readonly maxChainLength: number;
}

/**
 * Holds one chain against the request: every grant must be alive, deep enough, for this purpose and wide
 * enough, and no agent of the chain may go past its ceiling. Gives the first refusal from the root down, or
 * null when the chain carries the request. The ends of a dead ancestor end here too (REV-2).
 */
export function findChainRefusal(chain: DelegationChain, view: ChainView): ChainRefusal | null {
  if (isTooLong(chain, view)) {
    return { reason: 'grant.depth_exceeded', grantId: chain[0].id };
  }
  let below = chain.length;
  for (const grant of chain) {
    below -= 1;
    const linkView = toLinkView(below, view);
    for (const { reason, holds } of LINK_CHECKS) {
      if (!holds(grant, linkView)) {
        return { reason, grantId: grant.id };
      }
    }
  }
  return null;
}

/** A chain longer than the limit is refused whole, never cut. */
export function isTooLong(chain: DelegationChain, { maxChainLength }: ChainView): boolean {
  return chain.length > maxChainLength;
}

/**
 * Everything that does not hold of one grant of a chain, in the order of `LINK_CHECKS`.
 *
 * @param below how many grants of the chain hang below it
 */
export function findLinkGaps(
  grant: GrantFacts,
  below: number,
  view: ChainView,
): readonly LinkCheck[] {
  const linkView = toLinkView(below, view);
  return LINK_CHECKS.filter(({ holds }) => !holds(grant, linkView));
}

function toLinkView(below: number, { action, resource, context, now }: ChainView): LinkView {
  return { action, resource, context, now, below };
}

/**
 * Why the grant itself does not stand at that time (ms since the epoch), or null while it does. A time that is
 * not a number proves nothing: the grant does not stand.
 */
export function findLifeGap(grant: GrantFacts, now: number): ReasonCode | null {
  return LIFE_CHECKS.find(({ holds }) => !holds(grant, { now }))?.reason ?? null;
}

/** Why an agent may act in no role at all; null for users and services. */
export function findAgentGap(identity: IdentityFacts): ReasonCode | null {
  if (identity.kind !== 'agent') {
    return null;
  }
  if (!identity.hasLiveOwner) {
    return 'agent.no_live_owner';
  }
  return hasLiveLineage(identity) ? null : 'agent.parent_not_active';
}

/** Holds the request against the identity's ceiling and those of all agents above it. An absent one does not limit. */
export function findCeilingGap(identity: IdentityFacts, view: ScopeView): ReasonCode | null {
  return isUnderCeilings(identity, view) ? null : 'ceiling.exceeded';
}
