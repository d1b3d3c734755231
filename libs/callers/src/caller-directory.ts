import { randomUUID } from 'node:crypto';
import { ForbiddenError, NotFoundError } from '@legate/core';
import { CallerKeyRow, CallerRow, PreparedQueries, RevisionedWriter } from '@legate/persistence';
import type { WriteScope, WriteUnit, Written } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { hashApiKey, makeApiKey } from './api-key.js';
import type { Caller } from './caller.js';
import type { CallerRole } from './roles.js';

export interface NewCaller {
  readonly name: string;
  readonly roles: readonly CallerRole[];
}

/** Creates, ends and lists callers. */
@Injectable()
export class CallerDirectory {
  constructor(
    private readonly queries: PreparedQueries,
    private readonly writer: RevisionedWriter,
  ) {}

  /**
   * Creates a caller with a key of its own. The key is in the answer and nowhere else.
   *
   * @throws ForbiddenError when `creator` lacks one of the roles.
   */
  async create(creator: Caller, wanted: NewCaller): Promise<Written<{ id: string; key: string }>> {
    const missing = wanted.roles.filter((role) => !creator.roles.includes(role));
    if (missing.length > 0) {
      throw new ForbiddenError('caller.role_not_held', `you do not hold: ${missing.join(', ')}`, {
        details: { roles: missing },
      });
    }
    const key = makeApiKey();
    const scope = { tenant: creator.tenant, author: creator.id };
    return await this.writer.write(scope, async (unit) => {
      const id = await insertCaller(unit, wanted);
      await insertKey(unit, id, key);
      return { id, key };
    });
  }

  /** Ends a caller and its keys for good. @throws NotFoundError when there is none, or it has ended. */
  async end(scope: WriteScope, id: string): Promise<Written<void>> {
    return await this.writer.write(scope, async ({ tx, record }) => {
      const live = { tenantId: scope.tenant, id, endedAt: IsNull() };
      const { affected } = await tx.update(CallerRow, live, { endedAt: () => 'now()' });
      if (affected !== 1) {
        throw new NotFoundError('caller.not_found', 'there is no such caller');
      }
      const keys = { tenantId: scope.tenant, callerId: id, endedAt: IsNull() };
      await tx.update(CallerKeyRow, keys, { endedAt: () => 'now()' });
      record({ entity: 'caller', key: id, operation: 'delete', document: null });
    });
  }

  /** The callers of a tenant that have not ended, oldest first. */
  async list(tenant: string): Promise<readonly Caller[]> {
    return await this.queries.run<Caller>(LIST, [tenant]);
  }
}

export async function insertCaller(
  { tx, scope, record }: WriteUnit,
  { name, roles, bootstrap = false }: NewCaller & { readonly bootstrap?: boolean },
): Promise<string> {
  const id = randomUUID();
  await tx.insert(CallerRow, { id, tenantId: scope.tenant, name, roles, bootstrap });
  record({ entity: 'caller', key: id, operation: 'create', document: { name, roles } });
  return id;
}

export async function insertKey(
  { tx, scope }: WriteUnit,
  callerId: string,
  key: string,
): Promise<void> {
  await tx.insert(CallerKeyRow, { hash: hashApiKey(key), tenantId: scope.tenant, callerId });
}

const LIST = {
  name: 'callers',
  text: `
  SELECT id, tenant_id AS tenant, name, roles
  FROM callers WHERE tenant_id = $1 AND ended_at IS NULL ORDER BY created_at, id`,
};
