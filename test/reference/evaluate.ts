import {
  agentsAbove,
  findActor,
  findIdentity,
  findSubject,
  isSame,
  namesItself,
  readCarriers,
  rolesOf,
} from './lookups.js';
import type { NamedActor } from './lookups.js';
import { matchesAny } from './matches.js';
import { meets } from './meets.js';
import type { Asked } from './meets.js';
import { starterPermits } from './starter-permits.js';
import type {
  Question,
  Ref,
  ScopeTexts,
  Value,
  World,
  WorldGrant,
  WorldIdentity,
  WorldResource,
} from './world.js';

/** What the service should answer. */
export interface Verdict {
  readonly decision: boolean;
  /** The first reason, or the code of the error where the request is refused as it is. */
  readonly reason: string;
  /** Names of the grants that may be told to have said no; empty where none did. */
  readonly culprits: readonly string[];
  /** On a delegated permit: the chains it may stand on, by names, root first. */
  readonly chains: readonly (readonly string[])[];
}

export interface Circumstances {
  /** ms since the epoch. */
  readonly now: number;
  readonly maxChainLength: number;
}

/**
 * The naive reference: one question, one world, no cache, no order of evaluation but that of the rules
 * (architecture, sections 1 to 3 and 10). Written apart from libs/core, which it must never call.
 */
export function evaluate(world: World, question: Question, circumstances: Circumstances): Verdict {
  return new Evaluation(world, question, circumstances).verdict();
}

