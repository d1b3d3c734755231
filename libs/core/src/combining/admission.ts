import { findAgentGap, findCeilingGap, findChainRefusal } from '../delegation/chain-verdict.js';
import type { ChainRefusal, ChainView } from '../delegation/chain-verdict.js';
import type { DelegationChain } from '../model/grant.js';
import type { IdentityFacts, IdentityRef, ResourceFacts } from '../model/identity.js';
import type { Mode } from '../model/policy.js';
import type { DecisionRequest } from '../model/request.js';
import type { ReasonCode } from './reason-codes.js';

/** Everything stored that a decision depends on, as of one revision. */
export interface Facts {
  readonly revision: number;
  /** The one clock reading of this request, ms since the epoch. */
  readonly now: number;
  readonly subject: IdentityFacts | null;
  readonly actor: IdentityFacts | null;
  readonly resource: ResourceFacts | null;
  /** Chains from the subject to the actor, shortest first, then by id. Empty without an actor. */
  readonly chains: readonly DelegationChain[];
}

/** The identities and grants say no, whatever policy says. */
export interface Refusal {
  readonly admitted: false;
  readonly reason: ReasonCode;
  readonly grantId: string | null;
}

/** Policy is asked, once for each chain that carries the request until one permits; once without an actor. */
export interface Admission {
  readonly admitted: true;
  readonly subject: IdentityFacts;
  readonly actor: IdentityFacts | null;
  /** Those that carry the request, in the order of the facts. Null without an actor. */
  readonly chains: readonly [DelegationChain, ...DelegationChain[]] | null;
}

/** What one of the identities, or the resource, says to the question by itself. */
export interface IdentityFinding {
  readonly about: 'subject' | 'resource' | 'ceiling' | 'actor';
  /** Null when nothing stands against it. */
  readonly reason: ReasonCode | null;
}

/** All that `admit` holds against the question before it looks at grants, in its order. Pure. */
export function examineIdentities(
  request: DecisionRequest,
  facts: Facts,
  view: ChainView,
): readonly IdentityFinding[] {
  const { subject, actor } = facts;
  const ofSubject: readonly IdentityFinding[] = [
    { about: 'subject', reason: subject ? findStandingGap('subject', subject) : 'subject.unknown' },
    { about: 'resource', reason: findResourceGap(request, facts.resource) },
    ...(subject === null
      ? []
      : [{ about: 'ceiling' as const, reason: findSubjectCeilingGap(subject, view) }]),
  ];
  return modeOf(request, facts) === 'autonomous'
    ? ofSubject
    : [
        ...ofSubject,
        { about: 'actor', reason: actor ? findStandingGap('actor', actor) : 'actor.unknown' },
      ];
}

/** Holds a question against the identities and grants it stands on. Pure. */
export function admit(
  request: DecisionRequest,
  facts: Facts,
  view: ChainView,
): Admission | Refusal {
  const { subject, actor } = facts;
  if (subject === null) {
    return refuse('subject.unknown');
  }
  const unfit =
    findStandingGap('subject', subject) ??
    findResourceGap(request, facts.resource) ??
    findSubjectCeilingGap(subject, view);
  if (unfit !== null) {
    return refuse(unfit);
  }
  return modeOf(request, facts) === 'autonomous'
    ? { admitted: true, subject, actor: null, chains: null }
    : admitActor(subject, actor, { chains: facts.chains, view });
}

function admitActor(
  subject: IdentityFacts,
  actor: IdentityFacts | null,
  { chains, view }: { chains: readonly DelegationChain[]; view: ChainView },
): Admission | Refusal {
  if (actor === null) {
    return refuse('actor.unknown');
  }
  const unfit = findStandingGap('actor', actor);
  if (unfit !== null) {
    return refuse(unfit);
  }
  const carrying: DelegationChain[] = [];
  const refusals: ChainRefusal[] = [];
  for (const chain of chains) {
    if (isLinked(chain, subject, actor)) {
      const refusal = findChainRefusal(chain, view);
      if (refusal === null) {
        carrying.push(chain);
      } else {
        refusals.push(refusal);
      }
    }
  }
  const [first, ...further] = carrying;
  return first === undefined
    ? refuseChains(refusals)
    : { admitted: true, subject, actor, chains: [first, ...further] };
}

