import { NotFoundError } from '@legate/core';
import type { Json } from '@legate/core';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { toDatabaseError } from './pg-errors.js';
import type { Precondition } from './precondition.js';
import { prepared } from './prepared-text.js';

/** Who writes, in which tenant, and what must hold of the object written. */
export interface WriteScope extends Precondition {
  readonly tenant: string;
  /** Id of the caller. */
  readonly author: string;
}

/** One thing that a write changes; `document` is the object afterwards without its revision, null when it is gone. */
export interface Change {
  readonly entity: ChangedEntity;
  readonly key: string;
  readonly operation: 'put' | 'delete' | 'create' | 'revoke';
  readonly document: Json;
}

export type ChangedEntity =
  | 'tenant'
  | 'identity'
  | 'group'
  | 'membership'
  | 'role_assignment'
  | 'subject_type'
  | 'action_type'
  | 'route_table'
  | 'resource'
  | 'grant'
  | 'caller'
  | 'issuer'
  | 'bundle'
  | 'bundle_activation'
  | 'bundle_freeze'
  | 'bundle_gate'
  | 'bundle_request'
  | 'bundle_shadow'
  | 'bundle_remote';

/** What the work of one write is handed. Rows name the write they come from by its id. */
export interface WriteUnit {
  readonly tx: EntityManager;
  readonly scope: WriteScope;
  readonly writeId: number;
  readonly record: (change: Change) => void;
  /** Writes down what was recorded so far; a large write does so now and then. */
  readonly flush: () => Promise<void>;
}

export interface Written<T> {
  readonly value: T;
  /** The tenant's revision after the write; unchanged when nothing was recorded. */
  readonly revision: number;
  /** Whether every listener has followed in time. */
  readonly isApplied: boolean;
}

/** Channel that tells of committed writes; the payload is the revision and the tenant. */
export const CHANGES_CHANNEL = 'legate_changes';

/**
 * Longest wait for a row that another write holds, an import for example; then the write fails and can be sent
 * again. Short, because others wait behind it for the tenant's lock.
 */
const LOCK_TIMEOUT_MS = 100;

/** A write that is committed. */
export interface Committed {
  readonly tenant: string;
  readonly revision: number;
  /** All that it changed, in order; null when that was too much to hold. */
  readonly changes: readonly Change[] | null;
}

/** Told of each write before it is answered. Must not throw; the answer waits for it. Tells whether it has followed. */
export type CommitListener = (committed: Committed) => Promise<boolean>;

type Outcome = Omit<Committed, 'tenant'>;
type Work<T> = (unit: WriteUnit) => Promise<T>;

/** What runs in the same transaction before the tenant's lock is taken. */
export interface BeforeLock {
  /** Before anything else, while the tenant may not exist yet. */
  readonly prepare?: (tx: EntityManager) => Promise<void>;
  /** Puts rows in place that nobody else writes. */
  readonly stage?: Work<void>;
}

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

  /**
   * Runs `work` under the tenant's lock.
   *
   * @throws UnavailableError, ConflictError, and whatever the work throws; nothing is written then.
   */
  async write<T>(scope: WriteScope, work: Work<T>, before: BeforeLock = {}): Promise<Written<T>> {
    const { value, revision, changes } = await this.commit(scope, work, before);
    let isApplied = true;
    for (const listener of this.listeners) {
      isApplied = (await listener({ tenant: scope.tenant, revision, changes })) && isApplied;
    }
    return { value, revision, isApplied };
  }

  /**
   * Runs `work` as a write would, without the tenant's lock, and takes all of it back.
   *
   * @throws UnavailableError, ConflictError, and whatever the work throws.
   */
  async rehearse<T>(scope: WriteScope, work: Work<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.startTransaction();
      return await work(await new Recorder(runner.manager, scope).stage());
    } catch (cause) {
      throw toDatabaseError(cause);
    } finally {
      // A connection that is lost has rolled back by itself.
      await runner.rollbackTransaction().catch(() => undefined);
      await runner.release();
    }
  }

  private async commit<T>(
    scope: WriteScope,
    work: Work<T>,
    { prepare, stage }: BeforeLock,
  ): Promise<Outcome & { readonly value: T }> {
    try {
      return await this.dataSource.transaction(async (tx) => {
        await prepare?.(tx);
        const recorder = new Recorder(tx, scope);
        if (stage !== undefined) {
          await stage(await recorder.stage());
        }
        const unit = await recorder.lock();
        const value = await work(unit);
        return { value, ...(await recorder.finish()) };
      });
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }
}

/** One write under way. */
class Recorder {
  private changes: Change[] = [];
  private recorded = 0;
  private writeId: number | null = null;
  private current = 0;

  constructor(
    private readonly tx: EntityManager,
    private readonly scope: WriteScope,
  ) {}

  async stage(): Promise<WriteUnit> {
    const { tenant, author } = this.scope;
    const [row]: { id: number }[] = await this.tx.query(STAGE, [tenant, author]);
    return this.unit(row?.id);
  }

