import { NotFoundError } from '@legate/core';
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
  constructor(private readonly dataSource: DataSource) {}

  /** @throws NotFoundError, UnavailableError */
  async get(tenant: string, id: string): Promise<Grant> {
    const record = await findGrant(this.dataSource.manager, tenant, id).catch((cause: unknown) => {
      throw toDatabaseError(cause);
    });
    return toGrant(requireGrant(record, id));
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

export function requireGrant(record: GrantRecord | null, id: string): GrantRecord {
  if (record === null) {
    throw new NotFoundError('grant.not_found', `there is no grant ${id}`);
  }
  return record;
}
