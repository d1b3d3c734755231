/**
 * `npm run bench:peers [-- --seconds N --rounds N]`: the evaluation route beside a bare Fastify route, `opa run
 * --server` with its decision log and Cerbos over HTTP with its audit log, all in one run: the servers on core 0, the
 * load on core 1. docs/performance.md says what is asked of each. Starts all it needs, fetches OPA and Cerbos into
 * the cache folder when they are not there, and leaves nothing running.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CONNECTIONS } from './bench/measure.js';
import { startCerbos } from './bench/peers/cerbos.js';
import { bytesLogged, checkAnswers } from './bench/peers/check-answers.js';
import { startOpa } from './bench/peers/opa.js';
import type { Peer } from './bench/peers/peer.js';
import { aims, table } from './bench/peers/report.js';
import type { Rows } from './bench/peers/report.js';
import { measureInRounds } from './bench/peers/rounds.js';
import type { Target } from './bench/peers/rounds.js';
import { pinLoadGenerator } from './bench/pinned-process.js';
import { bareLoad, batch, BATCH_SIZE, single, TWO_HOPS, USER_ALONE } from './bench/questions.js';
import { startBare, startLegate } from './bench/servers.js';
import type { Server } from './bench/servers.js';
import { hasWrk } from './bench/wrk.js';

const ADMIN_KEY = `lgt_${'peers'.repeat(8)}`;

const OPTIONS = {
  seconds: { type: 'string', default: '4' },
  rounds: { type: 'string', default: '3' },
} as const;

function asPeer(server: Server): Peer {
  return {
    ...server,
    name: 'Legate',
    ask: (question) => single(server.url, ADMIN_KEY, question),
    denial: '{"decision":false',
  };
}

/** What is measured, in the order in which the rows are named. */
function targetsOf(
  bare: Server,
  legate: Peer,
  peers: readonly [forgetful: Peer, opa: Peer, cerbos: Peer],
): Record<keyof Rows, Target> {
  const [forgetful, opa, cerbos] = peers;
  const one = (peer: Peer, what: string, question: typeof USER_ALONE): Target => ({
    name: `${peer.name}, ${what}`,
    pid: peer.pid,
    load: peer.ask(question),
    decisions: 1,
  });
  const many = (what: string, question: typeof USER_ALONE): Target => ({
    name: `${legate.name}, ${what}, ${BATCH_SIZE} at once`,
    pid: legate.pid,
    load: batch(legate.url, ADMIN_KEY, question),
    decisions: BATCH_SIZE,
  });
  return {
    bare: { name: 'bare Fastify route', pid: bare.pid, load: bareLoad(bare.url), decisions: 1 },
    legate: one(legate, 'two grants', TWO_HOPS),
    forgetful: one(forgetful, 'two grants', TWO_HOPS),
    opa: one(opa, 'two grants', TWO_HOPS),
    cerbos: one(cerbos, 'two grants', TWO_HOPS),
    batch: many('two grants', TWO_HOPS),
    legateAlone: one(legate, 'user alone', USER_ALONE),
    opaAlone: one(opa, 'user alone', USER_ALONE),
    cerbosAlone: one(cerbos, 'user alone', USER_ALONE),
    batchAlone: many('user alone', USER_ALONE),
  };
}

/** Starts all, measures and prints; `started` holds what has to be stopped. */
async function run(scratch: string, started: Server[]): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  const keep = <T extends Server>(server: T): T => {
    started.push(server);
    return server;
  };
  const isPinned = pinLoadGenerator();
  const bare = keep(await startBare());
  const legate = asPeer(keep(await startLegate(ADMIN_KEY)));
  const settings = { LEGATE_POLICY_REMEMBERED_OUTCOMES: '0' };
  const forgetful = {
    ...asPeer(keep(await startLegate(ADMIN_KEY, settings))),
    name: 'Legate, nothing remembered',
  };
  const opa = keep(await startOpa(scratch));
  const cerbos = keep(await startCerbos(scratch));
  for (const peer of [legate, forgetful, opa, cerbos]) {
    await checkAnswers(peer);
  }
  const targets = targetsOf(bare, legate, [forgetful, opa, cerbos]);
  const names = Object.keys(targets) as (keyof Rows)[];
  const measured = await measureInRounds(
    names.map((name) => targets[name]),
    Number(values.rounds),
    Number(values.seconds),
  );
  const rows = Object.fromEntries(names.map((name, at) => [name, measured[at]])) as unknown as Rows;
  const mib = (peer: Peer): string => `${(bytesLogged(peer) / 2 ** 20).toFixed(0)} MiB`;
  console.log(
    `\n${CONNECTIONS} connections, keep-alive, load by ${hasWrk() ? 'wrk' : 'autocannon'}; ` +
      `${isPinned ? 'servers on core 0, load on core 1' : 'not pinned'}; ` +
      `medians of ${values.rounds} rounds of ${values.seconds} s; ` +
      `logged: OPA ${mib(opa)}, Cerbos ${mib(cerbos)}\n\n${table(rows)}\n\n${aims(rows).join('\n')}`,
  );
}

async function main(): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'legate-bench-peers-'));
  const started: Server[] = [];
  const stop = async (): Promise<void> => {
    for (const server of started.reverse()) {
      await server.stop();
    }
    await rm(scratch, { recursive: true, force: true });
  };
  let stopping: Promise<void> | undefined;
  // Once, whether all is measured, something fails or a signal comes: the later waits for the earlier.
  const stopAll = async (): Promise<void> => {
    stopping ??= stop();
    await stopping;
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void stopAll().finally(() => process.exit(1));
    });
  }
  try {
    await run(scratch, started);
  } finally {
    await stopAll();
  }
}

void main();
