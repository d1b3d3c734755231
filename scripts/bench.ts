/**
 * `npm run bench [-- --seconds N]`: the evaluation route beside a bare Fastify route, one after the other on the
 * same core in the same run. `npm run bench -- --import`: an import of 100,000 lines, and how long revocations wait
 * meanwhile. `npm run bench -- --activation`: the longest answer while policies take turns. `npm run bench -- --push`:
 * how long a `git push` of 100 files takes until it decides. `npm run bench -- --runaway`: questions whose evaluation
 * never ends among harmless ones. Starts all it needs on a scratch data folder and removes it.
 *
 * `npm run bench -- --shipping`: how many entries of the decision log a second go from the spool into PostgreSQL, and
 * what that does to the event loop; `--entries` says of how many.
 *
 * `npm run bench -- --query`: how long questions to a decision log of 10 M entries take, and by which indexes;
 * `--entries` says of how many, `--data <folder>` keeps the database there for further runs.
 *
 * `npm run bench -- --soak [minutes]`: the service under load for 20 minutes: whether its memory grows, and whether
 * answers, entries of the log and rows of the database are as many; `--rate` bounds the load.
 *
 * `npm run bench -- --log`: what the decision log costs, against the service without it.
 *
 * `npm run bench -- --replay`: `--decisions` are made in generated worlds that are written to in between, and replayed.
 *
 * `npm run bench -- --scale`: the service on 1 M identities and 5 M grants instead; `--identities`, `--grants`,
 * `--resources`, `--decisions` and `--seed` change what is seeded and asked, `--data <folder>` keeps the database
 * there for further runs, `--parts starts,statement,decisions,writes` picks.
 *
 * `npm run bench -- --runtime`: the policy runtime in this process: what fuel costs, how soon a runaway evaluation is
 * stopped, 40 to 10,000 rules, and the memory over 1,000 reloads; `--parts metering,runaways,rules,reloads` picks.
 */
import { parseArgs } from 'node:util';
import { measureActivations } from './bench/activation.js';
import { measureImports } from './bench/import.js';
import { measureLogCost } from './bench/log-cost.js';
import { measure } from './bench/measure.js';
import type { Measurement } from './bench/measure.js';
import { pinLoadGenerator } from './bench/pinned-process.js';
import { measurePushes } from './bench/policy-push.js';
import { measureQueries } from './bench/query/run-query.js';
import { bareLoad, batch, BATCH_SIZE, single, TWO_HOPS, USER_ALONE } from './bench/questions.js';
import { measureReplay } from './bench/replay.js';
import { measureRunawayQuestions } from './bench/runaway.js';
import { runRuntime, RUNTIME_PARTS } from './bench/runtime/run-runtime.js';
import { runScale, SCALE_PARTS } from './bench/scale/run-scale.js';
import { startBare, startLegate } from './bench/servers.js';
import { measureShipping } from './bench/shipping.js';
import { soak } from './bench/soak.js';

const ADMIN_KEY = `lgt_${'bench'.repeat(8)}`;

interface Row extends Measurement {
  readonly name: string;
}

async function measureBare(seconds: number): Promise<Row> {
  const server = await startBare();
  try {
    return { name: 'bare Fastify route', ...(await measure(bareLoad(server.url), seconds)) };
  } finally {
    await server.stop();
  }
}

async function measureService(seconds: number): Promise<readonly Row[]> {
  const server = await startLegate(ADMIN_KEY);
  try {
    const rows: Row[] = [];
    for (const [name, question] of QUESTIONS) {
      const load = single(server.url, ADMIN_KEY, question);
      rows.push({ name, ...(await measure(load, seconds)) });
    }
    for (const [name, question] of QUESTIONS) {
      const load = batch(server.url, ADMIN_KEY, question);
      rows.push({ name: `${name}, ${BATCH_SIZE} at once`, ...(await measure(load, seconds)) });
    }
    return rows;
  } finally {
    await server.stop();
  }
}

const QUESTIONS = [
  ['Legate, a user alone', USER_ALONE],
  ['Legate, a sub-agent by two grants', TWO_HOPS],
] as const;

