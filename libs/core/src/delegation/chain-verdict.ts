import type { ReasonCode } from '../combining/reason-codes.js';
import type { DelegationChain, GrantFacts } from '../model/grant.js';
import type { IdentityFacts } from '../model/identity.js';
import type { Attributes } from '../model/json.js';
import { findScopeGap, isUnderCeiling } from './scope.js';
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
  if (chain.length > view.maxChainLength) {
    return { reason: 'grant.depth_exceeded', grantId: chain[0].id };
  }
  for (const [index, grant] of chain.entries()) {
    const below = chain.length - 1 - index;
    const reason = findLifeGap(grant, view.now) ?? findReachGap(grant, below, view);
    if (reason !== null) {
      return { reason, grantId: grant.id };
    }
  }
  return null;
}

/**
 * Why the grant itself does not stand at that time (ms since the epoch), or null while it does. A time that is
 * not a number proves nothing: the grant does not stand.
 */
export function findLifeGap(grant: GrantFacts, now: number): ReasonCode | null {
  if (grant.revokedAt !== null) {
    return 'grant.revoked';
  }
  const { notBefore, expiresAt } = grant.terms;
  if (expiresAt !== null && !(now < expiresAt)) {
    return 'grant.expired';
  }
  if (notBefore !== null && !(now >= notBefore)) {
    return 'grant.not_yet_valid';
  }
  return findPartiesGap(grant);
}

function findPartiesGap({ grantor, grantee, createdAt }: GrantFacts): ReasonCode | null {
  const parties = [grantor, grantee];
  if (!parties.every(({ status }) => status === 'active')) {
    return 'grant.party_not_active';
  }
  return parties.every(({ notBefore }) => notBefore === null || createdAt >= notBefore)
    ? null
    : 'grant.before_mark';
}

function findReachGap(grant: GrantFacts, below: number, view: ChainView): ReasonCode | null {
  if (below > grant.terms.maxDepth) {
    return 'grant.depth_exceeded';
  }
  const gap = findScopeGap(grant.terms, view);
  // What the grant is for matters only where it reaches at all.
  const isOutOfReach = gap === 'grant.action_not_granted' || gap === 'grant.resource_not_granted';
  const unmet = isOutOfReach
    ? gap
    : (findPurposeGap(grant, view) ?? findAudienceGap(grant, view) ?? gap);
  return unmet ?? findPartyGap(grant.grantee, view);
}

function findPurposeGap({ terms: { purpose } }: GrantFacts, view: ChainView): ReasonCode | null {
  return purpose === null || view.context['purpose'] === purpose ? null : 'grant.purpose_mismatch';
}

function findAudienceGap({ terms: { audience } }: GrantFacts, view: ChainView): ReasonCode | null {
  const asked = view.context['audience'];
  return audience === null || audience.some((one) => one === asked)
    ? null
    : 'grant.audience_mismatch';
}

function findPartyGap(grantee: IdentityFacts, view: ScopeView): ReasonCode | null {
  return findAgentGap(grantee) ?? findCeilingGap(grantee, view);
}

/** Why an agent may act in no role at all; null for users and services. */
export function findAgentGap({ kind, hasLiveOwner, lineage }: IdentityFacts): ReasonCode | null {
  if (kind !== 'agent') {
    return null;
  }
  if (!hasLiveOwner) {
    return 'agent.no_live_owner';
  }
  return lineage.every(({ status }) => status === 'active') ? null : 'agent.parent_not_active';
}

/** Holds the request against the identity's ceiling and those of all agents above it. An absent one does not limit. */
export function findCeilingGap(
  { ceiling, lineage }: IdentityFacts,
  view: ScopeView,
): ReasonCode | null {
  const ceilings = [ceiling, ...lineage.map((above) => above.ceiling)];
  return ceilings.every((one) => one === null || isUnderCeiling(one, view))
    ? null
    : 'ceiling.exceeded';
}