/** Of several dead or short chains the one nearest to carrying the request is told of. */
const NEAREST_FIRST = [
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

class Evaluation {
  readonly #asked: Asked;
  readonly #resource: WorldResource | undefined;

  constructor(
    private readonly world: World,
    private readonly question: Question,
    private readonly circumstances: Circumstances,
  ) {
    const { type, id, properties } = question.resource;
    this.#resource = world.resources.find((one) => one.type === type && one.id === id);
    this.#asked = {
      action: question.action.properties ?? {},
      resource: { ...properties, ...this.#resource?.body.attributes },
      context: question.context ?? {},
      now: circumstances.now,
    };
  }

  verdict(): Verdict {
    const { world, question } = this;
    const carriers = readCarriers(question);
    const [first] = carriers;
    const actor = first && findActor(world, first);
    if (hasConflict(carriers, actor)) {
      return denied('request.actor_conflict');
    }
    const subject = findSubject(world, question);
    const problem = this.subjectProblem(subject);
    if (subject === undefined || problem !== null) {
      return denied(problem ?? '');
    }
    const isAlone =
      first === undefined ||
      namesItself(question, first) ||
      (actor !== undefined && isSame(actor, subject));
    return isAlone ? this.policy(subject, []) : this.actedFor(subject, actor);
  }

  private actedFor(subject: WorldIdentity, actor: WorldIdentity | undefined): Verdict {
    const problem = this.standingProblem('actor', actor);
    return problem === null && actor !== undefined
      ? this.delegated(subject, actor)
      : denied(problem ?? '');
  }

  private delegated(subject: WorldIdentity, actor: Ref): Verdict {
    const judged = this.chainsBetween(subject, actor).map((chain) => ({
      names: chain.map(({ name }) => name),
      problem: this.chainProblem(chain),
    }));
    const carrying = judged.filter(({ problem }) => problem === null);
    if (carrying.length > 0) {
      return this.policy(
        subject,
        carrying.map(({ names }) => names),
      );
    }
    const problems = judged.flatMap(({ problem }) => problem ?? []);
    const reason = NEAREST_FIRST.find((one) => problems.some((problem) => problem.reason === one));
    return {
      ...denied(reason ?? 'grant.none'),
      culprits: problems.filter((one) => one.reason === reason).map(({ grant }) => grant),
    };
  }

  private policy(subject: WorldIdentity, chains: Verdict['chains']): Verdict {
    const attributes = { ...subject.body.attributes, roles: rolesOf(this.world, subject) };
    const [proof] = starterPermits(this.question, { ...subject, attributes }, this.#asked.resource);
    return proof === undefined
      ? denied('policy.no_match')
      : { decision: true, reason: `permit.${proof}`, culprits: [], chains };
  }

  private subjectProblem(subject: WorldIdentity | undefined): string | null {
    const standing = this.standingProblem('subject', subject);
    if (standing !== null || subject === undefined) {
      return standing;
    }
    const unusable = this.resourceProblem();
    if (unusable !== null) {
      return unusable;
    }
    if (subject.kind === 'agent' && subject.body.ceiling === undefined) {
      return 'agent.no_ceiling';
    }
    return this.isUnderCeilings(subject) ? null : 'ceiling.exceeded';
  }

  private resourceProblem(): string | null {
    if (this.#resource?.body.status === 'retired') {
      return 'resource.retired';
    }
    const seen = this.question.resource.properties?.['digest'];
    const pinned = this.#resource?.body.digest;
    return pinned === undefined || seen === undefined || seen === pinned
      ? null
      : 'resource.digest_mismatch';
  }

  /** Its own and those of all agents above it. */
  private isUnderCeilings(identity: WorldIdentity): boolean {
    return [identity, ...agentsAbove(this.world, identity)].every(({ body }) =>
      this.isWithin(body.ceiling ?? {}),
    );
  }

  private standingProblem(role: string, identity: WorldIdentity | undefined): string | null {
    if (identity === undefined) {
      return `${role}.unknown`;
    }
    if (identity.body.status !== 'active') {
      return `${role}.${identity.body.status}`;
    }
    if (!this.hasOwnerIfNeeded(identity)) {
      return 'agent.no_live_owner';
    }
    return this.areActiveAbove(identity) ? null : 'agent.parent_not_active';
  }

  private hasOwnerIfNeeded({ kind, body }: WorldIdentity): boolean {
    const owners = (body.owners ?? []).map((owner) => findIdentity(this.world, owner));
    return (
      kind !== 'agent' ||
      owners.some((owner) => owner?.body.status === 'active' && owner.kind !== 'agent')
    );
  }

  private areActiveAbove(identity: WorldIdentity): boolean {
    return agentsAbove(this.world, identity).every(({ body }) => body.status === 'active');
  }

  /** Every chain from the stored grants: up from each grant to the actor, by parents, to one of the subject. */
  private chainsBetween(subject: Ref, actor: Ref): readonly (readonly WorldGrant[])[] {
    return this.world.grants
      .filter(({ body }) => isSame(body.grantee, actor))
      .map((leaf) => this.upwards(leaf))
      .filter(([root]) => root !== undefined && isSame(root.body.grantor, subject));
  }

  private upwards(grant: WorldGrant): readonly WorldGrant[] {
    const parent = this.world.grants.find(({ name }) => name === grant.parent);
    return parent === undefined ? [grant] : [...this.upwards(parent), grant];
  }

  private chainProblem(chain: readonly WorldGrant[]): { reason: string; grant: string } | null {
    const tooLong = chain.length > this.circumstances.maxChainLength;
    for (const [at, grant] of chain.entries()) {
      const reason = tooLong
        ? 'grant.depth_exceeded'
        : this.grantProblem(grant, chain.length - at - 1);
      if (reason !== undefined) {
        return { reason, grant: grant.name };
      }
    }
    return null;
  }

  private grantProblem(grant: WorldGrant, below: number): string | undefined {
    const { body, revoked } = grant;
    const parties = [body.grantor, body.grantee].flatMap(
      (party) => findIdentity(this.world, party) ?? [],
    );
    const grantee = parties.at(-1);
    const { now } = this.circumstances;
    const held: readonly (readonly [string, boolean])[] = [
      ['grant.revoked', !revoked],
      ['grant.expired', body.expiresAt === undefined || now < Date.parse(body.expiresAt)],
      ['grant.not_yet_valid', body.notBefore === undefined || now >= Date.parse(body.notBefore)],
      ['grant.party_not_active', parties.every((party) => party.body.status === 'active')],
      ['grant.before_mark', parties.every((party) => isAfterMark(grant, party))],
      ['grant.depth_exceeded', below <= body.maxDepth],
      ['grant.action_not_granted', this.isWithin({ actions: body.actions })],
      ['grant.resource_not_granted', this.isWithin({ resources: body.resources })],
      ['grant.purpose_mismatch', isAmong(this.#asked.context['purpose'], body.purpose)],
      ['grant.audience_mismatch', isAmong(this.#asked.context['audience'], body.audience)],
      ['grant.constraint_not_met', this.isWithin({ constraints: body.constraints })],
      ['agent.no_live_owner', grantee !== undefined && this.hasOwnerIfNeeded(grantee)],
      ['agent.parent_not_active', grantee !== undefined && this.areActiveAbove(grantee)],
      ['ceiling.exceeded', grantee !== undefined && this.isUnderCeilings(grantee)],
    ];
    return held.find(([, holds]) => !holds)?.[0];
  }

  private isWithin({ actions, resources, constraints }: Partial<ScopeTexts>): boolean {
    const { action, resource } = this.question;
    return (
      (actions === undefined || matchesAny(actions, action.name)) &&
      (resources === undefined ||
        resources.some(
          ({ type, id }) => matchesAny([type], resource.type) && matchesAny([id], resource.id),
        )) &&
      (constraints ?? []).every((constraint) => meets(constraint, this.#asked))
    );
  }
}

/** Whether the carriers name different actors. What an alias stands for is held against the ids of the others. */
function hasConflict(
  [first, ...others]: readonly NamedActor[],
  actor: WorldIdentity | undefined,
): boolean {
  if (first === undefined) {
    return false;
  }
  if (first.issuer !== null) {
    return others.some(({ id }) => id !== actor?.id);
  }
  return others.some(
    ({ id, kinds }) => id !== first.id || !kinds.some((kind) => first.kinds.includes(kind)),
  );
}

function isAfterMark({ createdAt }: WorldGrant, { body }: WorldIdentity): boolean {
  return body.notBefore === undefined || createdAt >= Date.parse(body.notBefore);
}

/** Whether it is one of those meant. None named: all are. */
function isAmong(asked: Value | undefined, meant: string | readonly string[] | undefined): boolean {
  return meant === undefined || [meant].flat().some((one) => one === asked);
}

function denied(reason: string): Verdict {
  return { decision: false, reason, culprits: [], chains: [] };
}
