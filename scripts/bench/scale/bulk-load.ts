import type { Client } from 'pg';

interface Definition {
  readonly drop: string;
  readonly make: string;
}

/**
 * Fills tables without their keys, indexes and references, and makes those again afterwards from their own
 * definitions: sorting once is many times faster than inserting row by row, and the references are checked whole.
 */
export async function withoutIndexes(
  client: Client,
  tables: readonly string[],
  fill: () => Promise<void>,
): Promise<void> {
  const { rows: references } = await client.query<Definition>(REFERENCES, [tables]);
  const { rows: keys } = await client.query<Definition>(KEYS, [tables]);
  const { rows: indexes } = await client.query<Definition>(INDEXES, [tables]);
  for (const { drop } of [...references, ...indexes, ...keys]) {
    await client.query(drop);
  }
  await fill();
  for (const { make } of [...keys, ...indexes, ...references]) {
    await client.query(make);
  }
}

const constraints = (which: string): string => `
  SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
    format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS make
  FROM pg_constraint WHERE ${which} ORDER BY contype, conname`;

const REFERENCES = constraints(
  "contype = 'f' AND (conrelid::regclass::text = ANY ($1) OR confrelid::regclass::text = ANY ($1))",
);
const KEYS = constraints("contype IN ('p', 'u') AND conrelid::regclass::text = ANY ($1)");
const INDEXES = `
  SELECT format('DROP INDEX %s', indexrelid::regclass) AS drop, pg_get_indexdef(indexrelid) AS make
  FROM pg_index WHERE indrelid::regclass::text = ANY ($1)
    AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = indexrelid)`;
