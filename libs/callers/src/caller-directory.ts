import { ForbiddenError } from '@legate/core';
import { atRevision, isSameJson } from '@legate/directory';
import type { Alias } from '@legate/directory';
import {
  CallerKeyRow,
  CallerRow,
  requirePrecondition,
  RevisionedWriter,
  toDatabaseError,
} from '@legate/persistence';
import type { WriteScope, Written } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { keyPrefix, makeApiKey } from './api-key.js';
import { SELECT_RECORD } from './caller-rows.js';
import type { CallerRecord } from './caller-rows.js';
import type { Answers, Caller } from './caller.js';
import { requireHeld } from './require-held.js';
import type { CallerRole } from './roles.js';
import {
  findCaller,
  insertCaller,
  insertKey,
  putCredentials,
  toDocument,
} from './store-callers.js';
import type { NewCaller } from './store-callers.js';
import type { TrustRecord } from './trust.js';

/** The first key of a new caller; null for a caller that has none. */
export type FirstKey = { readonly expiresAt: string | null } | null;

/** What a PUT says. What is absent beside name and roles stays as it is; null clears it. */
export interface CallerInput {
  readonly name: string;
  readonly roles: readonly CallerRole[];
  readonly answers?: Answers | undefined;
  readonly trust?: TrustRecord | null | undefined;
  readonly credentials?: readonly Alias[] | null | undefined;
}

/** Creates, changes, ends and lists callers. */
@Injectable()
export class CallerDirectory {
  constructor(
    private readonly dataSource: DataSource,
    private readonly writer: RevisionedWriter,
  ) {}

  /**
   * Creates a caller, with a key of its own where one is wanted. The key is in the answer and nowhere else.
   *
   * @throws ForbiddenError when `creator` lacks one of the roles, or may not make keys of that identity;
   * UnprocessableError `reference.unknown`; ConflictError `caller.credential_taken`.
   */
  async create(
    creator: Caller,
    scope: WriteScope,
    wanted: NewCaller,
    firstKey: FirstKey = { expiresAt: null },
  ): Promise<Written<{ id: string; key: string | null }>> {
    requireHeld(creator, wanted);
    const key = firstKey === null ? null : makeApiKey();
    return await this.writer.write(scope, async (unit) => {
      const id = await insertCaller(unit, wanted);
      if (key !== null) {
        const expiresAt = firstKey?.expiresAt ?? null;
        await insertKey(unit, { callerId: id, key, prefix: keyPrefix(key), expiresAt });
      }
      return { id, key };
    });
  }

  /** @throws NotFoundError, UnavailableError */
  async get(tenant: string, id: string): Promise<CallerRecord> {
    try {
      return await findCaller(this.dataSource.manager, tenant, id);
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }

  /**
   * Replaces name and roles, and the trust record and credentials where they are given.
   *
   * @throws NotFoundError; PreconditionFailedError; ForbiddenError when `editor` does not hold what the caller may do
   * afterwards, or it is the bootstrap caller and another; ConflictError `caller.credential_taken`.
   */
  async put(
    editor: Caller,
    scope: WriteScope,
    { id, input }: { readonly id: string; readonly input: CallerInput },
  ): Promise<Written<CallerRecord>> {
    const written = await this.writer.write(scope, async (unit) => {
      const { tx, writeId, record } = unit;
      const found = await findCaller(tx, scope.tenant, id);
      requirePrecondition(scope, found.revision);
      requireOwnBootstrap(found, scope, 'changed');
      const wanted = merge(found, input);
      requireHeld(editor, { roles: wanted.roles, identity: found.identity });
      if (isSameJson(toDocument(found), toDocument(wanted))) {
        return { stored: found, created: false };
      }
      const { name, roles, answers, trust, credentials } = wanted;
      await tx.update(CallerRow, { id: found.id }, { name, roles, answers, trust, writeId });
      await putCredentials(unit, found.id, credentials);
      // As the database has it: memory knows the caller by that id.
      record({ entity: 'caller', key: found.id, operation: 'put', document: toDocument(wanted) });
      return { stored: { ...wanted, revision: 0 }, created: false };
    });
    const { value, ...rest } = atRevision<CallerRecord>(written);
    return { ...rest, value: value.stored };
  }

  /**
   * Ends a caller and its keys for good. The bootstrap caller is ended by itself alone.
   *
   * @throws NotFoundError when there is none, or it has ended; ForbiddenError; PreconditionFailedError
   */
  async end(scope: WriteScope, id: string): Promise<Written<void>> {
    return await this.writer.write(scope, async ({ tx, record }) => {
      const found = await findCaller(tx, scope.tenant, id);
      requirePrecondition(scope, found.revision);
      requireOwnBootstrap(found, scope, 'ended');
      await tx.update(CallerRow, { id: found.id }, { endedAt: () => 'now()' });
      const mine = { tenantId: scope.tenant, callerId: found.id };
      await tx.update(CallerKeyRow, { ...mine, endedAt: IsNull() }, { endedAt: () => 'now()' });
      await tx.query('DELETE FROM caller_credentials WHERE tenant_id = $1 AND caller_id = $2', [
        scope.tenant,
        found.id,
      ]);
      record({ entity: 'caller', key: found.id, operation: 'delete', document: null });
    });
  }

  /** The callers of a tenant that have not ended, oldest first. */
  async list(tenant: string): Promise<readonly CallerRecord[]> {
    try {
      return await this.dataSource.query(`${SELECT_RECORD} ORDER BY c.created_at, c.id`, [tenant]);
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }
}

function merge(
  found: CallerRecord,
  { name, roles, answers = found.answers, trust, credentials }: CallerInput,
): CallerRecord {
  return {
    ...found,
    name,
    roles,
    answers,
    trust: trust === undefined ? found.trust : (trust ?? {}),
    credentials: credentials === undefined ? found.credentials : (credentials ?? []),
  };
}

/** @throws ForbiddenError when it is the bootstrap caller and somebody else writes */
export function requireOwnBootstrap(
  { isBootstrap, id }: Pick<CallerRecord, 'isBootstrap' | 'id'>,
  { author }: WriteScope,
  verb: string,
): void {
  if (isBootstrap && id !== author) {
    throw new ForbiddenError('caller.forbidden', `the bootstrap caller is ${verb} by itself alone`);
  }
}
