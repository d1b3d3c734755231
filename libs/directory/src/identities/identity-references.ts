import { ConflictError, UnprocessableError } from '@legate/core';
import type { WriteUnit } from '@legate/persistence';
import { tooDeep } from '../nesting.js';
import { lineOf, unknownReference } from '../references.js';
import type { Placed } from '../references.js';
import type { StoredIdentity } from './store-identities.js';

/** Most agents above another. */
export const MAX_AGENT_PARENTS = 16;

interface Missing {
  readonly uid: number;
  readonly position: number;
}

/**
 * Replaces the owners, parent and aliases of stored identities.
 *
 * @throws UnprocessableError `reference.unknown`, `identity.parent_cycle`; ConflictError `alias.taken`.
 */
export async function storeIdentityReferences(
  unit: WriteUnit,
  stored: readonly StoredIdentity[],
): Promise<void> {
  await replaceOwners(unit, stored);
  await replaceParents(unit, stored);
  await replaceAliases(unit, stored);
}

async function replaceOwners(unit: WriteUnit, stored: readonly StoredIdentity[]): Promise<void> {
  const wanted = stored.map(({ uid, identity }) => ({ uid, owners: identity.owners }));
  await clear(unit, 'identity_owners', stored);
  const [missing]: Missing[] = await unit.tx.query(INSERT_OWNERS, [
    unit.scope.tenant,
    JSON.stringify(wanted),
  ]);
  if (missing !== undefined) {
    const { identity, line } = find(stored, missing);
    const owner = identity.owners[missing.position];
    throw unknownReference(`${owner?.kind ?? ''} "${owner?.id ?? ''}"`, {
      pointer: `/owners/${missing.position}`,
      line,
    });
  }
}

async function clear(
  { tx, scope }: WriteUnit,
  table: 'identity_owners' | 'identity_aliases',
  stored: readonly Placed[],
): Promise<void> {
  await tx.query(`DELETE FROM ${table} WHERE tenant_id = $1 AND identity_uid = ANY ($2)`, [
    scope.tenant,
    stored.map(({ uid }) => uid),
  ]);
}

async function replaceParents(unit: WriteUnit, stored: readonly StoredIdentity[]): Promise<void> {
  const { tx, scope } = unit;
  const wanted = stored.map(({ uid, identity }) => ({ uid, parent: identity.parent ?? null }));
  const [missing]: { uid: number; parent: string }[] = await tx.query(UPDATE_PARENTS, [
    scope.tenant,
    JSON.stringify(wanted),
  ]);
  if (missing !== undefined) {
    const { line } = find(stored, missing);
    throw unknownReference(`agent "${missing.parent}"`, { pointer: '/parent', line });
  }
  const children = stored.filter(({ identity }) => identity.parent !== undefined);
  if (children.length > 0) {
    await refuseIdentityCycles(unit, children);
  }
}

/** Holds the parents of stored agents against the limit. @throws UnprocessableError `identity.parent_cycle` */
export async function refuseIdentityCycles(
  { tx, scope }: WriteUnit,
  children: readonly Placed[],
): Promise<void> {
  const uids = children.map(({ uid }) => uid);
  const [deep]: { uid: number }[] = await tx.query(TOO_DEEP, [
    scope.tenant,
    uids,
    MAX_AGENT_PARENTS,
  ]);
  if (deep !== undefined) {
    const line = lineOf(children, deep.uid);
    throw new UnprocessableError(
      'identity.parent_cycle',
      `the parent makes a cycle, or nests deeper than ${MAX_AGENT_PARENTS}`,
      { details: { pointer: '/parent', ...(line !== undefined && { line }) } },
    );
  }
}

async function replaceAliases(unit: WriteUnit, stored: readonly StoredIdentity[]): Promise<void> {
  await clearAliases(unit, stored);
  await insertAliases(unit, stored);
}

