import fc from 'fast-check';
import type { ConstraintText, ScopeTexts, WorldGrant } from '../world.js';
import { FEW, pick, PICK } from './pick.js';
import type { PlanOf } from './pick.js';
import {
  ACTION_LADDER,
  AGENTS,
  AUDIENCES,
  CONSTRAINT_FAMILIES,
  ID_LADDER,
  PARTIES,
  PURPOSES,
  rungsBelow,
  TYPE_LADDER,
} from './vocabulary.js';
import type { Ladder } from './vocabulary.js';

export interface WorldOptions {
  /** The time the world is asked at, ms since the epoch. */
  readonly now: number;
  /**
   * True for worlds that the admin API takes as they are: every grant narrows its parent, none hangs below a grant
   * whose time is over, and no time is so near `now` that it passes while the world is loaded. Day windows are left
   * out: a real clock could pass their edges.
   */
  readonly writable: boolean;
}

export const GRANT_PLAN = fc.record({
  parent: FEW,
  grantor: PICK,
  grantee: PICK,
  actions: fc.array(PICK, { minLength: 1, maxLength: 3 }),
  resources: fc.array(PICK, { minLength: 1, maxLength: 3 }),
  constraints: fc.tuple(FEW, FEW, FEW, FEW, FEW),
  purpose: FEW,
  audience: PICK,
  notBefore: FEW,
  expiresAt: FEW,
  depth: PICK,
  fate: FEW,
});
type GrantPlan = PlanOf<typeof GRANT_PLAN>;
type GrantBody = WorldGrant['body'];

export const MAX_GRANTS = 12;
const MAX_LENGTH = 5;
const DAY_MS = 86_400_000;
export const EVERYTHING: ScopeTexts = {
  actions: ['**', '*'],
  resources: [
    { type: '**', id: '**' },
    { type: '*', id: '**' },
    { type: 'doc', id: 'a/../b' },
    { type: 'doc', id: 'a//1' },
  ],
  constraints: [],
};

export function toGrant(
  plan: GrantPlan,
  earlier: readonly WorldGrant[],
  options: WorldOptions,
): WorldGrant {
  const parent = toParent(plan, earlier, options);
  // Unless it must be writable, one in twenty pays no heed to its parent: decisions must hold by themselves.
  const bound = options.writable || plan.fate !== 18 ? (parent?.body ?? null) : null;
  return {
    name: `g${String(earlier.length).padStart(2, '0')}`,
    parent: parent?.name ?? null,
    revoked: plan.fate === 19,
    createdAt: createdAt(earlier.length, options),
    body: {
      ...toParties(plan, parent),
      ...toScope(plan, bound ?? EVERYTHING, options),
      ...toPurpose(plan, bound),
      ...toAudience(plan, bound),
      ...toTimes(plan, bound, options),
      maxDepth: toDepth(plan, parent, bound),
    },
  };
}

/** One a second. Where worlds are loaded it is the time they are. */
export function createdAt(at: number, { now, writable }: WorldOptions): number {
  return writable ? now : now - (MAX_GRANTS - at) * 1000;
}

/** Mostly from a user or service to an agent. */
function toParties(
  { grantor: from, grantee: to }: GrantPlan,
  parent: WorldGrant | null,
): Pick<GrantBody, 'grantor' | 'grantee'> {
  const givers = from % 10 === 0 ? PARTIES : PARTIES.slice(0, -AGENTS.length);
  const grantor = parent?.body.grantee ?? pick(givers, from);
  const others = PARTIES.filter(({ kind, id }) => kind !== grantor.kind || id !== grantor.id);
  return { grantor, grantee: pick(to % 4 === 0 ? others : others.slice(1 - AGENTS.length), to) };
}

function toParent(
  { parent }: GrantPlan,
  earlier: readonly WorldGrant[],
  { now, writable }: WorldOptions,
): WorldGrant | null {
  const fit = earlier.filter(
    (grant) =>
      lineage(earlier, grant).length < MAX_LENGTH &&
      (!writable ||
        (grant.body.maxDepth > 0 &&
          (grant.body.expiresAt === undefined || Date.parse(grant.body.expiresAt) > now))),
  );
  return parent < 6 ? null : (fit.toReversed()[(parent - 6) % 4] ?? null);
}

