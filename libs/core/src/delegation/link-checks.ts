import type { ReasonCode } from '../combining/reason-codes.js';
import type { GrantFacts } from '../model/grant.js';
import type { IdentityFacts } from '../model/identity.js';
import type { Attributes } from '../model/json.js';
import { isSatisfied } from './constraint.js';
import { isUnderCeiling, reachesAction, reachesResource } from './scope.js';
import type { ScopeView } from './scope.js';

/** What a grant of a chain is held against. */
export interface LinkView extends ScopeView {
  readonly context: Attributes;
  /** How many grants of the chain hang below this one. */
  readonly below: number;
}

/** One thing that must hold of each grant of a chain, and the reason of the deny when it does not. */
export interface LinkCheck {
  readonly name: LinkCheckName;
  readonly reason: ReasonCode;
  readonly holds: (grant: GrantFacts, view: LinkView) => boolean;
}

export type LinkCheckName =
  | 'revocation'
  | 'expiry'
  | 'start'
  | 'parties'
  | 'mark'
  | 'depth'
  | 'action'
  | 'resource'
  | 'purpose'
  | 'audience'
  | 'constraints'
  | 'owner'
  | 'lineage'
  | 'ceiling';

/** A check that looks at nothing of the question but its time. */
interface LifeCheck extends LinkCheck {
  readonly holds: (grant: GrantFacts, view: Pick<LinkView, 'now'>) => boolean;
}

/** Whether the grant stands by itself at a time. A time that is not a number proves nothing. */
export const LIFE_CHECKS: readonly LifeCheck[] = [
  { name: 'revocation', reason: 'grant.revoked', holds: ({ revokedAt }) => revokedAt === null },
  {
    name: 'expiry',
    reason: 'grant.expired',
    holds: ({ terms: { expiresAt } }, { now }) => expiresAt === null || now < expiresAt,
  },
  {
    name: 'start',
    reason: 'grant.not_yet_valid',
    holds: ({ terms: { notBefore } }, { now }) => notBefore === null || now >= notBefore,
  },
  {
    name: 'parties',
    reason: 'grant.party_not_active',
    holds: ({ grantor, grantee }) => grantor.status === 'active' && grantee.status === 'active',
  },
  {
    name: 'mark',
    reason: 'grant.before_mark',
    holds: ({ grantor, grantee, createdAt }) =>
      isAfterMark(grantor, createdAt) && isAfterMark(grantee, createdAt),
  },
];

/**
 * Whether the grant carries the question. What it is for matters only where it reaches at all; the grantee comes
 * last, since a grant says nothing of it.
 */
const REACH_CHECKS: readonly LinkCheck[] = [
  {
    name: 'depth',
    reason: 'grant.depth_exceeded',
    holds: ({ terms }, { below }) => below <= terms.maxDepth,
  },
  {
    name: 'action',
    reason: 'grant.action_not_granted',
    holds: ({ terms }, view) => reachesAction(terms, view),
  },
  {
    name: 'resource',
    reason: 'grant.resource_not_granted',
    holds: ({ terms }, view) => reachesResource(terms, view),
  },
  {
    name: 'purpose',
    reason: 'grant.purpose_mismatch',
    holds: ({ terms: { purpose } }, { context }) =>
      purpose === null || context['purpose'] === purpose,
  },
  {
    name: 'audience',
    reason: 'grant.audience_mismatch',
    holds: ({ terms: { audience } }, { context }) =>
      audience === null || audience.some((one) => one === context['audience']),
  },
  {
    name: 'constraints',
    reason: 'grant.constraint_not_met',
    holds: ({ terms }, view) => terms.constraints.every((one) => isSatisfied(one, view)),
  },
];

/** Whether the one who holds the grant may act, in any role and in this question. */
const GRANTEE_CHECKS: readonly LinkCheck[] = [
  {
    name: 'owner',
    reason: 'agent.no_live_owner',
    holds: ({ grantee }) => grantee.kind !== 'agent' || grantee.hasLiveOwner,
  },
  {
    name: 'lineage',
    reason: 'agent.parent_not_active',
    holds: ({ grantee }) => grantee.kind !== 'agent' || hasLiveLineage(grantee),
  },
  {
    name: 'ceiling',
    reason: 'ceiling.exceeded',
    holds: ({ grantee }, view) => isUnderCeilings(grantee, view),
  },
];

/** All that is held against each grant of a chain, in the order in which it is told. */
export const LINK_CHECKS: readonly LinkCheck[] = [
  ...LIFE_CHECKS,
  ...REACH_CHECKS,
  ...GRANTEE_CHECKS,
];

function isAfterMark({ notBefore }: IdentityFacts, createdAt: number): boolean {
  return notBefore === null || createdAt >= notBefore;
}

/** Whether every agent above is active. */
export function hasLiveLineage({ lineage }: IdentityFacts): boolean {
  return lineage.every(({ status }) => status === 'active');
}

/** Holds the request against the identity's ceiling and those of all agents above it. An absent one does not limit. */
export function isUnderCeilings({ ceiling, lineage }: IdentityFacts, view: ScopeView): boolean {
  return (
    (ceiling === null || isUnderCeiling(ceiling, view)) &&
    lineage.every((above) => above.ceiling === null || isUnderCeiling(above.ceiling, view))
  );
}
