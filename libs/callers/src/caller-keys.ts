import { ConflictError, NotFoundError } from '@legate/core';
import { CallerKeyRow, RevisionedWriter, toDatabaseError } from '@legate/persistence';
import type { WriteScope, WriteUnit, Written } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { keyPrefix, makeApiKey } from './api-key.js';
import { requireOwnBootstrap } from './caller-directory.js';
import type { Caller } from './caller.js';
import { requireHeld } from './require-held.js';
import type { CallerRole } from './roles.js';
import { findCaller, insertKey } from './store-callers.js';

/** Most keys of a caller that have neither ended nor expired. */
export const MAX_LIVE_KEYS = 20;

/** A key as the admin API shows it; times are RFC 3339. */
export interface CallerKey {
  readonly id: string;
  /** How it begins; null for one that was given to us. */
  readonly prefix: string | null;
  /** Those of the caller's roles that it is good for; null for all. */
  readonly roles: readonly CallerRole[] | null;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  /** To the minute or so; null when it was never used. */
  readonly lastUsedAt: string | null;
}

export interface KeyInput {
  readonly expiresAt?: string | undefined;
  readonly roles?: readonly CallerRole[] | undefined;
  /** Rotation: how long the keys there are stay good; they stay when it is absent. */
  readonly overlapSeconds?: number | undefined;
}

/** Makes, lists and ends the keys of callers. */
@Injectable()
export class CallerKeys {
  constructor(
    private readonly dataSource: DataSource,
    private readonly writer: RevisionedWriter,
  ) {}

  /**
   * Makes a further key, which is in the answer and nowhere else.
   *
   * @throws NotFoundError; ForbiddenError when `maker` does not hold what the caller may do, or it is the bootstrap
   * caller and another; ConflictError `caller.too_many_keys`.
   */
  async create(
    maker: Caller,
    scope: WriteScope,
    { callerId, input }: { readonly callerId: string; readonly input: KeyInput },
  ): Promise<Written<{ id: string; key: string }>> {
    const key = makeApiKey();
    return await this.writer.write(scope, async (unit) => {
      const caller = await findCaller(unit.tx, scope.tenant, callerId);
      requireOwnBootstrap(caller, scope, 'given keys');
      requireHeld(maker, caller);
      const { overlapSeconds, expiresAt = null, roles = null } = input;
      if (overlapSeconds !== undefined) {
        await unit.tx.query(EXPIRE, [scope.tenant, caller.id, overlapSeconds]);
      }
      await requireRoom(unit, caller.id);
      const id = await insertKey(unit, {
        ...{ callerId: caller.id, key, prefix: keyPrefix(key), roles, expiresAt },
      });
      const document = { key: 'made', id, ...(overlapSeconds !== undefined && { overlapSeconds }) };
      unit.record({ entity: 'caller', key: caller.id, operation: 'put', document });
      return { id, key };
    });
  }

  /** Keys that have not ended, newest first. @throws NotFoundError, UnavailableError */
  async list(tenant: string, callerId: string): Promise<readonly CallerKey[]> {
    try {
      const { id } = await findCaller(this.dataSource.manager, tenant, callerId);
      const rows: CallerKeyRow[] = await this.dataSource.query(LIST, [tenant, id]);
      return rows.map(toKey);
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }

  /** Ends a key for good. @throws NotFoundError `caller.key_not_found`; ForbiddenError */
  async end(scope: WriteScope, callerId: string, keyId: string): Promise<Written<void>> {
    return await this.writer.write(scope, async ({ tx, record }) => {
      const caller = await findCaller(tx, scope.tenant, callerId);
      requireOwnBootstrap(caller, scope, 'rid of keys');
      const [, ended]: [unknown, number] = await tx.query(END, [scope.tenant, caller.id, keyId]);
      if (ended === 0) {
        throw new NotFoundError('caller.key_not_found', 'the caller has no such key');
      }
      const document = { key: 'ended', id: keyId };
      record({ entity: 'caller', key: caller.id, operation: 'put', document });
    });
  }
}

async function requireRoom({ tx, scope }: WriteUnit, callerId: string): Promise<void> {
  const [row]: { live: number }[] = await tx.query(COUNT, [scope.tenant, callerId]);
  if ((row?.live ?? 0) >= MAX_LIVE_KEYS) {
    throw new ConflictError('caller.too_many_keys', `a caller has at most ${MAX_LIVE_KEYS} keys`);
  }
}

function toKey({ id, prefix, roles, createdAt, expiresAt, lastUsedAt }: CallerKeyRow): CallerKey {
  return {
    id,
    prefix,
    roles: roles as readonly CallerRole[] | null,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}

const OF_CALLER = 'tenant_id = $1 AND caller_id = $2 AND ended_at IS NULL';
const EXPIRE = `
  UPDATE caller_keys SET expires_at = LEAST(expires_at, clock_timestamp() + make_interval(secs => $3))
  WHERE ${OF_CALLER}`;
const COUNT = `
  SELECT count(*)::int AS live FROM caller_keys
  WHERE ${OF_CALLER} AND (expires_at IS NULL OR expires_at > clock_timestamp())`;
const LIST = `
  SELECT id, prefix, roles, created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt"
  FROM caller_keys WHERE ${OF_CALLER} ORDER BY created_at DESC, id LIMIT 100`;
const END = `UPDATE caller_keys SET ended_at = clock_timestamp() WHERE ${OF_CALLER} AND id = $3`;
