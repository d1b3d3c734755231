import fc from 'fast-check';
import { findIdentity } from '../lookups.js';
import type { Question, Ref, Values, World } from '../world.js';
import { FEW, pick, PICK } from './pick.js';
import type { PlanOf } from './pick.js';
import { AGENTS, ISSUERS, SUBJECT_TYPES } from './vocabulary.js';

/** By what the subject and the actor are called, and in which members of the request. */
export const CARRIER_PLAN = fc.record({
  type: FEW,
  way: FEW,
  place: FEW,
  other: PICK,
});
type CarrierPlan = PlanOf<typeof CARRIER_PLAN>;

export interface Carriers {
  readonly subject: Question['subject'];
  readonly context: Values;
}

export function toCarriers(
  world: World,
  { subject, actor }: { readonly subject: Ref; readonly actor: Ref | null },
  plan: CarrierPlan,
): Carriers {
  const { act, ...context } = toMembers(world, { subject, actor }, plan);
  const properties = act === undefined ? {} : { properties: { act } };
  return {
    subject: { type: toType(world, subject, plan), id: subject.id, ...properties },
    context,
  };
}

function toType({ subjectTypes }: World, { kind }: Ref, { type, other }: CarrierPlan): string {
  if (type === 19 && other % 2 === 0) {
    return pick(SUBJECT_TYPES, other >> 1)[0];
  }
  const fit = subjectTypes.filter((one) => one.kind === kind);
  return type < 5 && fit.length > 0 ? pick(fit, other).type : kind;
}

function toMembers(
  world: World,
  { subject, actor }: { readonly subject: Ref; readonly actor: Ref | null },
  plan: CarrierPlan,
): Values {
  const { way, other } = plan;
  // The subject itself, by whatever it is called (DEL-13).
  const named = way === 18 ? subject : actor;
  if (named === null) {
    return {};
  }
  if (way < 10) {
    return { ...toAct(named, plan), ...toAgent(named, plan) };
  }
  if (way < 15 || way === 18) {
    return toAlias(world, named, plan) ?? toClient(named);
  }
  if (way < 17) {
    return toClient(named);
  }
  return way === 17
    ? { act: { sub: named.id, iss: pick([...ISSUERS, 'https://three.example'], other) } }
    : { ...toClient(named), agent: other % 3 === 0 ? pick(AGENTS, other) : named.id };
}

/** In `act`, in `context.agent` or in both; a service only in `act`, which can tell its kind. */
function toAct(actor: Ref, { place }: CarrierPlan): Values {
  if (actor.kind !== 'service' && place < 8) {
    return {};
  }
  const profile = actor.kind === 'service' ? { sub_profile: 'service' } : {};
  return { act: { sub: actor.id, ...profile, act: { sub: 'earlier' } } };
}

function toAgent(actor: Ref, { place }: CarrierPlan): Values {
  return actor.kind === 'service' || (place >= 8 && place < 16) ? {} : { agent: actor.id };
}

function toClient(actor: Ref): Values {
  const act = { sub: actor.id, sub_profile: 'service' };
  return { client_id: actor.id, ...(actor.kind === 'service' && { act }) };
}

/** One of its aliases, by itself or beside its id or, seldom, that of another. */
function toAlias(world: World, actor: Ref, { place, other }: CarrierPlan): Values | null {
  const { aliases = [] } = findIdentity(world, actor)?.body ?? {};
  if (aliases.length === 0) {
    return null;
  }
  const { issuer, subject } = pick(aliases, other);
  return { act: { sub: subject, iss: issuer }, ...toBeside(actor, { place, other }) };
}

function toBeside(actor: Ref, { place, other }: Pick<CarrierPlan, 'place' | 'other'>): Values {
  return {
    ...(place < 6 && { client_id: actor.id }),
    ...(place > 4 && place < 8 && actor.kind === 'agent' && { agent: actor.id }),
    ...(place === 19 && other % 2 === 0 && { client_id: pick(AGENTS, other) }),
  };
}
