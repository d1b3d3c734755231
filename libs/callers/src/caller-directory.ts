import { randomUUID } from 'node:crypto';
import { ForbiddenError, NotFoundError } from '@legate/core';
import type { IdentityRef } from '@legate/core';
import { unknownReference } from '@legate/directory';
import {
  CallerKeyRow,
  CallerRow,
  IdentityRow,
  PreparedQueries,
  RevisionedWriter,
} from '@legate/persistence';
import type { WriteScope, WriteUnit, Written } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { hashApiKey, makeApiKey } from './api-key.js';
import type { Answers, Caller } from './caller.js';
import type { CallerRole } from './roles.js';

export interface NewCaller {
  readonly name: string;
  readonly roles: readonly CallerRole[];
  /** The identity that it is. */
  readonly identity?: IdentityRef | undefined;
  readonly answers?: Answers | undefined;
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
   * @throws ForbiddenError when `creator` lacks one of the roles, or may not make keys of that identity;
   * UnprocessableError `reference.unknown`.
   */
  async create(creator: Caller, wanted: NewCaller): Promise<Written<{ id: string; key: string }>> {
    requireHeld(creator, wanted);
    const key = makeApiKey();
    const scope = { tenant: creator.tenant, author: creator.id };
    return await this.writer.write(scope, async (unit) => {
      const id = await insertCaller(unit, wanted);
      await insertKey(unit, id, key);
      return { id, key };
    });
  }

  /**
   * Ends a caller and its keys for good. The bootstrap caller is ended by itself alone.
   *
   * @throws NotFoundError when there is none, or it has ended; ForbiddenError
   */
  async end(scope: WriteScope, id: string): Promise<Written<void>> {
    return await this.writer.write(scope, async ({ tx, record }) => {
      const found = await tx.findOneBy(CallerRow, {
        tenantId: scope.tenant,
        id,
        endedAt: IsNull(),
      });
      if (found === null) {
        throw new NotFoundError('caller.not_found', 'there is no such caller');
      }
      if (found.bootstrap && found.id !== scope.author) {
        throw new ForbiddenError(
          'caller.forbidden',
          'the bootstrap caller is ended by itself alone',
        );
      }
      await tx.update(CallerRow, { id: found.id }, { endedAt: () => 'now()' });
      const keys = { tenantId: scope.tenant, callerId: found.id, endedAt: IsNull() };
      await tx.update(CallerKeyRow, keys, { endedAt: () => 'now()' });
      // As the database has it: memory knows the caller by that id.
      record({ entity: 'caller', key: found.id, operation: 'delete', document: null });
    });
  }

  /** The callers of a tenant that have not ended, oldest first. */
  async list(tenant: string): Promise<readonly Caller[]> {
    return await this.queries.run<Caller>(LIST, [tenant]);
  }
}

function requireHeld({ roles, identity: own }: Caller, wanted: NewCaller): void {
  // Whoever may write grants for anybody may let anybody write its own.
  const held = roles.includes('grants:any') ? [...roles, 'grants:own'] : roles;
  const missing = wanted.roles.filter((role) => !held.includes(role));
  if (missing.length > 0) {
    throw new ForbiddenError('caller.role_not_held', `you do not hold: ${missing.join(', ')}`, {
      details: { roles: missing },
    });
  }
  const { identity } = wanted;
  const isOwn = identity !== undefined && own?.kind === identity.kind && own.id === identity.id;
  if (identity !== undefined && !isOwn && !roles.includes('grants:any')) {
    throw new ForbiddenError('caller.identity_not_held', 'you may not make keys of that identity');
  }
}

export async function insertCaller(
  unit: WriteUnit,
  {
    name,
    roles,
    identity,
    answers = 'full',
    bootstrap = false,
  }: NewCaller & { readonly bootstrap?: boolean },
): Promise<string> {
  const { tx, scope, record } = unit;
  const id = randomUUID();
  const identityUid = identity === undefined ? null : await findIdentityUid(unit, identity);
  await tx.insert(CallerRow, {
    id,
    tenantId: scope.tenant,
    name,
    roles,
    answers,
    bootstrap,
    identityUid,
  });
  const document = {
    name,
    roles,
    ...(answers !== 'full' && { answers }),
    ...(identity !== undefined && { identity: { kind: identity.kind, id: identity.id } }),
  };
  record({ entity: 'caller', key: id, operation: 'create', document });
  return id;
}

async function findIdentityUid(
  { tx, scope }: WriteUnit,
  { kind, id }: IdentityRef,
): Promise<number> {
  const found = await tx.findOneBy(IdentityRow, { tenantId: scope.tenant, kind, id });
  if (found === null) {
    throw unknownReference(`${kind} "${id}"`, { pointer: '/identity' });
  }
  return found.uid;
}

export async function insertKey(
  { tx, scope }: WriteUnit,
  callerId: string,
  key: string,
): Promise<void> {
  await tx.insert(CallerKeyRow, { hash: hashApiKey(key), tenantId: scope.tenant, callerId });
}

/** SQL for a `Caller` out of the alias `c` of a callers row and `i` of the identity that it is. */
export const CALLER_COLUMNS = `
  c.id, c.tenant_id AS tenant, c.name, c.roles, c.answers, c.bootstrap AS "isBootstrap",
  CASE WHEN i.uid IS NOT NULL THEN jsonb_build_object('kind', i.kind, 'id', i.id) END AS identity`;

const LIST = {
  name: 'callers',
  text: `
  SELECT ${CALLER_COLUMNS}
  FROM callers c LEFT JOIN identities i ON i.tenant_id = c.tenant_id AND i.uid = c.identity_uid
  WHERE c.tenant_id = $1 AND c.ended_at IS NULL ORDER BY c.created_at, c.id`,
};
