/**
 * `npm run bench [-- --seconds N]`: the evaluation route beside a bare Fastify route, one after the other on the
 * same core in the same run. `npm run bench -- --import`: an import of 100,000 lines, and how long revocations wait
 * meanwhile. Starts all it needs on a scratch data folder and removes it.
 *
 * `npm run bench -- --scale`: the service on 1 M identities and 5 M grants instead; `--identities`, `--grants`,
 * `--resources`, `--decisions` and `--seed` change what is seeded and asked, `--data <folder>` keeps the database
 * there for further runs, `--parts starts,statement,decisions,writes` picks.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureImports } from './bench/import.js';
import { measure } from './bench/measure.js';
import type { Load, Measurement } from './bench/measure.js';
import { pinLoadGenerator, PinnedProcess } from './bench/pinned-process.js';
import { runScale, SCALE_PARTS } from './bench/scale/run-scale.js';
import { seed } from './bench/seed.js';

const ROOT = join(__dirname, '..');
const ADMIN_KEY = `lgt_${'bench'.repeat(8)}`;

interface Row extends Measurement {
  readonly name: string;
}

async function measureBare(seconds: number): Promise<Row> {
  const script = join(ROOT, 'scripts', 'bench', 'bare-fastify.ts');
  const { process: server, said } = await PinnedProcess.start(
    [process.execPath, '--import', 'tsx', script, '0'],
    process.env,
    /listening (\S+)/,
  );
  try {
    const { body } = USER_ALONE;
    const load = { url: `${said}/access/v1/evaluation`, headers: {}, body };
    return { name: 'bare Fastify route', ...(await measure(load, seconds)) };
  } finally {
    await server.stop();
  }
}

async function measureService(seconds: number): Promise<readonly Row[]> {
  const data = await mkdtemp(join(tmpdir(), 'legate-bench-'));
  const env = {
    ...process.env,
    LEGATE_PORT: '0',
    LEGATE_DATA_DIR: data,
    LEGATE_BOOTSTRAP_ADMIN_KEY: ADMIN_KEY,
  };
  const main = join(ROOT, 'dist', 'apps', 'pdp', 'src', 'main.js');
  const { process: server, said } = await PinnedProcess.start(
    [process.execPath, main],
    env,
    /service +(http\S+)[\s\S]*ready {6}/,
  );
  try {
    await seed(said, ADMIN_KEY);
    const rows: Row[] = [];
    for (const { name, body } of [USER_ALONE, TWO_HOPS]) {
      rows.push({ name, ...(await measure(toLoad(said, body), seconds)) });
    }
    for (const { name, body } of [USER_ALONE, TWO_HOPS]) {
      const load = {
        ...toLoad(said, toBatch(body)),
        ...BATCH,
        url: `${said}/access/v1/evaluations`,
      };
      rows.push({ name: `${name}, ${BATCH_SIZE} at once`, ...(await measure(load, seconds)) });
    }
    return rows;
  } finally {
    await server.stop();
    await rm(data, { recursive: true, force: true });
  }
}

function toLoad(url: string, body: string): Load {
  return {
    url: `${url}/access/v1/evaluation`,
    headers: { authorization: `Bearer ${ADMIN_KEY}` },
    body,
    expectBody: /^\{"decision":true/,
  };
}

const BATCH_SIZE = 20;
const BATCH = { expectBody: /^\{"evaluations":\[\{"decision":true/ };

/** The same question about as many resources, so that no item is the same as another. */
function toBatch(body: string): string {
  const { resource, ...rest } = JSON.parse(body) as { readonly resource: typeof RESOURCE };
  const evaluations = Array.from({ length: BATCH_SIZE }, (_, at) => ({
    resource: { ...resource, id: `${resource.id}/${at}` },
  }));
  return JSON.stringify({ ...rest, evaluations });
}

const RESOURCE = { type: 'record', id: 'crm/accounts/17' };
const USER_ALONE = {
  name: 'Legate, a user alone',
  body: JSON.stringify({
    subject: { type: 'user', id: 'alice' },
    action: { name: 'read' },
    resource: RESOURCE,
  }),
};
const TWO_HOPS = {
  name: 'Legate, a sub-agent by two grants',
  body: JSON.stringify({
    subject: { type: 'user', id: 'alice', properties: { act: { sub: 'sub-agent' } } },
    action: { name: 'read' },
    resource: RESOURCE,
  }),
};

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
  scale: { type: 'boolean', default: false },
  seed: { type: 'string', default: '1' },
  identities: { type: 'string', default: '1000000' },
  grants: { type: 'string', default: '5000000' },
  resources: { type: 'string', default: '100000' },
  decisions: { type: 'string', default: '200000' },
  data: { type: 'string' },
  parts: { type: 'string', default: SCALE_PARTS.join() },
} as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.import) {
    await measureImports();
    return;
  }
  const seconds = Number(values.seconds);
  if (values.scale) {
    await runScale({
      seed: Number(values.seed),
      identities: Number(values.identities),
      grants: Number(values.grants),
      resources: Number(values.resources),
      decisions: Number(values.decisions),
      seconds,
      data: values.data,
      parts: SCALE_PARTS.filter((part) => values.parts.split(',').includes(part)),
    });
    return;
  }
  const pinned = pinLoadGenerator();
  print([await measureBare(seconds), ...(await measureService(seconds))], pinned);
}

void main();
