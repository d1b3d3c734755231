import { UnprocessableError } from '@legate/core';
import type { Json } from '@legate/core';
import type { WriteUnit } from '@legate/persistence';
import { entryKey } from '../entry-key.js';
import { tooDeep } from '../nesting.js';
import { lineOf, unknownReference } from '../references.js';
import type { Placed } from '../references.js';
import type { Resource } from './resource.js';

/** Most ancestors of a resource. */
export const MAX_PARENTS = 32;

/** A resource as it is to be stored, and the line of the import that says so. */
export interface WantedResource {
  readonly resource: Resource;
  readonly line?: number | undefined;
}

/** A stored row and what it is to refer to. */
export interface StoredResource extends WantedResource {
  readonly uid: number;
}

/**
 * Creates or replaces rows, without what they refer to: that may be stored later in the same write. No two may have
 * the same type and id. With `insert` a row that is there already is an error of the database.
 */
export async function storeResourceRows(
  { tx, scope, writeId }: WriteUnit,
  wanted: readonly WantedResource[],
  how: 'insert' | 'upsert' = 'upsert',
): Promise<readonly StoredResource[]> {
  const rows = wanted.map(({ resource: { type, id, attributes, status, digest = null } }) => ({
    type,
    id,
    attributes,
    status,
    digest,
  }));
  const stored: { uid: number; type: string; id: string }[] = await tx.query(
    how === 'insert' ? INSERT : UPSERT,
    [scope.tenant, writeId, JSON.stringify(rows)],
  );
  const uids = new Map(stored.map(({ uid, type, id }) => [entryKey(type, id), uid]));
  return wanted.map((one) => ({
    ...one,
    uid: uids.get(entryKey(one.resource.type, one.resource.id)) ?? 0,
  }));
}

/**
 * Replaces the parents and owners of stored resources.
 *
 * @throws UnprocessableError `reference.unknown`, `resource.parent_cycle`.
 */
export async function storeResourceReferences(
  unit: WriteUnit,
  stored: readonly StoredResource[],
): Promise<void> {
  const wanted = stored.map(({ uid, resource: { parent = null, owner = null } }) => ({
    uid,
    parent,
    owner,
  }));
  const missing: { uid: number; member: 'parent' | 'owner' }[] = await unit.tx.query(REFER, [
    unit.scope.tenant,
    JSON.stringify(wanted),
  ]);
  const [first] = missing;
  if (first !== undefined) {
    const { resource, line } = find(stored, first);
    const named = JSON.stringify(resource[first.member]);
    throw unknownReference(named, { pointer: `/${first.member}`, line });
  }
  await refuseResourceCycles(
    unit,
    stored.filter(({ resource }) => resource.parent !== undefined),
  );
}

/** Holds the ancestors of stored resources against the limit. @throws UnprocessableError `resource.parent_cycle` */
export async function refuseResourceCycles(
  { tx, scope }: WriteUnit,
  children: readonly Placed[],
): Promise<void> {
  if (children.length === 0) {
    return;
  }
  const uids = children.map(({ uid }) => uid);
  const [deep]: { uid: number }[] = await tx.query(TOO_DEEP, [scope.tenant, uids, MAX_PARENTS]);
  if (deep !== undefined) {
    const line = lineOf(children, deep.uid);
    throw new UnprocessableError(
      'resource.parent_cycle',
      `the parent makes a cycle, or nests deeper than ${MAX_PARENTS}`,
      { details: { pointer: '/parent', ...(line !== undefined && { line }) } },
    );
  }
}

/** Tells the feed and keeps each as history. */
export function recordResources({ record }: WriteUnit, resources: readonly WantedResource[]): void {
  for (const { resource } of resources) {
    const { revision, ...document } = resource;
    record({
      entity: 'resource',
      key: entryKey(resource.type, resource.id),
      operation: 'put',
      document: document as unknown as Json,
    });
  }
}

function find(stored: readonly StoredResource[], { uid }: { uid: number }): StoredResource {
  const found = stored.find((one) => one.uid === uid);
  if (found === undefined) {
    throw new Error('a row came back that was not sent');
  }
  return found;
}

const INSERT_ROWS = `
  INSERT INTO resources (tenant_id, type, id, attributes, status, digest, write_id)
  SELECT $1, type, id, attributes, status, digest, $2
  FROM jsonb_to_recordset($3::jsonb) AS wanted (type text, id text, attributes jsonb, status text, digest text)`;

const INSERT = `${INSERT_ROWS} RETURNING uid, type, id`;

const UPSERT = `${INSERT_ROWS}
  ON CONFLICT (tenant_id, type, id) DO UPDATE SET attributes = excluded.attributes,
    status = excluded.status, digest = excluded.digest, write_id = excluded.write_id
  RETURNING uid, type, id`;

// Gives what could not be found.
const REFER = `
  WITH wanted AS (
    SELECT e.uid, e.parent, e.owner, p.uid AS parent_uid, o.uid AS owner_uid
    FROM jsonb_to_recordset($2::jsonb) AS e (uid bigint, parent jsonb, owner jsonb)
      LEFT JOIN resources p ON p.tenant_id = $1 AND p.type = e.parent->>'type' AND p.id = e.parent->>'id'
      LEFT JOIN identities o ON o.tenant_id = $1 AND o.kind = e.owner->>'kind' AND o.id = e.owner->>'id'
  ), referred AS (
    UPDATE resources r SET parent_uid = w.parent_uid, owner_uid = w.owner_uid FROM wanted w
    WHERE r.tenant_id = $1 AND r.uid = w.uid
      AND (r.parent_uid, r.owner_uid) IS DISTINCT FROM (w.parent_uid, w.owner_uid)
  )
  SELECT uid, 'parent' AS member FROM wanted WHERE parent_uid IS NULL AND parent <> 'null'::jsonb
  UNION ALL
  SELECT uid, 'owner' FROM wanted WHERE owner_uid IS NULL AND owner <> 'null'::jsonb
  LIMIT 1`;

const TOO_DEEP = tooDeep('resources');