function print(rows: readonly Row[], pinned: boolean): void {
  const bare = rows[0]?.requestsPerSecond ?? 1;
  console.log(
    `\n32 connections, keep-alive; ${pinned ? 'server on core 0, load on core 1' : 'not pinned'}; ` +
      'caller key checked, facts from PostgreSQL on the same machine\n',
  );
  for (const { name, requestsPerSecond, p50Ms, p99Ms } of rows) {
    const ratio = (requestsPerSecond / bare).toFixed(3);
    const rate = requestsPerSecond.toFixed(0).padStart(8);
    console.log(`${name.padEnd(36)}${rate} req/s   p50 ${p50Ms} ms   p99 ${p99Ms} ms   x ${ratio}`);
  }
}

const OPTIONS = {
  seconds: { type: 'string', default: '8' },
  import: { type: 'boolean', default: false },
  runtime: { type: 'boolean', default: false },
  log: { type: 'boolean', default: false },
  activation: { type: 'boolean', default: false },
  push: { type: 'boolean', default: false },
  runaway: { type: 'boolean', default: false },
  replay: { type: 'boolean', default: false },
  scale: { type: 'boolean', default: false },
  shipping: { type: 'boolean', default: false },
  query: { type: 'boolean', default: false },
  entries: { type: 'string' },
  soak: { type: 'boolean', default: false },
  rate: { type: 'string', default: '0' },
  seed: { type: 'string', default: '1' },
  identities: { type: 'string', default: '1000000' },
  grants: { type: 'string', default: '5000000' },
  resources: { type: 'string', default: '100000' },
  decisions: { type: 'string', default: '200000' },
  data: { type: 'string' },
  parts: { type: 'string' },
} as const;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
  if (values.soak) {
    pinLoadGenerator();
    const minutes = Number(positionals[0] ?? 20);
    process.exitCode = (await soak(ADMIN_KEY, minutes, Number(values.rate))) ? 0 : 1;
    return;
  }
  if (!(await runSpecial(values))) {
    await runUsual(values);
  }
}

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

/** What needs no figures beside it. @returns whether it was asked for */
async function runSpecial(values: Values): Promise<boolean> {
  if (values.activation) {
    await measureActivations(ADMIN_KEY);
    return true;
  }
  if (values.runaway) {
    await measureRunawayQuestions(ADMIN_KEY);
    return true;
  }
  if (values.replay) {
    const { decisions, seed } = values;
    await measureReplay(ADMIN_KEY, { decisions: Number(decisions), seed: Number(seed) });
    return true;
  }
  if (values.push) {
    await measurePushes(ADMIN_KEY);
    return true;
  }
  if (values.import) {
    await measureImports();
    return true;
  }
  const { parts } = values;
  if (values.runtime) {
    await runRuntime(RUNTIME_PARTS.filter((part) => parts?.split(',').includes(part) ?? true));
    return true;
  }
  return await runOnLog(values);
}

/** Of the decision log in the database. @returns whether it was asked for */
async function runOnLog({ shipping, query, entries, data }: Values): Promise<boolean> {
  if (shipping) {
    await measureShipping(Number(entries ?? 300_000));
  } else if (query) {
    await measureQueries({ entries: Number(entries ?? 10_000_000), data });
  }
  return shipping || query;
}

async function runUsual(values: Values): Promise<void> {
  const { parts } = values;
  const seconds = Number(values.seconds);
  if (values.log) {
    pinLoadGenerator();
    await measureLogCost(ADMIN_KEY, seconds);
    return;
  }
  if (values.scale) {
    await runScale({
      seed: Number(values.seed),
      identities: Number(values.identities),
      grants: Number(values.grants),
      resources: Number(values.resources),
      decisions: Number(values.decisions),
      seconds,
      data: values.data,
      parts: SCALE_PARTS.filter((part) => parts?.split(',').includes(part) ?? true),
    });
    return;
  }
  const pinned = pinLoadGenerator();
  print([await measureBare(seconds), ...(await measureService(seconds))], pinned);
}

void main();
