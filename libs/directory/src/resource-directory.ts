import { NotFoundError } from '@legate/core';
import { toDatabaseError } from '@legate/persistence';
import type { ResourceRow } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { entryKey } from './entry-key.js';
import { History } from './history.js';
import { readCursor, toPage } from './page.js';
import type { Page, PageRequest } from './page.js';
import type { Resource, ResourceRef } from './resource.js';

/** Reads the resources of a tenant. */
@Injectable()
export class ResourceDirectory {
  constructor(
    private readonly dataSource: DataSource,
    private readonly history: History,
  ) {}

  /** @throws NotFoundError, UnavailableError */
  async get(tenant: string, ref: ResourceRef): Promise<Resource> {
    const row = await findResource(this.dataSource.manager, tenant, ref).catch((cause: unknown) => {
      throw toDatabaseError(cause);
    });
    return toResource(row ?? throwNotFound(ref));
  }

  /** The resource as it was at a revision. @throws NotFoundError, InvalidRequestError, UnavailableError */
  async getAt(tenant: string, ref: ResourceRef, revision: number): Promise<Resource> {
    const change = { entity: 'resource', key: entryKey(ref.type, ref.id) } as const;
    return (await this.history.at<Resource>(tenant, change, revision)) ?? throwNotFound(ref);
  }

  /** Resources by type and id, in byte order. @throws InvalidRequestError, UnavailableError */
  async list(
    tenant: string,
    { type, limit, cursor }: PageRequest & { readonly type?: string | undefined },
  ): Promise<Page<Resource>> {
    const [afterType, afterId] = readCursor(cursor);
    try {
      const rows: ResourceRecord[] = await this.dataSource.query(LIST, [
        tenant,
        type ?? null,
        afterType,
        afterId,
        limit + 1,
      ]);
      return toPage(rows.map(toResource), limit, (resource) => [resource.type, resource.id]);
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }
}

export function throwNotFound({ type, id }: ResourceRef): never {
  throw new NotFoundError('resource.not_found', `there is no ${type} "${id}"`);
}

/** A resource row with its parent joined. */
export type ResourceRecord = Pick<
  ResourceRow,
  'uid' | 'type' | 'id' | 'attributes' | 'revision'
> & {
  readonly parent: ResourceRef | null;
};

const SELECT = `
  SELECT r.uid, r.type, r.id, r.attributes, r.revision,
    CASE WHEN p.uid IS NOT NULL THEN jsonb_build_object('type', p.type, 'id', p.id) END AS parent
  FROM resources r LEFT JOIN resources p ON p.tenant_id = r.tenant_id AND p.uid = r.parent_uid`;

const LIST = `${SELECT}
  WHERE r.tenant_id = $1 AND ($2::text IS NULL OR r.type = $2) AND (r.type, r.id) > ($3, $4)
  ORDER BY r.type, r.id LIMIT $5`;

const FIND = `${SELECT} WHERE r.tenant_id = $1 AND r.type = $2 AND r.id = $3`;

export async function findResource(
  tx: EntityManager,
  tenant: string,
  { type, id }: ResourceRef,
): Promise<ResourceRecord | null> {
  const [row]: ResourceRecord[] = await tx.query(FIND, [tenant, type, id]);
  return row ?? null;
}

export function toResource({ type, id, attributes, parent, revision }: ResourceRecord): Resource {
  return { type, id, attributes, ...(parent !== null && { parent }), revision };
}