/** Tells whether the chain leads from the subject to the actor without a gap; one that does not carries nothing. */
export function isLinked(
  chain: DelegationChain,
  subject: IdentityRef,
  actor: IdentityRef,
): boolean {
  let holder = subject;
  for (const { grantor, grantee } of chain) {
    if (!isSameIdentity(holder, grantor)) {
      return false;
    }
    holder = grantee;
  }
  return isSameIdentity(holder, actor);
}

/**
 * Of several refusals the most telling one: of the chain that came nearest to carrying the request. By what it
 * says, not by the order of the chains, which for equal lengths hangs on random ids.
 */
function refuseChains(refusals: readonly ChainRefusal[]): Refusal {
  const [nearest] = refusals.toSorted((one, other) => rank(one) - rank(other));
  return nearest === undefined ? refuse('grant.none') : refuse(nearest.reason, nearest.grantId);
}

/** Nearest first: what the request could change, then what a grant lacks, then what is dead. */
const NEARNESS: readonly ReasonCode[] = [
  'grant.constraint_not_met',
  'grant.purpose_mismatch',
  'grant.audience_mismatch',
  'ceiling.exceeded',
  'grant.resource_not_granted',
  'grant.action_not_granted',
  'grant.depth_exceeded',
  'agent.no_live_owner',
  'agent.parent_not_active',
  'grant.not_yet_valid',
  'grant.party_not_active',
  'grant.before_mark',
  'grant.expired',
  'grant.revoked',
];

function rank({ reason }: ChainRefusal): number {
  return NEARNESS.indexOf(reason);
}

function findStandingGap(role: 'subject' | 'actor', identity: IdentityFacts): ReasonCode | null {
  if (identity.status !== 'active') {
    return `${role}.${identity.status}`;
  }
  return findAgentGap(identity);
}

/** A resource that is out of use, or is not what the inventory says it is (a tool whose definition has changed). */
function findResourceGap(
  { resource }: DecisionRequest,
  stored: ResourceFacts | null,
): ReasonCode | null {
  if (stored?.status === 'retired') {
    return 'resource.retired';
  }
  const seen = resource.properties['digest'];
  const pinned = stored?.digest ?? null;
  return pinned === null || seen === undefined || seen === pinned
    ? null
    : 'resource.digest_mismatch';
}

/**
 * Whether the question is about an actor that acts for the subject (DEL-62). By what is stored, where it is known:
 * subject and actor can turn out to be one.
 */
export function modeOf(
  { actor: claim }: DecisionRequest,
  facts: Pick<Facts, 'subject' | 'actor'> | null,
): Mode {
  const subject = facts?.subject ?? null;
  const isOne = subject !== null && isSameIdentity(subject, facts?.actor ?? null);
  return claim === null || isOne ? 'autonomous' : 'delegated';
}

/** By an alias or a mapped type, subject and actor can be one: then nobody is acted for (DEL-13). */
function isSameIdentity(subject: IdentityRef, actor: IdentityRef | null): boolean {
  return actor?.kind === subject.kind && actor.id === subject.id;
}

/** An agent that acts for itself needs a ceiling; a user's or service's bound is policy alone. */
function findSubjectCeilingGap(subject: IdentityFacts, view: ChainView): ReasonCode | null {
  return subject.kind === 'agent' && subject.ceiling === null
    ? 'agent.no_ceiling'
    : findCeilingGap(subject, view);
}

function refuse(reason: ReasonCode, grantId: string | null = null): Refusal {
  return { admitted: false, reason, grantId };
}
