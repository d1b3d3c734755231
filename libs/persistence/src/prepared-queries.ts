import { InvariantViolation } from '@legate/core';
import { Injectable } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import { toDatabaseError } from './pg-errors.js';

/** A statement of the hot path; the server plans it once per connection, under its name. */
export interface PreparedQuery {
  readonly name: string;
  readonly text: string;
}

/** Runs a statement within one snapshot. */
export type RunQuery = <Row>(
  query: PreparedQuery,
  values: readonly unknown[],
) => Promise<readonly Row[]>;

/**
 * Runs the statements of the hot path on TypeORM's pool as prepared ones. TypeORM cannot name a statement, and
 * planning the larger ones takes several times as long as running them.
 */
@Injectable()
export class PreparedQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws UnavailableError when the database does not answer. */
  async run<Row>(query: PreparedQuery, values: readonly unknown[]): Promise<readonly Row[]> {
    try {
      const { name, text } = query;
      const { rows } = await this.pool().query({ name, text, values: [...values] });
      return rows as Row[];
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }

  /**
   * Runs `work` over one snapshot of the database, on a connection of its own; every statement sees the same rows.
   *
   * @throws UnavailableError when the database does not answer, and whatever the work throws.
   */
  async snapshot<T>(work: (run: RunQuery) => Promise<T>): Promise<T> {
    let client: PoolClient | null = null;
    try {
      client = await this.pool().connect();
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const value = await work(runOn(client));
      await client.query('COMMIT');
      client.release();
      return value;
    } catch (cause) {
      // Closes the connection: what state it is in is not known.
      client?.release(true);
      throw toDatabaseError(cause);
    }
  }

  private pool(): Pool {
    const { driver } = this.dataSource;
    if (!('master' in driver)) {
      throw new InvariantViolation(
        'internal.error',
        'the data source is not connected to PostgreSQL',
      );
    }
    return driver.master as Pool;
  }
}

function runOn(client: PoolClient): RunQuery {
  return async <Row>({ name, text }: PreparedQuery, values: readonly unknown[]) => {
    const { rows } = await client.query({ name, text, values: [...values] });
    return rows as Row[];
  };
}
