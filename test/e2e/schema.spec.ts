import { dataSourceOptions } from '@legate/persistence';
import { DataSource } from 'typeorm';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = new DataSource(
    dataSourceOptions({
      url: database.url,
      poolSize: 2,
      connectTimeoutMs: 5000,
      statementTimeoutMs: 0,
      onPoolError: () => undefined,
    }),
  );
  await dataSource.initialize();
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

async function readDrift(): Promise<readonly string[]> {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query);
}

async function readTables(): Promise<readonly string[]> {
  const rows: { name: string }[] = await dataSource.query(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' ORDER BY table_name`,
  );
  return rows.map(({ name }) => name);
}

describe('the migrated database', () => {
  it('is what the entities say', async () => {
    expect(await readDrift()).toEqual([]);
  });

  it('has no migration left to run', async () => {
    expect(await dataSource.showMigrations()).toBe(false);
  });

  it('can be taken back migration by migration, and forward again', async () => {
    const before = await readTables();
    for (const { name } of dataSource.migrations.toReversed()) {
      expect(name).toMatch(/\d{13}$/);
      await dataSource.undoLastMigration();
    }
    expect(await readTables()).toEqual(['schema_migrations']);

    const ran = await dataSource.runMigrations();
    expect(ran.map(({ name }) => name)).toEqual(dataSource.migrations.map(({ name }) => name));
    expect(await readTables()).toEqual(before);
    expect(await readDrift()).toEqual([]);
  });
});
