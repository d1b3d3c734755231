import { cpus, loadavg } from 'node:os';
import type { Company } from './company.js';
import { withoutNotifications } from './lost-notifications.js';
import { measureCached } from './measure-cached.js';
import { measureRevocation } from './measure-revocation.js';
import { measureStatement } from './measure-statement.js';
import { measureUncached, measureUncachedBeside } from './measure-uncached.js';
import { measureWrites } from './measure-writes.js';
import { obtainDatabase } from './obtain-database.js';
import type { SeededDatabase } from './obtain-database.js';
import { describe, summarise } from './percentiles.js';
import { ScaleService } from './scale-service.js';

export interface ScaleOptions {
  readonly seed: number;
  readonly identities: number;
  readonly grants: number;
  readonly resources: number;
  /** Distinct uncached decisions before the memory is read again. */
  readonly decisions: number;
  /** Seconds of each row of the cached measurement. */
  readonly seconds: number;
  /** A folder to keep the database in, and to find it in. */
  readonly data: string | undefined;
  /** What to measure. */
  readonly parts: readonly ScalePart[];
}

const MEASURES = {
  starts: measureStarts,
  statement: measureStatements,
  decisions: measureDecisions,
  writes: measureGrantWrites,
};
export type ScalePart = keyof typeof MEASURES;
export const SCALE_PARTS = Object.keys(MEASURES) as readonly ScalePart[];

/** Midnight: with the same seed the same company all day, and no grant is older or younger than it says by much. */
function today(): number {
  return Math.floor(Date.now() / 86_400_000) * 86_400_000;
}

/** Seeds a database of the size, runs the service on it, and prints each figure. */
export async function runScale(options: ScaleOptions): Promise<void> {
  const [cpu] = cpus();
  say('machine', `${cpus().length} x ${cpu?.model ?? '?'}, Node ${process.version}`);
  const database = await obtainDatabase({ ...options, now: today() }, options.data);
  try {
    const { identities, grants } = options;
    const took = database.seedingMs === null ? 'was there' : `${toSeconds(database.seedingMs)} s`;
    say('seeding', `${identities} identities, ${grants} grants: ${took}`);
    for (const part of options.parts) {
      await MEASURES[part](database, options);
    }
  } finally {
    await database.close();
  }
}

async function measureStarts({ url }: SeededDatabase): Promise<void> {
  const samples: number[] = [];
  let memory = 0;
  for (let run = 0; run < 5; run += 1) {
    const service = await ScaleService.start(url);
    samples.push(service.readyMs);
    memory = Math.max(memory, (await service.memory()).now);
    await service.stop();
  }
  const { p50Ms, maxMs } = summarise(samples);
  say('start to ready', `median ${p50Ms.toFixed(0)} ms   max ${maxMs.toFixed(0)} ms   (5)`);
  say('RSS when ready', `${memory.toFixed(0)} MiB`);
}

async function measureStatements({ url, company }: SeededDatabase): Promise<void> {
  for (const mode of ['force_generic_plan', 'force_custom_plan'] as const) {
    const { planningMs, executionMs } = await measureStatement(url, company, mode);
    say(`statement, chain of 8, ${mode.split('_')[1] ?? ''}`, describe(executionMs));
    say('   planning', describe(planningMs));
  }
}

async function measureDecisions(
  { url, company }: SeededDatabase,
  { decisions, seconds }: ScaleOptions,
): Promise<void> {
  const service = await ScaleService.start(url);
  try {
    const part = Math.floor(decisions / 10);
    const warmUp = { from: 0, count: Math.floor(part / 4), connections: 4 };
    await measureUncached(service.url, company, warmUp);
    let from = warmUp.count;
    const urls = { service: service.url, database: url };
    for (let run = 0; run < 3; run += 1, from += Math.floor(part / 3)) {
      await measureInTurns(urls, company, { from, count: Math.floor(part / 3) });
    }
    for (const [count, connections] of [
      [part, 1],
      [part, 8],
      [decisions - 3 * part - warmUp.count, 8],
    ] as const) {
      const run = await measureUncached(service.url, company, { from, count, connections });
      from += count;
      say(`uncached, ${connections} connections`, describe(run.latency));
      say('', `${run.perSecond.toFixed(0)} /s, ${run.permits} permits`);
    }
    const { now, peak } = await service.memory();
    say(`RSS after ${from} decisions`, `${now.toFixed(0)} MiB, at most ${peak.toFixed(0)} MiB`);
    const { oneUs, eightUs } = await measureCached(service.url, company, seconds);
    const ratio = (eightUs / oneUs).toFixed(2);
    say('cached, 1 and 8 grants', `${oneUs.toFixed(0)} µs, ${eightUs.toFixed(0)} µs: x ${ratio}`);
  } finally {
    await service.stop();
  }
}

async function measureInTurns(
  urls: { readonly service: string; readonly database: string },
  company: Company,
  stretch: { readonly from: number; readonly count: number },
): Promise<void> {
  const { decision, live, oneRow } = await measureUncachedBeside(urls, company, stretch);
  say('uncached, one connection', describe(decision));
  say('   in turns with: GET /health/live', describe(live));
  say('   in turns with: one row by its key', describe(oneRow));
}

async function withTwoProcesses(
  url: string,
  work: (one: ScaleService, other: ScaleService) => Promise<void>,
): Promise<void> {
  const started = await Promise.all([ScaleService.start(url), ScaleService.start(url)]);
  try {
    await work(...started);
  } finally {
    await Promise.all(
      started.map(async (service) => {
        await service.stop();
      }),
    );
  }
}

async function measureGrantWrites({ url, company }: SeededDatabase): Promise<void> {
  await withTwoProcesses(url, async (one, other) => {
    const { root, child } = await measureWrites(one.url, company, 500);
    say('write of a root grant', describe(root));
    say('write of a 7th grant', describe(child));
    await measureRevokes('revoke to effect', company, { one, other, from: 0, count: 200 });
  });
  await withoutNotifications(url, async () => {
    await withTwoProcesses(url, async (one, other) => {
      const name = 'revoke, notifications lost';
      await measureRevokes(name, company, { one, other, from: 1, count: 100 });
    });
  });
}

async function measureRevokes(
  name: string,
  company: Company,
  { one, other, ...run }: { one: ScaleService; other: ScaleService; from: number; count: number },
): Promise<void> {
  const urls = { writer: one.url, reader: other.url };
  const { sinceSent, sinceAnswered } = await measureRevocation(urls, company, run);
  say(`${name}, since sent`, describe(sinceSent));
  say(`${name}, since answered`, describe(sinceAnswered));
}

function say(what: string, figure: string): void {
  const load = loadavg()[0]?.toFixed(1) ?? '';
  console.log(`${what.padEnd(42)} ${figure}   [load ${load}]`);
}

function toSeconds(ms: number): string {
  return (ms / 1000).toFixed(0);
}
