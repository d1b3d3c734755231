import { DataSource } from 'typeorm';
import { dataSourceOptions } from './data-source.options.js';
import type { DatabaseSettings } from './data-source.options.js';
import { toDatabaseError } from './pg-errors.js';

/** Any fixed number: two services that start at once must not migrate at once. */
const MIGRATION_LOCK = 7_106_117;

/**
 * Brings the database's schema up to date, one service at a time.
 *
 * @returns the names of the migrations that ran.
 * @throws UnavailableError when the database cannot be reached.
 */
export async function migrate(settings: DatabaseSettings): Promise<readonly string[]> {
  // No statement timeout: a migration of a large table takes the time it takes.
  const dataSource = new DataSource(
    dataSourceOptions({ ...settings, poolSize: 2, statementTimeoutMs: 0 }),
  );
  try {
    await dataSource.initialize();
    return await runLocked(dataSource);
  } catch (cause) {
    throw toDatabaseError(cause);
  } finally {
    if (dataSource.isInitialized) {
      await dataSource.destroy();
    }
  }
}

async function runLocked(dataSource: DataSource): Promise<readonly string[]> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const ran = await dataSource.runMigrations();
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    return ran.map(({ name }) => name);
  } finally {
    await runner.release();
  }
}
