import { requirePrecondition, RevisionedWriter } from '@legate/persistence';
import type { WriteScope, WriteUnit, Written } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { entryKey } from '../entry-key.js';
import { atRevision } from '../put-result.js';
import type { PutResult } from '../put-result.js';
import { MAX_LISTED, refuseReferenced } from '../references.js';
import type { Reference } from '../references.js';
import { isSameJson } from '../same-json.js';
import { throwNotFound } from './resource-directory.js';
import { findResources, toResource } from './resource-row.js';
import type { ResourceRecord } from './resource-row.js';
import type { Resource, ResourceInput, ResourceRef } from './resource.js';
import { recordResources, storeResourceReferences, storeResourceRows } from './store-resources.js';

/** Writes the resources of a tenant. */
@Injectable()
export class ResourceWriter {
  constructor(private readonly writer: RevisionedWriter) {}

  /**
   * Creates or replaces a resource. What is stored already as it is makes no new revision.
   *
   * @throws UnprocessableError `reference.unknown`, `resource.parent_cycle`; PreconditionFailedError.
   */
  async put(
    scope: WriteScope,
    ref: ResourceRef,
    input: ResourceInput,
  ): Promise<Written<PutResult<Resource>>> {
    const written = await this.writer.write(scope, async (unit) => {
      const [found] = await findResources(unit.tx, scope.tenant, [ref]);
      requirePrecondition(scope, found?.revision ?? null);
      const resource = mergeResource(ref, input, found);
      if (found !== undefined && isSameResource(found, resource)) {
        return { stored: toResource(found), created: false };
      }
      await store(unit, resource);
      return { stored: resource, created: found === undefined };
    });
    return atRevision(written);
  }

  /**
   * Deletes a resource that nothing refers to.
   *
   * @throws NotFoundError; ConflictError `resource.referenced`; PreconditionFailedError.
   */
  async delete(scope: WriteScope, ref: ResourceRef): Promise<Written<void>> {
    return await this.writer.write(scope, async (unit) => {
      const { uid } = await requireResource(unit, ref);
      const values = [scope.tenant, uid, MAX_LISTED];
      const children: Reference[] = await unit.tx.query(CHILDREN, values);
      refuseReferenced('resource.referenced', children);
      await unit.tx.query('DELETE FROM resources WHERE tenant_id = $1 AND uid = $2', [
        scope.tenant,
        uid,
      ]);
      const key = entryKey(ref.type, ref.id);
      unit.record({ entity: 'resource', key, operation: 'delete', document: null });
    });
  }

  /** Retires a resource: it stays, and whatever is asked of it is denied. @throws NotFoundError; PreconditionFailedError */
  async retire(scope: WriteScope, ref: ResourceRef): Promise<Written<void>> {
    return await this.writer.write(scope, async (unit) => {
      const found = await requireResource(unit, ref);
      if (found.status !== 'retired') {
        await store(unit, { ...toResource(found), status: 'retired' });
      }
    });
  }
}

async function requireResource(
  { tx, scope }: WriteUnit,
  ref: ResourceRef,
): Promise<ResourceRecord> {
  const [found] = await findResources(tx, scope.tenant, [ref]);
  requirePrecondition(scope, found?.revision ?? null);
  return found ?? throwNotFound(ref);
}

/** What a PUT leaves stored, given what was. */
export function mergeResource(
  { type, id }: ResourceRef,
  { attributes = {}, status, parent, digest, owner }: ResourceInput,
  found: ResourceRecord | undefined,
): Resource {
  return {
    type,
    id,
    attributes,
    status: (status === undefined ? found?.status : status) ?? 'active',
    ...(parent !== undefined && { parent: { type: parent.type, id: parent.id } }),
    ...(digest !== undefined && { digest }),
    ...(owner !== undefined && { owner: { kind: owner.kind, id: owner.id } }),
    revision: 0,
  };
}

export function isSameResource(found: ResourceRecord, wanted: Resource): boolean {
  return isSameJson({ ...toResource(found), revision: 0 }, { ...wanted, revision: 0 });
}

async function store(unit: WriteUnit, resource: Resource): Promise<void> {
  const wanted = [{ resource }];
  await storeResourceReferences(unit, await storeResourceRows(unit, wanted));
  recordResources(unit, wanted);
}

const CHILDREN = `
  SELECT 'resource' AS entity, type || '/' || id AS key
  FROM resources WHERE tenant_id = $1 AND parent_uid = $2 LIMIT $3`;
