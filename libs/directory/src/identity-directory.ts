import { NotFoundError } from '@legate/core';
import type { IdentityKind, IdentityRef } from '@legate/core';
import { toDatabaseError } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { entryKey } from './entry-key.js';
import { History } from './history.js';
import { SELECT_IDENTITIES, toIdentity } from './identity-row.js';
import type { IdentityRecord } from './identity-row.js';
import type { Identity } from './identity.js';
import { readCursor, toPage } from './page.js';
import type { Page, PageRequest } from './page.js';

/** Reads the identities of a tenant. */
@Injectable()
export class IdentityDirectory {
  constructor(
    private readonly dataSource: DataSource,
    private readonly history: History,
  ) {}

  /** @throws NotFoundError, UnavailableError */
  async get(tenant: string, ref: IdentityRef): Promise<Identity> {
    const row = await findIdentity(this.dataSource.manager, tenant, ref).catch((cause: unknown) => {
      throw toDatabaseError(cause);
    });
    return toIdentity(row ?? throwNotFound(ref));
  }

  /** The identity as it was at a revision. @throws NotFoundError, InvalidRequestError, UnavailableError */
  async getAt(tenant: string, ref: IdentityRef, revision: number): Promise<Identity> {
    const change = { entity: 'identity', key: entryKey(ref.kind, ref.id) } as const;
    return (await this.history.at<Identity>(tenant, change, revision)) ?? throwNotFound(ref);
  }

  /** Identities by kind and id, in byte order. @throws InvalidRequestError, UnavailableError */
  async list(
    tenant: string,
    { kind, limit, cursor }: PageRequest & { readonly kind?: IdentityKind | undefined },
  ): Promise<Page<Identity>> {
    const [afterKind, afterId] = readCursor(cursor);
    try {
      const rows: IdentityRecord[] = await this.dataSource.query(LIST, [
        tenant,
        kind ?? null,
        afterKind,
        afterId,
        limit + 1,
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
  ORDER BY i.kind, i.id LIMIT $5`;

const FIND = `${SELECT_IDENTITIES} WHERE i.tenant_id = $1 AND i.kind = $2 AND i.id = $3`;

export async function findIdentity(
  tx: EntityManager,
  tenant: string,
  { kind, id }: IdentityRef,
): Promise<IdentityRecord | null> {
  const [row]: IdentityRecord[] = await tx.query(FIND, [tenant, kind, id]);
  return row ?? null;
}
