import { UnprocessableError } from '@legate/core';
import type { Json } from '@legate/core';
import { RevisionedWriter } from '@legate/persistence';
import type { WriteScope, WriteUnit, Written } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { entryKey } from './entry-key.js';
import type { PutResult } from './identity-writer.js';
import { MAX_LISTED, refuseReferenced } from './references.js';
import type { Reference } from './references.js';
import { findResource, throwNotFound, toResource } from './resource-directory.js';
import type { Resource, ResourceInput, ResourceRef } from './resource.js';
import { isSameJson } from './same-json.js';

/** Most ancestors a resource can be given; what was put below it earlier is not counted. */
export const MAX_PARENTS = 32;

/** Writes the resources of a tenant. */
@Injectable()
export class ResourceWriter {
  constructor(private readonly writer: RevisionedWriter) {}

  /**
   * Creates or replaces a resource. What is stored already as it is makes no new revision.
   *
   * @throws UnprocessableError `reference.unknown` for a parent that does not exist, `resource.parent_cycle` for
   * one that is the resource itself or below it, or nests too deep.
   */
  async put(
    scope: WriteScope,
    ref: ResourceRef,
    input: ResourceInput,
  ): Promise<Written<PutResult<Resource>>> {
    return await this.writer.write(scope, async (unit) => {
      const found = await findResource(unit.tx, scope.tenant, ref);
      const wanted = toWanted(ref, input);
      if (found !== null && isSameJson({ ...toResource(found), revision: 0 }, wanted)) {
        return { stored: toResource(found), created: false };
      }
      const stored = { ...wanted, revision: unit.revision };
      await store(unit, stored);
      return { stored, created: found === null };
    });
  }

  /** Deletes a resource that nothing refers to. @throws NotFoundError; ConflictError `resource.referenced`. */
  async delete(scope: WriteScope, ref: ResourceRef): Promise<Written<void>> {
    return await this.writer.write(scope, async ({ tx, record }) => {
      const found = (await findResource(tx, scope.tenant, ref)) ?? throwNotFound(ref);
      const children: Reference[] = await tx.query(CHILDREN, [scope.tenant, found.uid, MAX_LISTED]);
      refuseReferenced('resource.referenced', children);
      await tx.query('DELETE FROM resources WHERE tenant_id = $1 AND uid = $2', [
        scope.tenant,
        found.uid,
      ]);
      record({
        entity: 'resource',
        key: entryKey(ref.type, ref.id),
        operation: 'delete',
        document: null,
      });
    });
  }
}

function toWanted({ type, id }: ResourceRef, { attributes = {}, parent }: ResourceInput): Resource {
  return {
    type,
    id,
    attributes,
    ...(parent !== undefined && { parent: { type: parent.type, id: parent.id } }),
    revision: 0,
  };
}

async function store(unit: WriteUnit, resource: Resource): Promise<void> {
  const { tx, scope } = unit;
  const parentUid = resource.parent === undefined ? null : await findParent(unit, resource.parent);
  const [row]: { uid: number }[] = await tx.query(UPSERT, [
    scope.tenant,
    resource.type,
    resource.id,
    JSON.stringify(resource.attributes),
    parentUid,
    resource.revision,
  ]);
  if (parentUid !== null) {
    await refuseCycle(unit, row?.uid ?? 0);
  }
  unit.record({
    entity: 'resource',
    key: entryKey(resource.type, resource.id),
    operation: 'put',
    document: resource as unknown as Json,
  });
}

async function findParent({ tx, scope }: WriteUnit, parent: ResourceRef): Promise<number> {
  const found = await findResource(tx, scope.tenant, parent);
  if (found === null) {
    throw new UnprocessableError('reference.unknown', `there is no ${parent.type} "${parent.id}"`, {
      details: { pointer: '/parent' },
    });
  }
  return found.uid;
}

async function refuseCycle({ tx, scope }: WriteUnit, uid: number): Promise<void> {
  const [row]: { length: number }[] = await tx.query(ANCESTORS, [scope.tenant, uid, MAX_PARENTS]);
  if ((row?.length ?? 0) > MAX_PARENTS) {
    throw new UnprocessableError(
      'resource.parent_cycle',
      `the parent makes a cycle, or nests deeper than ${MAX_PARENTS}`,
      { details: { pointer: '/parent' } },
    );
  }
}

const UPSERT = `
  INSERT INTO resources (tenant_id, type, id, attributes, parent_uid, revision)
  VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (tenant_id, type, id) DO UPDATE SET attributes = excluded.attributes,
    parent_uid = excluded.parent_uid, revision = excluded.revision
  RETURNING uid`;

// Walks at most one step past the limit: a cycle has no end.
const ANCESTORS = `
  WITH RECURSIVE ancestors (uid, depth) AS (
    SELECT parent_uid, 1 FROM resources WHERE tenant_id = $1 AND uid = $2 AND parent_uid IS NOT NULL
    UNION ALL
    SELECT r.parent_uid, a.depth + 1
    FROM ancestors a JOIN resources r ON r.tenant_id = $1 AND r.uid = a.uid
    WHERE r.parent_uid IS NOT NULL AND a.depth <= $3
  )
  SELECT count(*) AS length FROM ancestors`;

const CHILDREN = `
  SELECT 'resource' AS entity, type || '/' || id AS key
  FROM resources WHERE tenant_id = $1 AND parent_uid = $2 LIMIT $3`;
