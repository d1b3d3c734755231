import fc from 'fast-check';
import type {
  Holder,
  World,
  WorldAssignment,
  WorldGroup,
  WorldMembership,
  WorldSubjectType,
} from '../world.js';
import { FEW, mostly, pick, PICK } from './pick.js';
import type { PlanOf } from './pick.js';
import { GROUPS, PARTIES, ROLES, SUBJECT_TYPES } from './vocabulary.js';

/** Groups with who is in them, roles with who has them, and subject types. */
export const DIRECTORY_PLAN = fc.record({
  statuses: fc.tuple(...GROUPS.map(() => FEW)),
  members: fc.array(fc.record({ group: PICK, member: PICK }), { maxLength: 10, size: 'max' }),
  roles: fc.array(fc.record({ role: PICK, holder: PICK }), { maxLength: 5, size: 'max' }),
  types: fc.tuple(...SUBJECT_TYPES.map(() => PICK)),
});
type DirectoryPlan = PlanOf<typeof DIRECTORY_PLAN>;
type Directory = Pick<World, 'groups' | 'memberships' | 'assignments' | 'subjectTypes'>;

export function toDirectory(plan: DirectoryPlan): Directory {
  return {
    groups: GROUPS.map((id, at) => toGroup(id, plan.statuses[at] ?? 0)),
    memberships: distinct(plan.members.map(({ group, member }) => toMembership(group, member))),
    assignments: distinct(plan.roles.map(({ role, holder }) => toAssignment(role, holder))),
    subjectTypes: SUBJECT_TYPES.flatMap(([type, usual], at) =>
      toSubjectType({ type, kind: usual }, plan.types[at] ?? 0),
    ),
  };
}

function toGroup(id: string, status: number): WorldGroup {
  return { id, status: status < 3 ? 'retired' : 'active' };
}

/** A group lies only in one that comes before it, so that none is in itself. */
function toMembership(group: number, member: number): WorldMembership {
  const outer = group % GROUPS.length;
  const inner = GROUPS.slice(outer + 1).map((id): Holder => ({ kind: 'group', id }));
  const members = member % 2 === 0 && inner.length > 0 ? inner : PARTIES;
  return { group: pick(GROUPS, outer), member: pick<Holder>(members, Math.floor(member / 2)) };
}

function toAssignment(role: number, holder: number): WorldAssignment {
  const groups = GROUPS.map((id): Holder => ({ kind: 'group', id }));
  const holders = holder % 2 === 0 ? groups : PARTIES;
  return { role: pick(ROLES, role), holder: pick<Holder>(holders, Math.floor(holder / 2)) };
}

function toSubjectType({ type, kind }: WorldSubjectType, at: number): WorldSubjectType[] {
  const kinds = [kind, 'user', 'service', 'agent'] as const;
  return at % 4 === 0 ? [] : [{ type, kind: mostly(kinds, 18, at >> 2) }];
}

function distinct<T>(list: readonly T[]): readonly T[] {
  return [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];
}
