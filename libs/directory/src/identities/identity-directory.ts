import { NotFoundError } from '@legate/core';
import type { IdentityRef } from '@legate/core';
import { toDatabaseError } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { entryKey } from '../entry-key.js';
import { History } from '../history.js';
import { readCursor, toPage } from '../page.js';
import type { Page, PageRequest } from '../page.js';
import { findIdentities, SELECT_IDENTITIES, toIdentity } from './identity-row.js';
import type { IdentityRecord } from './identity-row.js';
import type { Identity, IdentityFilter } from './identity.js';

/** Reads the identities of a tenant. */
@Injectable()
export class IdentityDirectory {
  constructor(
    private readonly dataSource: DataSource,
    private readonly history: History,
  ) {}

  /** @throws NotFoundError, UnavailableError */
  async get(tenant: string, ref: IdentityRef): Promise<Identity> {
    try {
      const [row] = await findIdentities(this.dataSource.manager, tenant, [ref]);
      return toIdentity(row ?? throwNotFound(ref));
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }

  /** The identity as it was at a revision. @throws NotFoundError, InvalidRequestError, UnavailableError */
  async getAt(tenant: string, ref: IdentityRef, revision: number): Promise<Identity> {
    const change = { entity: 'identity', key: entryKey(ref.kind, ref.id) } as const;
    return (await this.history.at<Identity>(tenant, change, revision)) ?? throwNotFound(ref);
  }

  /** Identities by kind and id, in byte order. @throws InvalidRequestError, UnavailableError */
  async list(tenant: string, filter: IdentityFilter & PageRequest): Promise<Page<Identity>> {
    const { kind, status, owner, parent, prefix, limit, cursor } = filter;
    const [afterKind, afterId] = readCursor(cursor);
    const values = [tenant, kind, afterKind, afterId, limit + 1, status, owner?.kind, owner?.id];
    try {
      const rows: IdentityRecord[] = await this.dataSource.query(LIST, [
        ...[...values, parent, prefix].map((value) => value ?? null),
      ]);
      return toPage(rows.map(toIdentity), limit, (identity) => [identity.kind, identity.id]);
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }
}

export function throwNotFound({ kind, id }: IdentityRef): never {
  throw new NotFoundError('identity.not_found', `there is no ${kind} "${id}"`);
}

const LIST = `${SELECT_IDENTITIES}
  WHERE i.tenant_id = $1 AND ($2::text IS NULL OR i.kind = $2) AND (i.kind, i.id) > ($3, $4)
    AND ($6::text IS NULL OR i.status = $6)
    AND ($7::text IS NULL OR EXISTS (
      SELECT FROM identity_owners s JOIN identities o ON o.tenant_id = s.tenant_id AND o.uid = s.owner_uid
      WHERE s.tenant_id = i.tenant_id AND s.identity_uid = i.uid AND o.kind = $7 AND o.id = $8))
    AND ($9::text IS NULL OR i.parent_uid = (
      SELECT p.uid FROM identities p WHERE p.tenant_id = $1 AND p.kind = 'agent' AND p.id = $9))
    AND ($10::text IS NULL OR starts_with(i.id, $10))
  ORDER BY i.kind, i.id LIMIT $5`;
