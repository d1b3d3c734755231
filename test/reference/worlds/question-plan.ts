import fc from 'fast-check';
import { matches, matchesAny } from '../matches.js';
import { meets } from '../meets.js';
import type { Question, Ref, ScopeTexts, Value, Values, World, WorldGrant } from '../world.js';
import { CARRIER_PLAN, toCarriers } from './carrier-plan.js';
import { EVERYTHING, lineage } from './grant-plan.js';
import { FEW, pick, PICK } from './pick.js';
import type { PlanOf } from './pick.js';
import {
  ACTIONS,
  AMOUNTS,
  AUDIENCES,
  DEVICES,
  DIGESTS,
  IDS,
  PARTIES,
  PURPOSES,
  REGIONS,
  TYPES,
  USERS,
} from './vocabulary.js';

export const QUESTION_PLAN = fc.record({
  route: FEW,
  grant: PICK,
  subject: PICK,
  actor: PICK,
  action: PICK,
  type: PICK,
  id: PICK,
  amount: FEW,
  region: FEW,
  device: FEW,
  purpose: FEW,
  carriers: CARRIER_PLAN,
  audience: FEW,
  digest: FEW,
});
type QuestionPlan = PlanOf<typeof QUESTION_PLAN>;

/** Mostly what some grant is made for; else what a party might ask by itself, or anything. */
export function toQuestion(world: World, plan: QuestionPlan, now: number): Question {
  const grant = plan.route < 16 ? toGrantUsed(world, plan) : null;
  const chain = grant === null ? [] : lineage(world.grants, grant);
  const subject = toSubject(chain, plan);
  const actor = grant?.body.grantee ?? toStranger(plan);
  const { actions, resources } = grant?.body ?? EVERYTHING;
  const values = new FittingValues(chain, now);
  const carriers = toCarriers(world, { subject, actor }, plan.carriers);
  const target = toTarget(resources, plan);
  return {
    subject: carriers.subject,
    action: {
      name: fitting(ACTIONS, (one) => matchesAny(actions, one), plan.action),
      properties: values.at('action.properties.amount', AMOUNTS, plan.amount),
    },
    resource: {
      ...target,
      properties: {
        ...toDigest(world, target, plan),
        ...values.at('resource.properties.region', REGIONS, plan.region),
        ...(plan.region > 15 && { owner: subject.id }),
      },
    },
    context: {
      ...carriers.context,
      ...values.at('context.device', DEVICES, plan.device),
      ...toPurpose(chain, plan),
      ...toAudience(chain, plan),
    },
  };
}

const NOBODY: Ref = { kind: 'user', id: 'nobody' };
const NO_AGENT: Ref = { kind: 'agent', id: 'nobody' };

/** Mostly one whose grantee can be an actor. */
function toGrantUsed({ grants }: World, { grant, audience }: QuestionPlan): WorldGrant | null {
  const usable = grants.filter(({ body }) => body.grantee.kind !== 'user' || audience === 0);
  return usable.length > 0 ? pick(usable, grant) : null;
}

function toSubject([root]: readonly WorldGrant[], { subject }: QuestionPlan): Ref {
  return root?.body.grantor ?? pick([...PARTIES, NOBODY], subject);
}

function toStranger({ route, actor }: QuestionPlan): Ref | null {
  return route < 19 ? null : pick([...PARTIES.slice(USERS.length), NO_AGENT], actor);
}

/** Mostly the one that the resource is pinned to, if any. */
function toDigest({ resources }: World, target: Target, { digest }: QuestionPlan): Values {
  const stored = resources.find(({ type, id }) => type === target.type && id === target.id);
  const pinned = stored?.body.digest;
  if (pinned === undefined) {
    return digest === 0 ? { digest: pick(DIGESTS, 0) } : {};
  }
  return digest < 8 ? {} : { digest: pick<Value>([pinned, pinned, ...DIGESTS, 1], digest) };
}

interface Target {
  readonly type: string;
  readonly id: string;
}

function toTarget(resources: ScopeTexts['resources'], plan: QuestionPlan): Target {
  const selector = pick(resources, plan.type >> 3);
  return {
    type: fitting(TYPES, (one) => matches(selector.type, one), plan.type),
    id: fitting(IDS, (one) => matches(selector.id, one), plan.id),
  };
}

function toPurpose(chain: readonly WorldGrant[], plan: QuestionPlan): Values {
  const wanted = chain.flatMap(({ body }) => body.purpose ?? [])[0];
  const purpose = plan.purpose === 0 ? pick(PURPOSES, plan.id) : wanted;
  return purpose === undefined ? {} : { purpose };
}

function toAudience(chain: readonly WorldGrant[], { audience, id }: QuestionPlan): Values {
  const limits = chain.flatMap(({ body }) => (body.audience === undefined ? [] : [body.audience]));
  if (limits.length === 0 && audience > 2) {
    return {};
  }
  const fits = (one: string): boolean => limits.every((limit) => limit.includes(one));
  const asked = fitting<string>(AUDIENCES, fits, id);
  return { audience: audience === 19 ? [asked] : asked };
}

/** Mostly one that fits, if any does. */
function fitting<T>(from: readonly T[], fits: (one: T) => boolean, at: number): T {
  const good = from.filter(fits);
  return pick(good.length > 0 && at % 16 !== 0 ? good : from, at);
}

class FittingValues {
  constructor(
    private readonly chain: readonly WorldGrant[],
    private readonly now: number,
  ) {}

  /** Mostly a value that meets the chain's constraints there; mostly none where there are no constraints. */
  at(path: string, from: readonly Value[], at: number): Values {
    const constraints = this.chain
      .flatMap(({ body }) => body.constraints)
      .filter((one) => one.path.startsWith(path));
    if (constraints.length === 0 && at > 3) {
      return {};
    }
    const name = path.split('.').at(-1) ?? '';
    const meetsAll = (value: Value): boolean => {
      const values = { [name]: value };
      const asked = { action: values, resource: values, context: values, now: this.now };
      return constraints.every((constraint) => meets(constraint, asked));
    };
    return { [name]: fitting(from, meetsAll, at) };
  }
}
