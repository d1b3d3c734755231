import { NotFoundError } from '@legate/core';
import { toDatabaseError } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { entryKey } from '../entry-key.js';
import { History } from '../history.js';
import { readCursor, toPage } from '../page.js';
import type { Page, PageRequest } from '../page.js';
import { findResources, SELECT_RESOURCES, toResource } from './resource-row.js';
import type { ResourceRecord } from './resource-row.js';
import type { Resource, ResourceFilter, ResourceRef } from './resource.js';

/** Reads the resources of a tenant. */
@Injectable()
export class ResourceDirectory {
  constructor(
    private readonly dataSource: DataSource,
    private readonly history: History,
  ) {}

  /** @throws NotFoundError, UnavailableError */
  async get(tenant: string, ref: ResourceRef): Promise<Resource> {
    try {
      const [row] = await findResources(this.dataSource.manager, tenant, [ref]);
      return toResource(row ?? throwNotFound(ref));
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }

  /** The resource as it was at a revision. @throws NotFoundError, InvalidRequestError, UnavailableError */
  async getAt(tenant: string, ref: ResourceRef, revision: number): Promise<Resource> {
    const change = { entity: 'resource', key: entryKey(ref.type, ref.id) } as const;
    return (await this.history.at<Resource>(tenant, change, revision)) ?? throwNotFound(ref);
  }

  /** Resources by type and id, in byte order. @throws InvalidRequestError, UnavailableError */
  async list(tenant: string, filter: ResourceFilter & PageRequest): Promise<Page<Resource>> {
    const { type, status, owner, parent, prefix, limit, cursor } = filter;
    const [afterType, afterId] = readCursor(cursor);
    const values = [tenant, type, afterType, afterId, limit + 1, status, owner?.kind, owner?.id];
    try {
      const rows: ResourceRecord[] = await this.dataSource.query(LIST, [
        ...[...values, parent?.type, parent?.id, prefix].map((value) => value ?? null),
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

const LIST = `${SELECT_RESOURCES}
  WHERE r.tenant_id = $1 AND ($2::text IS NULL OR r.type = $2) AND (r.type, r.id) > ($3, $4)
    AND ($6::text IS NULL OR r.status = $6)
    AND ($7::text IS NULL OR (o.kind = $7 AND o.id = $8))
    AND ($9::text IS NULL OR (p.type = $9 AND p.id = $10))
    AND ($11::text IS NULL OR starts_with(r.id, $11))
  ORDER BY r.type, r.id LIMIT $5`;
