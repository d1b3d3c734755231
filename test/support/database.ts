import { randomUUID } from 'node:crypto';
import { Client } from 'pg';

/** Set by the global set-up: a server to make databases on, and the migrated database to copy. */
const SERVER_VARIABLE = 'LEGATE_TEST_SERVER_URL';
const TEMPLATE_DATABASE = 'legate_test_template';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A database of its own for one test file, migrated and otherwise empty. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = serverUrl();
  const name = `legate_test_${randomUUID().replaceAll('-', '')}`;
  await execute(server, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE_DATABASE}`);
  return {
    url: withDatabase(server, name),
    drop: async () => {
      // FORCE would fail when autovacuum is at work there: only a superuser may end that. DROP alone ends it.
      await execute(
        server,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = '${name}' AND usename = current_user`,
        `DROP DATABASE IF EXISTS ${name}`,
      );
    },
  };
}

function serverUrl(): string {
  const url = process.env[SERVER_VARIABLE];
  if (url === undefined) {
    throw new Error(`${SERVER_VARIABLE} is not set: the global set-up has not run`);
  }
  return url;
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}

export async function execute(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) {
      await client.query(statement);
    }
  } finally {
    await client.end();
  }
}
