import { Client } from 'pg';

/**
 * Runs something during which no notification is delivered to anybody: processes that connect meanwhile find a
 * `pg_notify` that does nothing before the real one.
 */
export async function withoutNotifications(url: string, work: () => Promise<void>): Promise<void> {
  await execute(url, [
    'CREATE SCHEMA IF NOT EXISTS mute',
    `CREATE OR REPLACE FUNCTION mute.pg_notify(text, text) RETURNS void LANGUAGE sql AS ''`,
    `DO $$ BEGIN
       EXECUTE format('ALTER ROLE %I IN DATABASE %I SET search_path = public, mute, pg_catalog',
         current_user, current_database());
     END $$`,
  ]);
  try {
    await work();
  } finally {
    await execute(url, [
      `DO $$ BEGIN
         EXECUTE format('ALTER ROLE %I IN DATABASE %I RESET search_path', current_user, current_database());
       END $$`,
      'DROP SCHEMA mute CASCADE',
    ]);
  }
}

async function execute(connectionString: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    for (const statement of statements) {
      await client.query(statement);
    }
  } finally {
    await client.end();
  }
}
