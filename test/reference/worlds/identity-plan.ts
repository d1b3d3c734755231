import fc from 'fast-check';
import type { Ref, Value, WorldIdentity, WorldResource } from '../world.js';
import { FEW, mostly, pick, PICK } from './pick.js';
import type { PlanOf } from './pick.js';
import { ACTIONS, CEILINGS, IDS, REGIONS, SERVICES, TYPES, USERS } from './vocabulary.js';

export const IDENTITY_PLAN = fc.record({
  status: PICK,
  roles: PICK,
  owners: PICK,
  ceiling: FEW,
  alone: PICK,
});
type IdentityPlan = PlanOf<typeof IDENTITY_PLAN>;

const STATUSES = ['active', 'suspended', 'retired'] as const;
const ROLES: readonly Value[] = [
  ['admin'],
  ['editor'],
  ['admin'],
  ['editor'],
  ['viewer'],
  ['admin', 'viewer'],
  ['editor', 'viewer'],
  ['guest'],
  'admin',
  [['admin']],
];
const ALONE: readonly Value[] = [
  { doc: ['read', 'list', 'write'], file: ['read'] },
  { doc: [...ACTIONS], 'crm/note': [...ACTIONS], file: ['read', 'list', 'delete'] },
  { doc: 'read', file: { read: true } },
  ['read'],
];

export function toIdentity(party: Ref, plan: IdentityPlan): WorldIdentity {
  const status = mostly(STATUSES, 19, plan.status);
  const roles = pick(ROLES, plan.roles);
  if (party.kind !== 'agent') {
    const ceiling = plan.ceiling === 0 && { ceiling: pick(CEILINGS, plan.alone) };
    return { ...party, body: { status, attributes: { roles }, ...ceiling } };
  }
  const owner = { kind: 'user', id: pick(USERS, plan.owners) } as const;
  return {
    ...party,
    body: {
      status,
      attributes: { roles, autonomous: pick(ALONE, plan.alone) },
      owners: plan.owners % 20 === 0 ? [] : [owner],
      ...(plan.ceiling > 4 && { ceiling: pick(CEILINGS, plan.ceiling) }),
    },
  };
}

export const RESOURCE_PLAN = fc.record({ type: PICK, id: PICK, owner: PICK, region: PICK });

export function toResource(plan: PlanOf<typeof RESOURCE_PLAN>): WorldResource {
  const owner = pick<Value>([...USERS, ...SERVICES, 'bot', ['alice'], 1], plan.owner);
  const region = plan.region % 3 === 0 && { region: pick(REGIONS, plan.region) };
  return {
    type: pick(TYPES, plan.type),
    id: pick(IDS, plan.id),
    body: { attributes: { owner, ...region } },
  };
}
