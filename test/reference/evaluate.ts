import { matchesAny } from './matches.js';
import { meets } from './meets.js';
import type { Asked } from './meets.js';
import { starterPermits } from './starter-permits.js';
import type {
  Kind,
  Question,
  Ref,
  ScopeTexts,
  Values,
  World,
  WorldGrant,
  WorldIdentity,
} from './world.js';

/** What the service should answer. */
export interface Verdict {
  readonly decision: boolean;
  /** The first reason. */
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
  'ceiling.exceeded',
  'grant.resource_not_granted',
  'grant.action_not_granted',
  'grant.depth_exceeded',
  'agent.no_live_owner',
  'grant.not_yet_valid',
  'grant.party_not_active',
  'grant.expired',
  'grant.revoked',
];

class Evaluation {
  readonly #asked: Asked;

  constructor(
    private readonly world: World,
    private readonly question: Question,
    private readonly circumstances: Circumstances,
  ) {
    const { type, id, properties } = question.resource;
    const stored = world.resources.find((one) => one.type === type && one.id === id);
    this.#asked = {
      action: question.action.properties ?? {},
      resource: { ...properties, ...stored?.body.attributes },
      context: question.context ?? {},
      now: circumstances.now,
    };
  }

  verdict(): Verdict {
    const { type, id } = this.question.subject;
    const subject = this.find({ kind: type, id });
    const actorRef = actorOf(this.question);
    const first = this.subjectProblem(subject);
    if (subject === undefined || first !== null) {
      return denied(first ?? '');
    }
    if (actorRef === null) {
      return this.policy(subject, []);
    }
    const actor = this.find(actorRef);
    const second = this.standingProblem('actor', actor);
    return second === null ? this.delegated(subject, actorRef) : denied(second);
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
    const [proof] = starterPermits(this.question, subject.body.attributes, this.#asked.resource);
    return proof === undefined
      ? denied('policy.no_match')
      : { decision: true, reason: `permit.${proof}`, culprits: [], chains };
  }

  private find({ kind, id }: Ref): WorldIdentity | undefined {
    return this.world.identities.find((one) => one.kind === kind && one.id === id);
  }

  private subjectProblem(subject: WorldIdentity | undefined): string | null {
    const standing = this.standingProblem('subject', subject);
    if (standing !== null || subject === undefined) {
      return standing;
    }
    if (subject.kind === 'agent' && subject.body.ceiling === undefined) {
      return 'agent.no_ceiling';
    }
    return this.isWithin(subject.body.ceiling ?? {}) ? null : 'ceiling.exceeded';
  }

  private standingProblem(role: string, identity: WorldIdentity | undefined): string | null {
    if (identity === undefined) {
      return `${role}.unknown`;
    }
    if (identity.body.status !== 'active') {
      return `${role}.${identity.body.status}`;
    }
    return this.hasOwnerIfNeeded(identity) ? null : 'agent.no_live_owner';
  }

  private hasOwnerIfNeeded({ kind, body }: WorldIdentity): boolean {
    const owners = (body.owners ?? []).map((owner) => this.find(owner));
    return (
      kind !== 'agent' ||
      owners.some((owner) => owner?.body.status === 'active' && owner.kind !== 'agent')
    );
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

  private grantProblem({ body, revoked }: WorldGrant, below: number): string | undefined {
    const parties = [this.find(body.grantor), this.find(body.grantee)];
    const grantee = parties[1];
    const { now } = this.circumstances;
    const held: readonly (readonly [string, boolean])[] = [
      ['grant.revoked', !revoked],
      ['grant.expired', body.expiresAt === undefined || now < Date.parse(body.expiresAt)],
      ['grant.not_yet_valid', body.notBefore === undefined || now >= Date.parse(body.notBefore)],
      ['grant.party_not_active', parties.every((party) => party?.body.status === 'active')],
      ['grant.depth_exceeded', below <= body.maxDepth],
      ['grant.action_not_granted', this.isWithin({ actions: body.actions })],
      ['grant.resource_not_granted', this.isWithin({ resources: body.resources })],
      [
        'grant.purpose_mismatch',
        body.purpose === undefined || body.purpose === this.#asked.context['purpose'],
      ],
      ['grant.constraint_not_met', this.isWithin({ constraints: body.constraints })],
      ['agent.no_live_owner', grantee !== undefined && this.hasOwnerIfNeeded(grantee)],
      ['ceiling.exceeded', this.isWithin(grantee?.body.ceiling ?? {})],
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

/** Who acts: `act` or `context.agent`, unless it is the subject itself (DEL-13). */
function actorOf({ subject, context }: Question): Ref | null {
  const act = subject.properties?.['act'] as Values | undefined;
  const id = act?.['sub'] ?? context?.['agent'];
  if (typeof id !== 'string') {
    return null;
  }
  const profile = act?.['sub_profile'];
  const kind: Kind =
    typeof profile === 'string' && profile.split(' ').includes('service') ? 'service' : 'agent';
  return isSame({ kind, id }, { kind: subject.type, id: subject.id }) ? null : { kind, id };
}

function isSame(one: Ref, other: Ref): boolean {
  return one.kind === other.kind && one.id === other.id;
}

function denied(reason: string): Verdict {
  return { decision: false, reason, culprits: [], chains: [] };
}
