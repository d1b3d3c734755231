import { NotFoundError } from '@legate/core';
import type { EntityManager } from 'typeorm';
import { prepared } from './prepared-text.js';
import type {
  Change,
  ChangedEntity,
  Outcome,
  PendingCommit,
  WriteScope,
  WriteUnit,
} from './write-types.js';

/** Channel that tells of committed writes; the payload is the revision and the tenant. */
export const CHANGES_CHANNEL = 'legate_changes';

/**
 * Longest wait for a row that another write holds, an import for example; then the write fails and can be sent
 * again. Short, because others wait behind it for the tenant's lock.
 */
const LOCK_TIMEOUT_MS = 100;

const MAX_TOLD = 50;

/** One write under way. @internal */
export class WriteRecorder {
  private changes: Change[] = [];
  private recorded = 0;
  private writeId: number | null = null;
  private current = 0;
  private readonly told: Change[] = [];
  private readonly counts = new Map<ChangedEntity, number>();

  constructor(
    private readonly tx: EntityManager,
    private readonly scope: WriteScope,
  ) {}

  /** What there is to commit; null when nothing has changed. */
  get pending(): PendingCommit | null {
    const { scope, told: changes, counts } = this;
    return counts.size === 0 ? null : { scope, revision: this.current + 1, changes, counts };
  }

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
        this.counts.set(change.entity, (this.counts.get(change.entity) ?? 0) + 1);
        if (this.told.length < MAX_TOLD) {
          this.told.push(change);
        }
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
