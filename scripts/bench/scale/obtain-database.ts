import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@legate/persistence';
import type { EmbeddedPostgres } from '@legate/persistence';
import { Client } from 'pg';
import { Company } from './company.js';
import type { CompanySize } from './company.js';
import { seedDatabase } from './seed-database.js';

export interface SeededDatabase {
  readonly url: string;
  readonly company: Company;
  /** Null when the folder held the company already. */
  readonly seedingMs: number | null;
  close(): Promise<void>;
}

/**
 * A PostgreSQL that holds the company. In a scratch folder that is removed at the end, or in one that is kept, where
 * a later run finds it.
 */
export async function obtainDatabase(
  size: CompanySize,
  keptFolder: string | undefined,
): Promise<SeededDatabase> {
  const folder = keptFolder ?? (await mkdtemp(join(tmpdir(), 'legate-scale-')));
  const server = await startEmbeddedPostgres({ dataDir: folder, sharedBuffersMb: 6144 });
  const close = async (): Promise<void> => {
    await server.stop();
    if (keptFolder === undefined) {
      await rm(folder, { recursive: true, force: true });
    }
  };
  try {
    const company = new Company(size);
    const found = await countGrants(server.url);
    const began = performance.now();
    if (found === 0) {
      await seedDatabase(server.url, company);
    }
    await warm(server, folder);
    const seedingMs = found === 0 ? performance.now() - began : null;
    return { url: server.url, company, seedingMs, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Reads the whole database into PostgreSQL's memory, where that of a service at work is. */
async function warm({ port }: EmbeddedPostgres, folder: string): Promise<void> {
  const password = (await readFile(join(folder, 'postgres.password'), 'utf8')).trim();
  const login = { host: '127.0.0.1', port, user: 'postgres', password, database: 'legate' };
  const client = new Client(login);
  await client.connect();
  try {
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_prewarm');
    await client.query(
      `SELECT sum(pg_prewarm(c.oid)) FROM pg_class c
       WHERE c.relkind IN ('r', 'i') AND c.relnamespace = 'public'::regnamespace`,
    );
  } finally {
    await client.end();
  }
}

async function countGrants(url: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ found: boolean }>(
      "SELECT to_regclass('grants') IS NOT NULL AS found",
    );
    if (rows[0]?.found !== true) {
      return 0;
    }
    const { rows: counted } = await client.query<{ some: number }>(
      'SELECT count(*)::int AS some FROM (SELECT FROM grants LIMIT 1) one',
    );
    return counted[0]?.some ?? 0;
  } finally {
    await client.end();
  }
}
