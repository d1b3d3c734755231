import type { Client } from 'pg';
import { isoDay } from './partition-days.js';

/** A day that no query sees any more: a table of its own, exported and then dropped. */
export interface SealedDay {
  readonly table: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** From 1; a day whose entries came late is sealed more than once. */
  readonly part: number;
}

/**
 * Takes a day out of `decisions`, without holding up readers and writers of the other days. Nothing is lost when this
 * is interrupted anywhere: `findSealed` and the next call go on from there.
 */
export async function sealDay(client: Client, day: string): Promise<void> {
  const table = `decisions_${day}`;
  const { rows } = await client.query<{ pending: boolean }>(
    `SELECT inhdetachpending AS pending FROM pg_inherits
     WHERE inhparent = 'decisions'::regclass AND inhrelid = to_regclass($1)`,
    [table],
  );
  const [attached] = rows;
  if (attached !== undefined) {
    const how = attached.pending ? 'FINALIZE' : 'CONCURRENTLY';
    await client.query(`ALTER TABLE decisions DETACH PARTITION ${table} ${how}`);
  }
  await client.query(`ALTER TABLE ${table} RENAME TO ${await sealedName(client, day)}`);
}

async function sealedName(client: Client, day: string): Promise<string> {
  const { rows } = await client.query<{ part: string }>(
    'SELECT coalesce(max(part), 0) + 1 AS part FROM log_exports WHERE day = $1::date',
    [isoDay(day)],
  );
  const sealed = (await findSealed(client)).filter((one) => one.day === isoDay(day));
  const part = Math.max(Number(rows[0]?.part ?? 1), ...sealed.map((one) => one.part + 1));
  return `decisions_sealed_${day}_${part}`;
}

/** Days that were taken out and never attached again, or only half way: their tables, by name. */
export async function findDetached(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ day: string }>(`
    SELECT substring(c.relname FROM 11) AS day FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_inherits i ON i.inhrelid = c.oid AND NOT i.inhdetachpending
    WHERE c.relkind = 'r' AND c.relname ~ '^decisions_[0-9]{8}$' AND n.nspname = current_schema()
      AND i.inhrelid IS NULL ORDER BY 1`);
  return rows.map(({ day }) => day);
}

/** Days that wait to be exported. */
export async function findSealed(client: Client): Promise<readonly SealedDay[]> {
  const { rows } = await client.query<{ name: string }>(`
    SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND c.relname ~ '^decisions_sealed_[0-9]{8}_[0-9]+$'
      AND n.nspname = current_schema() ORDER BY 1`);
  return rows.map(({ name }) => {
    const [, , day = '', part = ''] = name.split('_');
    return { table: name, day: isoDay(day), part: Number(part) };
  });
}

/** Drops an exported day and keeps its manifest, both or neither. */
export async function dropSealed(
  client: Client,
  sealed: SealedDay,
  exported: {
    readonly file: string;
    readonly sha256: string;
    readonly entries: number;
    readonly manifest: string;
  },
): Promise<void> {
  const { day, part, table } = sealed;
  const { entries, sha256, file, manifest } = exported;
  await client.query('BEGIN');
  await client.query(
    `INSERT INTO log_exports (day, part, entries, sha256, file, manifest, dropped_at)
     VALUES ($1::date, $2, $3, $4, $5, $6, clock_timestamp())`,
    [day, part, entries, sha256, file, manifest],
  );
  await client.query(`DROP TABLE ${table}`);
  await client.query('COMMIT');
}
