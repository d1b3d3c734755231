import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, startEmbeddedPostgres } from '@legate/persistence';
import { rowsOf } from '../../../test/support/shipping.js';
import { describe, summarise } from '../scale/percentiles.js';
import { ADMIN_KEY, ScaleService } from '../scale/scale-service.js';
import { QUESTIONS } from './questions.js';
import type { LogQuestion } from './questions.js';
import { seedLog } from './seed-log.js';
import { indexesOf } from './show-plan.js';

const RUNS = 20;

export interface QueryOptions {
  readonly entries: number;
  /** A folder to keep the database in, and to find it in. */
  readonly data: string | undefined;
}

/** Asks a log of that many entries over HTTP, each filter with frequent and rare values, and shows by which indexes. */
export async function measureQueries({ entries, data }: QueryOptions): Promise<void> {
  const folder = data ?? (await mkdtemp(join(tmpdir(), 'legate-query-')));
  const postgres = await startEmbeddedPostgres({ dataDir: folder, sharedBuffersMb: 1024 });
  try {
    await migrate({
      url: postgres.url,
      poolSize: 2,
      connectTimeoutMs: 10_000,
      statementTimeoutMs: 0,
      onPoolError: () => undefined,
    });
    await obtainLog(postgres.url, entries);
    const service = await ScaleService.start(postgres.url);
    try {
      await ask(service.url, postgres.url);
    } finally {
      await service.stop();
    }
  } finally {
    await postgres.stop();
    if (data === undefined) {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

async function obtainLog(url: string, entries: number): Promise<void> {
  const [found] = await rowsOf(url, 'SELECT FROM decisions LIMIT 1');
  const began = performance.now();
  if (found === undefined) {
    await seedLog(url, entries, Date.now());
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  const [size] = await rowsOf(
    url,
    `SELECT sum(reltuples)::bigint AS rows, sum(pg_relation_size(oid)) / 2^30 AS heap,
       sum(pg_indexes_size(oid)) / 2^30 AS indexes, count(*)::int AS days
     FROM pg_class WHERE relname ~ '^decisions_[0-9]{8}$'`,
  );
  const gib = (name: string): string => Number(size?.[name]).toFixed(1);
  console.log(
    `${String(size?.['rows'])} entries in ${String(size?.['days'])} days: ${gib('heap')} GiB and ${gib('indexes')} GiB of indexes ` +
      (found === undefined ? `(seeded in ${seconds} s)` : '(was there)'),
  );
}

async function ask(serviceUrl: string, databaseUrl: string): Promise<void> {
  const all: number[] = [];
  for (const question of QUESTIONS) {
    const samples = await time(serviceUrl, question);
    all.push(...samples.ms);
    console.log(
      `${question.name.padEnd(44)}${describe(summarise(samples.ms))}   p95 ${p95(samples.ms)} ms   ` +
        `${String(samples.found)} found   ${await indexesOf(databaseUrl, question)}`,
    );
  }
  console.log(`all: ${describe(summarise(all))}   p95 ${p95(all)} ms`);
}

function p95(samples: readonly number[]): string {
  const sorted = samples.toSorted((a, b) => a - b);
  return (sorted[Math.ceil(sorted.length * 0.95) - 1] ?? NaN).toFixed(1);
}

async function time(
  url: string,
  question: LogQuestion,
): Promise<{ readonly ms: readonly number[]; readonly found: number }> {
  const ms: number[] = [];
  let found = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const query = question.queryOf(run);
    const began = performance.now();
    const response = await fetch(`${url}/admin/v1/decisions?${query}`, {
      headers: { authorization: `Bearer ${ADMIN_KEY}` },
    });
    const text = await response.text();
    ms.push(performance.now() - began);
    if (response.status !== 200) {
      throw new Error(`${query}: ${String(response.status)} ${text.slice(0, 200)}`);
    }
    found = (JSON.parse(text) as { items: readonly unknown[] }).items.length;
  }
  return { ms, found };
}
