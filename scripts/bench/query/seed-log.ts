import { Client } from 'pg';
import { copyIn } from '../scale/copy-in.js';
import { COLUMNS, DAYS, loggedRows } from './logged-rows.js';

const DAY_MS = 86_400_000;

/** Fills `decisions` by COPY; its indexes are made again behind it, which is several times as fast. */
export async function seedLog(url: string, entries: number, endMs: number): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("SET maintenance_work_mem = '1GB'; SET synchronous_commit = off");
    for (let day = 0; day <= DAYS; day += 1) {
      const date = new Date(endMs - day * DAY_MS).toISOString().slice(0, 10);
      await client.query('SELECT make_decisions_partition($1::date)', [date]);
    }
    const { rows: indexes } = await client.query<{ name: string; text: string }>(
      `SELECT indexname AS name, indexdef AS text FROM pg_indexes
       WHERE tablename = 'decisions' AND indexname NOT LIKE '%_pk'`,
    );
    for (const { name } of indexes) {
      await client.query(`DROP INDEX ${name}`);
    }
    await copyIn(client, `decisions (${COLUMNS})`, loggedRows(entries, endMs));
    for (const { text } of indexes) {
      await client.query(text.replace(' ON ONLY ', ' ON '));
    }
    await client.query('VACUUM ANALYZE decisions');
  } finally {
    await client.end();
  }
}