/** The chain from the root down to the grant. */
export function lineage(grants: readonly WorldGrant[], grant: WorldGrant): readonly WorldGrant[] {
  const parent = grants.find(({ name }) => name === grant.parent);
  return parent === undefined ? [grant] : [...lineage(grants, parent), grant];
}

function toScope(plan: GrantPlan, bound: ScopeTexts, { writable }: WorldOptions): ScopeTexts {
  const families = CONSTRAINT_FAMILIES.slice(0, writable ? -1 : undefined);
  return {
    actions: plan.actions.map((at) => rung(ACTION_LADDER, bound.actions, at)),
    resources: plan.resources.map((at) => {
      const { type, id } = pick(bound.resources, at % 7);
      return { type: rung(TYPE_LADDER, [type], at), id: rung(ID_LADDER, [id], at >> 2) };
    }),
    constraints: families.flatMap((family, at) =>
      toConstraint(family, bound.constraints, plan.constraints[at] ?? 0),
    ),
  };
}

/** A selector no wider than one of those given; twice in three just that one. */
function rung(ladder: Ladder, from: readonly string[], at: number): string {
  const above = pick(from, at);
  return at % 3 === 0 ? pick(rungsBelow(ladder, above), at >> 1) : above;
}

function toConstraint(
  family: readonly ConstraintText[],
  bound: readonly ConstraintText[],
  at: number,
): readonly ConstraintText[] {
  const least = family.findIndex((one) => bound.includes(one));
  if (least < 0) {
    return at < 3 ? [pick(family, at)] : [];
  }
  return [family[Math.min(family.length - 1, least + (at < 4 ? 1 : 0))] ?? pick(family, least)];
}

function toPurpose({ purpose }: GrantPlan, bound: GrantBody | null): Pick<GrantBody, 'purpose'> {
  const wanted = bound?.purpose ?? (purpose < 3 ? pick(PURPOSES, purpose) : undefined);
  return wanted === undefined ? {} : { purpose: wanted };
}

function toAudience({ audience }: GrantPlan, bound: GrantBody | null): Pick<GrantBody, 'audience'> {
  const above = bound?.audience;
  if (above === undefined) {
    const first = audience % AUDIENCES.length;
    return audience % 20 < 4 ? { audience: AUDIENCES.slice(first) } : {};
  }
  return { audience: above.length > 1 && audience % 3 === 0 ? above.slice(1) : above };
}

function toTimes(plan: GrantPlan, bound: GrantBody | null, options: WorldOptions): Span {
  const { starts, ends } = toMoments(options);
  const start = laterOf(bound?.notBefore, plan.notBefore < 3 ? pick(starts, plan.notBefore) : null);
  const end = earlierOf(bound?.expiresAt, plan.expiresAt < 4 ? pick(ends, plan.expiresAt) : null);
  // What ends before it starts is no grant: then the parent's span, which is one.
  return start !== undefined && end !== undefined && start >= end
    ? toSpan(bound?.notBefore, bound?.expiresAt)
    : toSpan(start, end);
}

type Span = Pick<GrantBody, 'notBefore' | 'expiresAt'>;

function toMoments({ now, writable }: WorldOptions): { starts: number[]; ends: number[] } {
  const [day, atOnce, next] = [DAY_MS, writable ? DAY_MS : 0, writable ? DAY_MS : 1];
  return {
    starts: [now + day, now - day, now - atOnce, now + next],
    ends: [now - atOnce, now + day, now + 2 * day, now + next, now - 2 * day],
  };
}

function toSpan(notBefore?: string, expiresAt?: string): Span {
  return {
    ...(notBefore !== undefined && { notBefore }),
    ...(expiresAt !== undefined && { expiresAt }),
  };
}

function laterOf(bound: string | undefined, ms: number | null): string | undefined {
  const wanted = ms === null ? bound : new Date(ms).toISOString();
  return bound !== undefined && (wanted ?? '') < bound ? bound : wanted;
}

function earlierOf(bound: string | undefined, ms: number | null): string | undefined {
  const wanted = ms === null ? bound : new Date(ms).toISOString();
  return bound !== undefined && (wanted ?? '') > bound ? bound : wanted;
}

function toDepth({ depth }: GrantPlan, parent: WorldGrant | null, bound: GrantBody | null): number {
  if (bound !== null) {
    return Math.max(0, bound.maxDepth - 1 - (depth % 20 === 0 ? 1 : 0));
  }
  return parent === null && depth % 8 !== 0 ? MAX_LENGTH - 1 : depth % MAX_LENGTH;
}