/** Frees the aliases that identities have, so that others can take them in the same write. */
export async function clearAliases(unit: WriteUnit, stored: readonly Placed[]): Promise<void> {
  await clear(unit, 'identity_aliases', stored);
}

/** @throws ConflictError `alias.taken` */
export async function insertAliases(
  unit: WriteUnit,
  stored: readonly StoredIdentity[],
): Promise<void> {
  const wanted = stored.map(({ uid, identity }) => ({ uid, aliases: identity.aliases }));
  const [taken]: Missing[] = await unit.tx.query(INSERT_ALIASES, [
    unit.scope.tenant,
    JSON.stringify(wanted),
  ]);
  if (taken !== undefined) {
    const { line } = find(stored, taken);
    throw new ConflictError('alias.taken', 'another identity has this alias', {
      details: { pointer: `/aliases/${taken.position}`, ...(line !== undefined && { line }) },
    });
  }
}

function find(stored: readonly StoredIdentity[], { uid }: { uid: number }): StoredIdentity {
  const found = stored.find((one) => one.uid === uid);
  if (found === undefined) {
    throw new Error('a row came back that was not sent');
  }
  return found;
}

// Each gives those that could not be stored.
const INSERT_OWNERS = `
  WITH wanted AS (
    SELECT e.uid, owner.position - 1 AS position, owner.ref->>'kind' AS kind, owner.ref->>'id' AS id
    FROM jsonb_to_recordset($2::jsonb) AS e (uid bigint, owners jsonb),
      jsonb_array_elements(e.owners) WITH ORDINALITY AS owner (ref, position)
  ), inserted AS (
    INSERT INTO identity_owners (tenant_id, identity_uid, position, owner_uid)
    SELECT $1, w.uid, w.position, o.uid
    FROM wanted w JOIN identities o ON o.tenant_id = $1 AND o.kind = w.kind AND o.id = w.id
    RETURNING identity_uid, position
  )
  SELECT w.uid, w.position::int FROM wanted w
  WHERE NOT EXISTS (SELECT FROM inserted s WHERE s.identity_uid = w.uid AND s.position = w.position)
  ORDER BY w.uid, w.position LIMIT 1`;

const UPDATE_PARENTS = `
  WITH wanted AS (
    SELECT e.uid, e.parent, p.uid AS parent_uid
    FROM jsonb_to_recordset($2::jsonb) AS e (uid bigint, parent text)
      LEFT JOIN identities p ON p.tenant_id = $1 AND p.kind = 'agent' AND p.id = e.parent
  ), updated AS (
    UPDATE identities i SET parent_uid = w.parent_uid FROM wanted w
    WHERE i.tenant_id = $1 AND i.uid = w.uid AND i.parent_uid IS DISTINCT FROM w.parent_uid
  )
  SELECT uid, parent FROM wanted WHERE parent IS NOT NULL AND parent_uid IS NULL LIMIT 1`;

const TOO_DEEP = tooDeep('identities');

const INSERT_ALIASES = `
  WITH wanted AS (
    SELECT e.uid, alias.position - 1 AS position, alias.ref->>'issuer' AS issuer, alias.ref->>'subject' AS subject
    FROM jsonb_to_recordset($2::jsonb) AS e (uid bigint, aliases jsonb),
      jsonb_array_elements(e.aliases) WITH ORDINALITY AS alias (ref, position)
  ), inserted AS (
    INSERT INTO identity_aliases (tenant_id, issuer, subject, identity_uid, position)
    SELECT $1, w.issuer, w.subject, w.uid, w.position FROM wanted w
    ON CONFLICT DO NOTHING RETURNING identity_uid, position
  )
  SELECT w.uid, w.position::int FROM wanted w
  WHERE NOT EXISTS (SELECT FROM inserted s WHERE s.identity_uid = w.uid AND s.position = w.position)
  ORDER BY w.uid, w.position LIMIT 1`;
