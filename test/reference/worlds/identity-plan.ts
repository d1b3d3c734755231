import fc from 'fast-check';
import type { Ref, Value, WorldAlias, WorldIdentity, WorldResource } from '../world.js';
import { createdAt, MAX_GRANTS } from './grant-plan.js';
import type { WorldOptions } from './grant-plan.js';
import { FEW, mostly, pick, PICK } from './pick.js';
import type { PlanOf } from './pick.js';
import {
  ACTIONS,
  AGENTS,
  CEILINGS,
  DIGESTS,
  IDS,
  ISSUERS,
  PARTIES,
  REGIONS,
  SERVICES,
  TYPES,
  USERS,
} from './vocabulary.js';

export const IDENTITY_PLAN = fc.record({
  status: PICK,
  roles: PICK,
  owners: PICK,
  ceiling: FEW,
  alone: PICK,
  parent: FEW,
  aliases: FEW,
  mark: PICK,
});
type IdentityPlan = PlanOf<typeof IDENTITY_PLAN>;

const STATUSES = ['active', 'suspended', 'retired'] as const;
const STORED_ROLES: readonly Value[] = [
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

const DAY_MS = 86_400_000;

export function toIdentity(party: Ref, plan: IdentityPlan, options: WorldOptions): WorldIdentity {
  const status = mostly(STATUSES, 19, plan.status);
  const roles = pick(STORED_ROLES, plan.roles);
  const common = { ...toAliases(party, plan), ...toMark(plan, options) };
  if (party.kind !== 'agent') {
    const ceiling = plan.ceiling === 0 && { ceiling: pick(CEILINGS, plan.alone) };
    return { ...party, body: { status, attributes: { roles }, ...ceiling, ...common } };
  }
  const owner = { kind: 'user', id: pick(USERS, plan.owners) } as const;
  return {
    ...party,
    body: {
      status,
      attributes: { roles, autonomous: pick(ALONE, plan.alone) },
      owners: plan.owners % 20 === 0 ? [] : [owner],
      ...(plan.ceiling > 4 && { ceiling: pick(CEILINGS, plan.ceiling) }),
      ...toParent(party, plan),
      ...common,
    },
  };
}

type Body = WorldIdentity['body'];

/** One that comes before it, so that none is above itself. */
function toParent({ id }: Ref, { parent }: IdentityPlan): Pick<Body, 'parent'> {
  const above = AGENTS.slice(
    0,
    AGENTS.findIndex((agent) => agent === id),
  );
  return parent < 8 && above.length > 0 ? { parent: pick(above, parent) } : {};
}

/** One issuer calls it by its own id, the other by that of another party. */
function toAliases({ kind, id }: Ref, { aliases }: IdentityPlan): Pick<Body, 'aliases'> {
  const at = PARTIES.findIndex((party) => party.kind === kind && party.id === id);
  const given: readonly WorldAlias[] = [
    { issuer: ISSUERS[0], subject: id },
    { issuer: ISSUERS[1], subject: pick(PARTIES, at + 1).id },
  ];
  return aliases < 5 ? {} : { aliases: given.slice(aliases % 3 === 0 ? 1 : 0) };
}

/** Before all its grants, after all, or just when one was made. */
function toMark({ mark }: IdentityPlan, options: WorldOptions): Pick<Body, 'notBefore'> {
  if (mark % 20 > 0) {
    return {};
  }
  const { now, writable } = options;
  const moments = [now - DAY_MS, now + DAY_MS, createdAt(mark % MAX_GRANTS, options)];
  const at = pick(moments.slice(0, writable ? -1 : undefined), Math.floor(mark / 20));
  return { notBefore: new Date(at).toISOString() };
}

export const RESOURCE_PLAN = fc.record({
  type: PICK,
  id: PICK,
  owner: PICK,
  region: PICK,
  status: FEW,
  digest: FEW,
});

export function toResource(plan: PlanOf<typeof RESOURCE_PLAN>): WorldResource {
  const owner = pick<Value>([...USERS, ...SERVICES, 'bot', ['alice'], 1], plan.owner);
  const region = plan.region % 3 === 0 && { region: pick(REGIONS, plan.region) };
  return {
    type: pick(TYPES, plan.type),
    id: pick(IDS, plan.id),
    body: {
      attributes: { owner, ...region },
      status: plan.status < 2 ? 'retired' : 'active',
      ...(plan.digest < 10 && { digest: pick(DIGESTS, plan.digest) }),
    },
  };
}
