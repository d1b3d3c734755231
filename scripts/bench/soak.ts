import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startEmbeddedPostgres } from '@legate/persistence';
import autocannon from 'autocannon';
import { Client } from 'pg';
import { CONNECTIONS } from './measure.js';
import type { Load } from './measure.js';
import { single, TWO_HOPS, USER_ALONE } from './questions.js';
import { startLegate } from './servers.js';

/** Requests of one slice: RSS is read between them, so it is never that of a burst. */
const SLICE = 20_000;
/** Share of the time that memory may settle in. */
const WARM_UP = 0.25;
/** Most that RSS may grow, by the line fitted to all readings after the warm-up. */
const MAX_MB_A_MINUTE = 1;
const SHIPPED_WITHIN_MS = 600_000;
/** Memory and counts are looked at, not how fresh facts are: a machine that is shared may stand still for a while. */
const PATIENT = { LEGATE_MAX_STALENESS_MS: '600000', LEGATE_MAX_CLOCK_SKEW_MS: '600000' };
const TIMEOUT_S = 600;

interface Reading {
  readonly minute: number;
  readonly megabytes: number;
}

/**
 * The service under full load for so long: memory must not grow, and every answer must be one entry and one row. `rate`
 * bounds the load, answers a second; 0 does not.
 *
 * @returns whether it was so
 */
export async function soak(key: string, minutes: number, rate: number): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'legate-soak-'));
  const postgres = await startEmbeddedPostgres({ dataDir: folder });
  try {
    const server = await startLegate(key, { DATABASE_URL: postgres.url, ...PATIENT });
    try {
      const loads = [USER_ALONE, TWO_HOPS].map((question) => single(server.url, key, question));
      const { answers, readings } = await run(loads, { pid: server.pid, minutes, rate });
      const rows = await untilShipped(postgres.url, answers);
      return print({ minutes, answers, readings, rows });
    } finally {
      await server.stop();
    }
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Soaked {
  readonly answers: number;
  readonly readings: readonly Reading[];
}

async function run(
  loads: readonly Load[],
  { pid, minutes, rate }: { readonly pid: number; readonly minutes: number; readonly rate: number },
): Promise<Soaked> {
  const start = performance.now();
  const minute = (): number => (performance.now() - start) / 60_000;
  const readings: Reading[] = [];
  let answers = 0;
  for (let slice = 0; minute() < minutes; slice += 1) {
    const load = loads[slice % loads.length];
    answers += load === undefined ? 0 : await ask(load, rate);
    readings.push({ minute: minute(), megabytes: await rssOf(pid) });
    if (slice % 20 === 0) {
      const { megabytes } = readings.at(-1) ?? { megabytes: 0 };
      console.log(`${minute().toFixed(1)} min: ${answers} answers, RSS ${megabytes.toFixed(1)} MB`);
    }
  }
  return { answers, readings };
}

/** All of a slice, to the last answer: nothing is under way when it ends. @throws on any wrong answer */
async function ask({ url, headers, body, expectBody }: Load, rate: number): Promise<number> {
  const result = await autocannon({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    connections: CONNECTIONS,
    amount: SLICE,
    timeout: TIMEOUT_S,
    ...(rate > 0 && { overallRate: rate }),
    verifyBody: (text) => String(text).includes(expectBody),
  });
  const wrong = result.errors + result.non2xx + result.mismatches;
  if (wrong > 0 || result['2xx'] !== SLICE) {
    throw new Error(`${wrong} wrong answers, ${result['2xx']} of ${SLICE} at all`);
  }
  return SLICE;
}

/** Resident memory of a process, its threads included, MB. */
async function rssOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

interface Rows {
  readonly decisions: number;
  readonly distinct: number;
  readonly all: number;
  readonly shipped: number;
  readonly waitedMs: number;
}

async function untilShipped(url: string, answers: number): Promise<Rows> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const start = performance.now();
  try {
    for (;;) {
      const counted = await client.query<{ count: number }>(
        `SELECT coalesce(sum(count), 0)::int AS count FROM decision_hours`,
      );
      const waitedMs = performance.now() - start;
      if ((counted.rows[0]?.count ?? 0) >= answers || waitedMs > SHIPPED_WITHIN_MS) {
        const { rows } = await client.query<Omit<Rows, 'waitedMs'>>(COUNT);
        return { ...(rows[0] ?? { decisions: 0, distinct: 0, all: 0, shipped: 0 }), waitedMs };
      }
      await pause(200);
    }
  } finally {
    await client.end();
  }
}

const COUNT = `
  SELECT count(*) FILTER (WHERE kind = 'decision')::int AS decisions,
    count(DISTINCT decision_id) FILTER (WHERE kind = 'decision')::int AS distinct,
    count(*)::int AS all, (SELECT sum(shipped_seq)::int FROM log_writers) AS shipped
  FROM decisions`;

function print({
  minutes,
  answers,
  readings,
  rows,
}: Soaked & { readonly minutes: number; readonly rows: Rows }): boolean {
  const settled = readings.filter(({ minute }) => minute >= minutes * WARM_UP);
  const { slope, error } = fitLine(settled);
  const sizes = settled.map(({ megabytes }) => megabytes);
  const isFlat = slope <= MAX_MB_A_MINUTE;
  const { decisions, distinct, all, shipped, waitedMs } = rows;
  const isWhole = decisions === answers && distinct === answers && all === shipped;
  console.log(
    `\n${answers} answers in ${minutes} min (${(answers / minutes / 60).toFixed(0)}/s)\n` +
      `RSS after ${minutes * WARM_UP} min: ${Math.min(...sizes).toFixed(1)} to ` +
      `${Math.max(...sizes).toFixed(1)} MB in ${settled.length} readings, slope ` +
      `${slope.toFixed(3)} ± ${(2 * error).toFixed(3)} MB/min (bound ${MAX_MB_A_MINUTE}): ` +
      `${isFlat ? 'flat' : 'GROWS'}\n` +
      `${decisions} rows of decisions, ${distinct} different; ${all} rows, ${shipped} entries ` +
      `shipped, ${waitedMs.toFixed(0)} ms after the load: ${isWhole ? 'equal' : 'NOT EQUAL'}`,
  );
  return isFlat && isWhole;
}

/** Least squares. @returns MB a minute, and its standard error */
function fitLine(readings: readonly Reading[]): { readonly slope: number; readonly error: number } {
  const count = readings.length;
  const mean = (of: (reading: Reading) => number): number =>
    readings.reduce((sum, reading) => sum + of(reading), 0) / count;
  const meanX = mean(({ minute }) => minute);
  const meanY = mean(({ megabytes }) => megabytes);
  const spread = count * mean(({ minute }) => (minute - meanX) ** 2);
  const both = count * mean(({ minute, megabytes }) => (minute - meanX) * (megabytes - meanY));
  const slope = both / spread;
  const left =
    count * mean(({ minute, megabytes }) => (megabytes - meanY - slope * (minute - meanX)) ** 2);
  return { slope, error: Math.sqrt(left / (count - 2) / spread) };
}
