import { NotFoundError } from '@legate/core';
import type { ErrorCode, Json } from '@legate/core';
import { requirePrecondition, toDatabaseError } from '@legate/persistence';
import type {
  ChangedEntity,
  RevisionedWriter,
  WriteScope,
  WriteUnit,
  Written,
} from '@legate/persistence';
import type { DataSource, EntityManager } from 'typeorm';
import { readCursor, toPage } from '../page.js';
import type { Page, PageRequest } from '../page.js';
import { atRevision } from '../put-result.js';
import type { PutResult } from '../put-result.js';
import { isSameJson } from '../same-json.js';

/** One entry: a key with one value. */
export interface KeyedEntry<T> {
  readonly key: string;
  readonly value: T;
  readonly revision: number;
}

/** The table of such entries, and how they are named to the outside. All of it constants of ours, never input. */
export interface KeyedTableNames {
  readonly table: 'subject_types' | 'action_types' | 'route_tables';
  readonly keyColumn: string;
  readonly valueColumn: string;
  readonly isJson: boolean;
  readonly entity: ChangedEntity;
  readonly notFound: ErrorCode;
}

/** A table of entries by key, each a revisioned object of its own. */
export abstract class KeyedTable<T extends Json> {
  protected constructor(
    private readonly dataSource: DataSource,
    private readonly writer: RevisionedWriter,
    private readonly names: KeyedTableNames,
  ) {}

  /** @throws NotFoundError, UnavailableError */
  async get(tenant: string, key: string): Promise<KeyedEntry<T>> {
    try {
      return (await this.find(this.dataSource.manager, tenant, key)) ?? this.throwNotFound(key);
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }

  /** Entries by key, in byte order. @throws InvalidRequestError, UnavailableError */
  async list(tenant: string, { limit, cursor }: PageRequest): Promise<Page<KeyedEntry<T>>> {
    const [after] = readCursor(cursor);
    const { keyColumn } = this.names;
    const text = `${this.select()} WHERE e.tenant_id = $1 AND e.${keyColumn} > $2 ORDER BY e.${keyColumn} LIMIT $3`;
    try {
      const rows: KeyedEntry<T>[] = await this.dataSource.query(text, [tenant, after, limit + 1]);
      return toPage(rows, limit, ({ key }) => [key, '']);
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }

  /** Creates or replaces an entry. One that is so already makes no new revision. @throws PreconditionFailedError */
  async put(scope: WriteScope, key: string, value: T): Promise<Written<PutResult<KeyedEntry<T>>>> {
    return atRevision(
      await this.writer.write(scope, async (unit) => await this.putWithin(unit, key, value)),
    );
  }

  /** As `put`, within a write. */
  async putWithin(unit: WriteUnit, key: string, value: T): Promise<PutResult<KeyedEntry<T>>> {
    const { tx, scope, writeId, record } = unit;
    const found = await this.find(tx, scope.tenant, key);
    requirePrecondition(scope, found?.revision ?? null);
    if (found !== null && isSameJson([found.value], [value])) {
      return { stored: found, created: false };
    }
    const { table, keyColumn, valueColumn, isJson, entity } = this.names;
    await tx.query(
      `INSERT INTO ${table} (tenant_id, ${keyColumn}, ${valueColumn}, write_id) VALUES ($1, $2, $3, $4)
       ON CONFLICT (tenant_id, ${keyColumn}) DO UPDATE SET ${valueColumn} = excluded.${valueColumn},
         write_id = excluded.write_id`,
      [scope.tenant, key, isJson ? JSON.stringify(value) : value, writeId],
    );
    record({ entity, key, operation: 'put', document: { key, value } });
    return { stored: { key, value, revision: 0 }, created: found === null };
  }

  /** @throws NotFoundError, PreconditionFailedError */
  async delete(scope: WriteScope, key: string): Promise<Written<void>> {
    return await this.writer.write(scope, async ({ tx, record }) => {
      const found = await this.find(tx, scope.tenant, key);
      requirePrecondition(scope, found?.revision ?? null);
      if (found === null) {
        this.throwNotFound(key);
      }
      const { table, keyColumn, entity } = this.names;
      const values = [scope.tenant, key];
      await tx.query(`DELETE FROM ${table} WHERE tenant_id = $1 AND ${keyColumn} = $2`, values);
      record({ entity, key, operation: 'delete', document: null });
    });
  }

  private async find(
    tx: EntityManager,
    tenant: string,
    key: string,
  ): Promise<KeyedEntry<T> | null> {
    const [row] = await this.findWithin(tx, tenant, [key]);
    return row ?? null;
  }

  /** Finds those that exist, within a write. */
  async findWithin(
    tx: EntityManager,
    tenant: string,
    keys: readonly string[],
  ): Promise<readonly KeyedEntry<T>[]> {
    const text = `${this.select()} WHERE e.tenant_id = $1 AND e.${this.names.keyColumn} = ANY ($2)`;
    return await tx.query(text, [tenant, keys]);
  }

  private select(): string {
    const { table, keyColumn, valueColumn } = this.names;
    return `SELECT e.${keyColumn} AS key, e.${valueColumn} AS value, COALESCE(w.revision, 0) AS revision
      FROM ${table} e JOIN writes w ON w.id = e.write_id`;
  }

  private throwNotFound(key: string): never {
    throw new NotFoundError(this.names.notFound, `there is no "${key}"`);
  }
}
