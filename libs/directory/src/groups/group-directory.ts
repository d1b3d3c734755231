import { NotFoundError } from '@legate/core';
import { toDatabaseError } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { History } from '../history.js';
import { readCursor, toPage } from '../page.js';
import type { Page, PageRequest } from '../page.js';
import type { Group } from './group.js';

/** Reads the groups of a tenant. */
@Injectable()
export class GroupDirectory {
  constructor(
    private readonly dataSource: DataSource,
    private readonly history: History,
  ) {}

  /** @throws NotFoundError, UnavailableError */
  async get(tenant: string, id: string): Promise<Group> {
    try {
      return toGroup((await findGroup(this.dataSource.manager, tenant, id)) ?? throwNoGroup(id));
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }

  /** The group as it was at a revision. @throws NotFoundError, InvalidRequestError, UnavailableError */
  async getAt(tenant: string, id: string, revision: number): Promise<Group> {
    const change = { entity: 'group', key: id } as const;
    return (await this.history.at<Group>(tenant, change, revision)) ?? throwNoGroup(id);
  }

  /** Groups by id, in byte order. @throws InvalidRequestError, UnavailableError */
  async list(
    tenant: string,
    { limit, cursor, prefix }: PageRequest & { readonly prefix?: string | undefined },
  ): Promise<Page<Group>> {
    const [after] = readCursor(cursor);
    try {
      const values = [tenant, after, limit + 1, prefix ?? null];
      const rows: GroupRecord[] = await this.dataSource.query(LIST, values);
      return toPage(rows.map(toGroup), limit, ({ id }) => [id, '']);
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }
}

export interface GroupRecord {
  readonly uid: number;
  readonly id: string;
  readonly displayName: string | null;
  readonly status: Group['status'];
  readonly revision: number;
}

const SELECT = `
  SELECT g.uid, g.id, g.display_name AS "displayName", g.status, w.revision
  FROM groups g JOIN writes w ON w.id = g.write_id`;

const LIST = `${SELECT}
  WHERE g.tenant_id = $1 AND g.id > $2 AND ($4::text IS NULL OR starts_with(g.id, $4))
  ORDER BY g.id LIMIT $3`;

const FIND = `${SELECT} WHERE g.tenant_id = $1 AND g.id = ANY ($2)`;

export async function findGroup(
  tx: EntityManager,
  tenant: string,
  id: string,
): Promise<GroupRecord | null> {
  const [row] = await findGroups(tx, tenant, [id]);
  return row ?? null;
}

/** Finds those that exist. */
export async function findGroups(
  tx: EntityManager,
  tenant: string,
  ids: readonly string[],
): Promise<readonly GroupRecord[]> {
  return await tx.query(FIND, [tenant, ids]);
}

export function toGroup({ id, displayName, status, revision }: GroupRecord): Group {
  return { id, ...(displayName !== null && { displayName }), status, revision };
}

export function throwNoGroup(id: string): never {
  throw new NotFoundError('group.not_found', `there is no group "${id}"`);
}
