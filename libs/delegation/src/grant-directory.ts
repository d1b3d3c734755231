import { InvalidRequestError, NotFoundError } from '@legate/core';
import type { IdentityRef } from '@legate/core';
import { History, readCursor, toPage } from '@legate/directory';
import type { Page, PageRequest } from '@legate/directory';
import { toDatabaseError } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { GRANT_JSON, isGrantId, isOver, JOIN_PARTIES, toGrantDocument } from './grant-record.js';
import type { GrantRecord } from './grant-record.js';
import type { Grant, GrantFilter } from './grant.js';

/** Reads the grants of a tenant. */
@Injectable()
export class GrantDirectory {
  constructor(
    private readonly dataSource: DataSource,
    private readonly history: History,
  ) {}

  /** @throws NotFoundError, UnavailableError */
  async get(tenant: string, id: string): Promise<Grant> {
    try {
      return toGrant(requireGrant(await findGrant(this.dataSource.manager, tenant, id), id));
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }

  /** The grant as it was at a revision. @throws NotFoundError, InvalidRequestError, UnavailableError */
  async getAt(tenant: string, id: string, revision: number): Promise<Grant> {
    const change = { entity: 'grant', key: id } as const;
    return requireGrant(await this.history.at<Grant>(tenant, change, revision), id);
  }

  /** Grants by id. @throws InvalidRequestError, UnavailableError */
  async list(tenant: string, filter: GrantFilter & PageRequest): Promise<Page<Grant>> {
    const { grantor, grantee, subject, parent, live, limit, cursor } = filter;
    const after = cursor === undefined ? null : requireGrantId(readCursor(cursor)[0]);
    const parties = [grantor, grantee, subject].flatMap(toValues);
    try {
      const rows: FoundGrant[] = await this.dataSource.query(LIST, [
        ...[tenant, after, limit + 1, ...parties, parent ?? null, live ?? null],
      ]);
      return toPage(rows.map(toGrant), limit, ({ id }) => [id, '']);
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }
}

function requireGrantId(id: string): string {
  if (!isGrantId(id)) {
    throw new InvalidRequestError('cursor.invalid', 'the cursor was not made by this list');
  }
  return id;
}

function toValues(ref: IdentityRef | undefined): readonly (string | null)[] {
  return [ref?.kind ?? null, ref?.id ?? null];
}

export interface FoundGrant {
  readonly record: GrantRecord;
  readonly revision: number;
}

const SELECT = `
  SELECT ${GRANT_JSON} AS record, w.revision
  FROM grants g ${JOIN_PARTIES} JOIN writes w ON w.id = COALESCE(g.revoked_write, g.created_write)`;

const FIND = `${SELECT} WHERE g.tenant_id = $1 AND g.id = $2`;

const ofParty = (column: string, kind: string, id: string): string => `
  (${kind}::text IS NULL OR g.${column} = (
    SELECT i.uid FROM identities i WHERE i.tenant_id = $1 AND i.kind = ${kind} AND i.id = ${id}))`;

const LIST = `${SELECT}
  WHERE g.tenant_id = $1 AND ($2::uuid IS NULL OR g.id > $2)
    AND ${ofParty('grantor_uid', '$4', '$5')}
    AND ${ofParty('grantee_uid', '$6', '$7')}
    AND ${ofParty('root_grantor_uid', '$8', '$9')}
    AND ($10::uuid IS NULL OR g.parent_id = $10)
    AND ($11::boolean IS NULL OR $11 <> ${isOver('g')})
  ORDER BY g.id LIMIT $3`;

export async function findGrant(
  tx: EntityManager,
  tenant: string,
  id: string,
): Promise<FoundGrant | null> {
  const [row]: FoundGrant[] = await tx.query(FIND, [tenant, id]);
  return row ?? null;
}

export function requireGrant<T>(found: T | null, id: string): T {
  if (found === null) {
    throw new NotFoundError('grant.not_found', `there is no grant ${id}`);
  }
  return found;
}

export function toGrant({ record, revision }: FoundGrant): Grant {
  return { ...toGrantDocument(record), revision };
}
