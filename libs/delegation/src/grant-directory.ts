import { NotFoundError } from '@legate/core';
import { History } from '@legate/directory';
import { toDatabaseError } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { GRANT_JSON, JOIN_PARTIES, toGrant } from './grant-record.js';
import type { GrantRecord } from './grant-record.js';
import type { Grant } from './grant.js';

/** Reads the grants of a tenant. */
@Injectable()
export class GrantDirectory {
  constructor(
    private readonly dataSource: DataSource,
    private readonly history: History,
  ) {}

  /** @throws NotFoundError, UnavailableError */
  async get(tenant: string, id: string): Promise<Grant> {
    const record = await findGrant(this.dataSource.manager, tenant, id).catch((cause: unknown) => {
      throw toDatabaseError(cause);
    });
    return toGrant(requireGrant(record, id));
  }

  /** The grant as it was at a revision. @throws NotFoundError, InvalidRequestError, UnavailableError */
  async getAt(tenant: string, id: string, revision: number): Promise<Grant> {
    const change = { entity: 'grant', key: id } as const;
    return requireGrant(await this.history.at<Grant>(tenant, change, revision), id);
  }
}

const FIND = `SELECT ${GRANT_JSON} AS record FROM grants g ${JOIN_PARTIES} WHERE g.tenant_id = $1 AND g.id = $2`;

export async function findGrant(
  tx: EntityManager,
  tenant: string,
  id: string,
): Promise<GrantRecord | null> {
  const [row]: { record: GrantRecord }[] = await tx.query(FIND, [tenant, id]);
  return row?.record ?? null;
}

export function requireGrant<T>(record: T | null, id: string): T {
  if (record === null) {
    throw new NotFoundError('grant.not_found', `there is no grant ${id}`);
  }
  return record;
}