  /** Waits for the writes before this one; from here on nobody else writes in the tenant. */
  async lock(): Promise<WriteUnit> {
    const { tenant, author } = this.scope;
    if (this.writeId !== null) {
      await this.tx.query(`SELECT ${AS_LONG_AS_NEEDED}`);
    }
    const [row]: { id: number; revision: number }[] =
      this.writeId === null
        ? await this.tx.query(LOCK, [tenant, author])
        : await this.tx.query(LOCK_STAGED, [tenant, this.writeId]);
    this.current = row?.revision ?? 0;
    return this.unit(row?.id);
  }

  private unit(writeId: number | undefined): WriteUnit {
    if (writeId === undefined) {
      throw new NotFoundError('tenant.not_found', `there is no tenant "${this.scope.tenant}"`);
    }
    this.writeId = writeId;
    return {
      tx: this.tx,
      scope: this.scope,
      writeId,
      record: (change) => {
        this.changes.push(change);
      },
      flush: async () => {
        await this.flush();
      },
    };
  }

  private async flush(): Promise<void> {
    const changes = this.changes.splice(0);
    if (changes.length > 0) {
      const values = [this.writeId, this.scope.tenant, this.recorded, JSON.stringify(changes)];
      await this.tx.query(INSERT_CHANGES, values);
      this.recorded += changes.length;
    }
  }

  /** @returns the tenant's revision from now on, and what has changed. */
  async finish(): Promise<Outcome> {
    const changes = this.changes.splice(0);
    if (this.recorded + changes.length === 0) {
      await this.tx.query(SPARE, [this.writeId]);
      return { revision: this.current, changes };
    }
    const last = [this.writeId, this.scope.tenant, this.recorded, JSON.stringify(changes)];
    const revision = this.current + 1;
    await this.tx.query(FINISH, [...last, revision, CHANGES_CHANNEL]);
    return { revision, changes: this.recorded === 0 ? changes : null };
  }
}

// The tenant's lock is waited for as long as a statement may take, other rows only shortly.
const BRIEFLY = `set_config('lock_timeout', '${LOCK_TIMEOUT_MS}', true)`;
// What a write does is found by keys, whatever the values: planning it anew each time is most of its time.
const PLANNED_ONCE = `set_config('plan_cache_mode', 'force_generic_plan', true)`;
const AS_LONG_AS_NEEDED = `set_config('lock_timeout', '0', true)`;

const STAGE = `
  INSERT INTO writes (tenant_id, author)
  SELECT id, $2 FROM tenants WHERE id = $1 AND ended_at IS NULL RETURNING id, ${BRIEFLY}`;

// NO KEY: rows of a write that is staged refer to the tenant, and must not wait for those that are not.
const LOCKED = 'SELECT revision FROM tenants WHERE id = $1 AND ended_at IS NULL FOR NO KEY UPDATE';

const LOCK = prepared(
  'FOR NO KEY UPDATE',
  `
  WITH locked AS (${LOCKED}), spare AS (
    UPDATE writes w SET revision = locked.revision + 1, author = $2, at = clock_timestamp() FROM locked
    WHERE w.id = (SELECT min(id) FROM writes WHERE tenant_id = $1 AND revision IS NULL)
      AND w.revision IS NULL
    RETURNING w.id),
  made AS (
    INSERT INTO writes (tenant_id, revision, author)
    SELECT $1, revision + 1, $2 FROM locked WHERE NOT EXISTS (SELECT FROM spare) RETURNING id),
  own AS (SELECT id FROM spare UNION ALL SELECT id FROM made)
  SELECT own.id, locked.revision, ${BRIEFLY}, ${PLANNED_ONCE} FROM own, locked`,
);

const LOCK_STAGED = `
  WITH locked AS (${LOCKED}), made AS (
    UPDATE writes w SET revision = locked.revision + 1 FROM locked WHERE w.id = $2 RETURNING w.id)
  SELECT made.id, locked.revision, ${BRIEFLY} FROM made, locked`;

// Kept for the next write: to delete it, PostgreSQL would look through every table that names writes, whole.
const SPARE = 'UPDATE writes SET revision = NULL WHERE id = $1';

const INSERT_CHANGES = `
  INSERT INTO changes (write_id, tenant_id, position, entity, key, operation, document)
  SELECT $1, $2, $3 + change.position - 1, change.item->>'entity', change.item->>'key',
    change.item->>'operation', NULLIF(change.item->'document', 'null'::jsonb)
  FROM jsonb_array_elements($4::jsonb) WITH ORDINALITY AS change (item, position)`;

// The last changes and the new revision in one: each statement is a round trip under the tenant's lock.
const FINISH = prepared(
  'INSERT INTO changes, UPDATE tenants',
  `
  WITH told AS (${INSERT_CHANGES}),
    moved AS (UPDATE tenants SET revision = $5 WHERE id = $2)
  SELECT pg_notify($6, concat_ws(' ', $5::text, $2))`,
);
