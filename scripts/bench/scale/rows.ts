/** What the tables are filled with, in COPY's text format, and the history that goes with it. */
import type { Company, SeedIdentity } from './company.js';
import { DEPARTMENTS, resourceId, TEAMS } from './company.js';
import { copyRow } from './copy-in.js';
import { grantTrees } from './grant-trees.js';
import type { SeedGrant } from './grant-trees.js';

const TENANT = 'default';
const AUTHOR = 'bench';

export const IDENTITY_COLUMNS =
  'identities (uid, tenant_id, kind, id, attributes, status, ceiling, parent_uid, write_id)';

export function* identityRows(company: Company, writeId: number): Generator<string> {
  for (const one of company.identities()) {
    const { uid, kind, id, attributes, status, ceiling, parentUid } = one;
    const ceilingText = ceiling === null ? null : JSON.stringify(ceiling);
    const json = JSON.stringify(attributes);
    yield copyRow([uid, TENANT, kind, id, json, status, ceilingText, parentUid, writeId]);
  }
}

export const OWNER_COLUMNS = 'identity_owners (tenant_id, identity_uid, position, owner_uid)';

export function* ownerRows(company: Company): Generator<string> {
  for (const { uid, ownerUids } of company.identities()) {
    for (const [position, owner] of ownerUids.entries()) {
      yield copyRow([TENANT, uid, position, owner]);
    }
  }
}

export const GROUP_COLUMNS = 'groups (uid, tenant_id, id, status, write_id)';

/** Departments first, then teams. */
export function* groupRows(writeId: number): Generator<string> {
  for (let uid = 1; uid <= DEPARTMENTS + TEAMS; uid += 1) {
    const id = uid <= DEPARTMENTS ? `department-${uid}` : `team-${uid - DEPARTMENTS - 1}`;
    yield copyRow([uid, TENANT, id, 'active', writeId]);
  }
}

export const MEMBERSHIP_COLUMNS =
  'memberships (uid, tenant_id, group_uid, identity_uid, member_group_uid, write_id)';

export function* membershipRows(company: Company, writeId: number): Generator<string> {
  let uid = 0;
  for (let team = 0; team < TEAMS; team += 1) {
    uid += 1;
    const department = 1 + (team % DEPARTMENTS);
    yield copyRow([uid, TENANT, department, null, teamUid(team), writeId]);
  }
  for (const one of company.identities()) {
    if (one.team !== null) {
      uid += 1;
      yield copyRow([uid, TENANT, teamUid(one.team), one.uid, null, writeId]);
    }
  }
}

function teamUid(team: number): number {
  return DEPARTMENTS + 1 + team;
}

export const ROLE_COLUMNS =
  'role_assignments (uid, tenant_id, role, identity_uid, group_uid, write_id)';

/** Departments make their members editors; one user in twenty is a viewer by itself. */
export function* roleRows(company: Company, writeId: number): Generator<string> {
  for (let uid = 1; uid <= DEPARTMENTS; uid += 1) {
    yield copyRow([uid, TENANT, 'editor', null, uid, writeId]);
  }
  for (let user = 20; user <= company.users; user += 20) {
    yield copyRow([DEPARTMENTS + user, TENANT, 'viewer', user, null, writeId]);
  }
}

export const RESOURCE_COLUMNS =
  'resources (uid, tenant_id, type, id, attributes, owner_uid, write_id)';

export function* resourceRows(company: Company, writeId: number): Generator<string> {
  for (let index = 0; index < company.size.resources; index += 1) {
    const owner = 1 + (index % company.users);
    const attributes = JSON.stringify(resourceAttributes(company, index));
    yield copyRow([index + 1, TENANT, 'record', resourceId(index), attributes, owner, writeId]);
  }
}

function resourceAttributes(company: Company, index: number): object {
  return { owner: `user-${1 + (index % company.users)}`, status: 'active', tier: index % 5 };
}

