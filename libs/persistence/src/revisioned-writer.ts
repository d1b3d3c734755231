import { NotFoundError } from '@legate/core';
import type { Json } from '@legate/core';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { toDatabaseError } from './pg-errors.js';

/** Who writes, in which tenant. */
export interface WriteScope {
  readonly tenant: string;
  /** Id of the caller. */
  readonly author: string;
}

/** One thing that a write changes; `document` is the object afterwards, null when it is gone. */
export interface Change {
  readonly entity: 'identity' | 'resource' | 'grant' | 'caller';
  readonly key: string;
  readonly operation: 'put' | 'delete' | 'create' | 'revoke';
  readonly document: Json;
}

/** What the work of one write is handed: its transaction, and the revision it becomes if it changes anything. */
export interface WriteUnit {
  readonly tx: EntityManager;
  readonly scope: WriteScope;
  readonly revision: number;
  readonly record: (change: Change) => void;
}

export interface Written<T> {
  readonly value: T;
  /** The tenant's revision after the write; unchanged when nothing was recorded. */
  readonly revision: number;
}

/** Channel that tells of committed writes; the payload is the tenant. */
export const CHANGES_CHANNEL = 'legate_changes';

/** Told of each write before it is answered. Must not throw; the answer waits for it. */
export type CommitListener = (tenant: string, revision: number) => Promise<unknown>;

/**
 * Runs admin writes one after the other per tenant, so that revisions are gapless and in commit order: takes the
 * tenant's row lock, runs the work, writes the changes it recorded, commits. Either all of it or nothing.
 */
@Injectable()
export class RevisionedWriter {
  private readonly listeners: CommitListener[] = [];

  constructor(private readonly dataSource: DataSource) {}

  afterCommit(listener: CommitListener): void {
    this.listeners.push(listener);
  }

  /** @throws UnavailableError, ConflictError, and whatever the work throws; nothing is written then. */
  async write<T>(scope: WriteScope, work: (unit: WriteUnit) => Promise<T>): Promise<Written<T>> {
    const written = await this.commit(scope, work);
    for (const listener of this.listeners) {
      await listener(scope.tenant, written.revision);
    }
    return written;
  }

  private async commit<T>(
    scope: WriteScope,
    work: (unit: WriteUnit) => Promise<T>,
  ): Promise<Written<T>> {
    try {
      return await this.dataSource.transaction(async (tx) => await runWrite(tx, scope, work));
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }
}

const INSERT_CHANGES = `
  INSERT INTO changes (tenant_id, revision, author, position, entity, key, operation, document)
  SELECT $1, $2, $3, change.position - 1, change.item->>'entity', change.item->>'key',
    change.item->>'operation', NULLIF(change.item->'document', 'null'::jsonb)
  FROM jsonb_array_elements($4::jsonb) WITH ORDINALITY AS change (item, position)`;

async function runWrite<T>(
  tx: EntityManager,
  scope: WriteScope,
  work: (unit: WriteUnit) => Promise<T>,
): Promise<Written<T>> {
  const current = await lockRevision(tx, scope.tenant);
  const revision = current + 1;
  const changes: Change[] = [];
  const value = await work({
    tx,
    scope,
    revision,
    record: (change) => {
      changes.push(change);
    },
  });
  if (changes.length === 0) {
    return { value, revision: current };
  }
  await tx.query('UPDATE tenants SET revision = $2 WHERE id = $1', [scope.tenant, revision]);
  await tx.query(INSERT_CHANGES, [scope.tenant, revision, scope.author, JSON.stringify(changes)]);
  await tx.query('SELECT pg_notify($1, $2)', [CHANGES_CHANNEL, scope.tenant]);
  return { value, revision };
}

async function lockRevision(tx: EntityManager, tenant: string): Promise<number> {
  const rows: { revision: number }[] = await tx.query(
    'SELECT revision FROM tenants WHERE id = $1 FOR UPDATE',
    [tenant],
  );
  const [row] = rows;
  if (row === undefined) {
    throw new NotFoundError('route.not_found', 'there is no such tenant');
  }
  return row.revision;
}