export const GRANT_COLUMNS = `grants (id, tenant_id, grantor_uid, grantee_uid, root_grantor_uid, parent_id, path,
  actions, resources, constraints, expires_at, max_depth, created_at, created_by, created_as, created_write,
  revoked_at, revoked_by, revoked_reason, revoked_write)`;

export function* grantRows(company: Company, writeId: number): Generator<string> {
  for (const { chain, branches } of grantTrees(company)) {
    for (const grant of [...chain, ...branches]) {
      yield grantRow(grant, writeId);
    }
  }
}

function grantRow(grant: SeedGrant, writeId: number): string {
  const { id, grantorUid, granteeUid, rootUid, path, actions, expiresAt, maxDepth } = grant;
  const isRevoked = grant.revokedAt !== null;
  return copyRow([
    id,
    TENANT,
    grantorUid,
    granteeUid,
    rootUid,
    path.at(-2) ?? null,
    `{${path.join(',')}}`,
    JSON.stringify(actions),
    JSON.stringify(scopeOf(grant)),
    '[]',
    toIso(expiresAt),
    maxDepth,
    toIso(grant.createdAt),
    AUTHOR,
    'any',
    writeId,
    toIso(grant.revokedAt),
    isRevoked ? AUTHOR : null,
    isRevoked ? 'no longer needed' : null,
    isRevoked ? writeId : null,
  ]);
}

function scopeOf({ area }: SeedGrant): readonly object[] {
  return [{ type: 'record', id: `${area}/**` }];
}

function toIso(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

export const CHANGE_COLUMNS =
  'changes (write_id, position, tenant_id, entity, key, operation, document)';

/** One change for each identity, resource and grant, as an import of them all would have recorded it. */
export function* changeRows(company: Company, writeId: number): Generator<string> {
  let position = 0;
  for (const [entity, key, document] of changes(company)) {
    const operation = entity === 'grant' ? 'create' : 'put';
    yield copyRow([writeId, position, TENANT, entity, key, operation, JSON.stringify(document)]);
    position += 1;
  }
}

function* changes(company: Company): Generator<readonly [string, string, object]> {
  for (const identity of company.identities()) {
    yield ['identity', `${identity.kind}/${identity.id}`, identityDocument(company, identity)];
  }
  for (let index = 0; index < company.size.resources; index += 1) {
    const id = resourceId(index);
    const attributes = resourceAttributes(company, index);
    const owner = company.party(1 + (index % company.users));
    yield ['resource', `record/${id}`, { type: 'record', id, attributes, owner, status: 'active' }];
  }
  for (const { chain, branches } of grantTrees(company)) {
    for (const grant of [...chain, ...branches]) {
      yield ['grant', grant.id, grantDocument(company, grant)];
    }
  }
}

function identityDocument(company: Company, identity: SeedIdentity): object {
  const { kind, id, attributes, status, ceiling, parentUid, ownerUids } = identity;
  return {
    kind,
    id,
    attributes,
    status,
    owners: ownerUids.map((uid) => company.party(uid)),
    ...(parentUid !== null && { parent: company.party(parentUid).id }),
    aliases: [],
    ...(ceiling !== null && { ceiling }),
  };
}

function grantDocument(company: Company, grant: SeedGrant): object {
  const { id, path, actions, expiresAt, maxDepth, createdAt, revokedAt } = grant;
  const parent = path.at(-2);
  return {
    id,
    grantor: company.party(grant.grantorUid),
    grantee: company.party(grant.granteeUid),
    ...(parent !== undefined && { parent }),
    actions,
    resources: scopeOf(grant),
    constraints: [],
    ...(expiresAt !== null && { expiresAt: toIso(expiresAt) }),
    maxDepth,
    createdAt: toIso(createdAt),
    createdBy: AUTHOR,
    createdAs: 'any',
    ...(revokedAt !== null && {
      revoked: { at: toIso(revokedAt), by: AUTHOR, reason: 'no longer needed' },
    }),
  };
}
