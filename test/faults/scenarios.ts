import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { TcpProxy } from '../support/tcp-proxy.js';
import { MAX_STALENESS_MS } from './fault-world.js';
import type { FaultWorld } from './fault-world.js';
import { SilentSink } from './silent-sink.js';

/** Breaks something under load, and heals it. What is found wrong at once is pushed into `world.ledger.broken`. */
export type Scenario = (world: FaultWorld, rounds: number) => Promise<void>;

/** Beyond the bound, and a poll that was under way. */
const STALE_AFTER_MS = MAX_STALENESS_MS + 500;

/** kill -9 of the service at a random moment, time and again, in turn with each durability. */
export const killService: Scenario = async (world, rounds) => {
  for (let round = 0; round < rounds; round += 1) {
    await world.start({ LEGATE_LOG_DURABILITY: round % 2 === 0 ? 'process' : 'disk' });
    const load = world.load();
    await world.answers(50);
    await pause(Math.random() * 500);
    await world.killService();
    await load.stop();
  }
};

/** kill -9 of PostgreSQL, away for longer than facts may be old, and its restart. */
export const killPostgres: Scenario = async (world, rounds) => {
  await world.start();
  const load = world.load();
  for (let round = 0; round < rounds; round += 1) {
    await world.answers(50);
    await world.killPostgres();
    await noPermitsUntil(world, async () => {
      await pause(1500);
    });
    await world.startPostgres();
    await world.untilReady();
    await morePermits(world);
  }
  await load.stop();
};

/** The database's connections are open and say nothing, old and new ones; then all of them are cut. */
export const halfOpenDatabase: Scenario = async (world, rounds) => {
  await world.start();
  const load = world.load();
  for (let round = 0; round < rounds; round += 1) {
    await world.answers(50);
    world.proxy.freeze();
    await noPermitsUntil(world, async () => {
      await pause(1500);
    });
    world.proxy.cut();
    world.proxy.heal();
    await world.untilReady();
    await morePermits(world);
  }
  await load.stop();
};

/** Clients whose connections say nothing any more in the middle of answers, and are cut. */
export const halfOpenClients: Scenario = async (world, rounds) => {
  await world.start();
  const front = await TcpProxy.before(world.serviceUrl);
  const load = world.load(front.url.replace(/\/$/, ''));
  for (let round = 0; round < rounds; round += 1) {
    await world.answers(50);
    front.freezeOpen();
    await pause(200);
    front.cut();
    await pause(100);
    front.heal();
  }
  await world.answers(50);
  // So short a run may not have come to a write yet.
  await morePermits(world);
  await world.until(() => world.ledger.written.length > 0);
  await load.stop();
  await front.close();
};

/** A full disk under the spool: denies, and no admin write, until there is room. */
export const fullDisk: Scenario = async (world, rounds) => {
  await mkdir(world.spool, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', world.spool]);
  try {
    await world.start();
    const load = world.load();
    for (let round = 0; round < rounds; round += 1) {
      await world.answers(50);
      const filler = new Filler(join(world.spool, 'filler'));
      const before = world.ledger.unrecorded;
      await world.until(() => world.ledger.unrecorded > before + 20);
      await filler.remove();
      await world.untilReady();
      await morePermits(world);
    }
    await load.stop();
    await world.stopService();
    // The table has all of it now; the check starts on an ordinary disk.
  } finally {
    await world.stopService();
    execFileSync('umount', [world.spool]);
  }
};

/** Whether a disk can be mounted here. */
export function mayMount(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'true'], { stdio: 'ignore' });
    return process.getuid?.() === 0;
  } catch {
    return false;
  }
}

/** A sink that takes uploads and never answers, and that nobody demands: decisions do not feel it. */
export const hangingSink: Scenario = async (world) => {
  await withSink(world, 'hang', {}, async (sink) => {
    await world.answers(3000);
    await world.until(() => sink.received > 0);
    if (world.ledger.unrecorded > 0) {
      world.ledger.broken.push('a sink that nobody demands has held up decisions');
    }
  });
};

/** One that is demanded and answers 500: the spool fills, then decisions are denied; all arrives once it works. */
export const failingSink: Scenario = async (world) => {
  const settings = {
    LEGATE_LOG_SINKS_REQUIRED: 'opa',
    LEGATE_LOG_SPOOL_MAX_BYTES: String(1024 ** 2),
    LEGATE_LOG_SEGMENT_BYTES: String(64 * 1024),
  };
  await withSink(world, 'fail', settings, async (sink) => {
    await world.until(() => world.ledger.unrecorded > 20);
    sink.mode = 'take';
    await world.untilReady();
    await morePermits(world);
    const all = new Set(world.ledger.answered);
    await world.until(() => [...all].every((id) => sink.ids.has(id)));
  });
};

async function withSink(
  world: FaultWorld,
  mode: SilentSink['mode'],
  settings: Readonly<Record<string, string>>,
  work: (sink: SilentSink) => Promise<void>,
): Promise<void> {
  const sink = await SilentSink.start(mode);
  await world.start({
    LEGATE_LOG_UPLOAD_URL: sink.url,
    LEGATE_LOG_SHIP_TIMEOUT_MS: '1000',
    ...settings,
  });
  const load = world.load();
  try {
    await work(sink);
  } finally {
    await load.stop();
    await sink.close();
    await world.stopService();
  }
}

/** From when facts are too old until `healed` resolves nobody may be permitted. */
async function noPermitsUntil(world: FaultWorld, healed: () => Promise<void>): Promise<void> {
  await pause(STALE_AFTER_MS);
  const from = performance.now();
  await healed();
  const permits = world.ledger.permitsIn(from, performance.now());
  if (permits > 0) {
    world.ledger.broken.push(`${permits} permits on facts that are too old`);
  }
}

async function morePermits(world: FaultWorld): Promise<void> {
  const before = world.ledger.permitted;
  await world.until(() => world.ledger.permitted > before + 20);
}

/** Takes all the room there is, and what becomes free. */
class Filler {
  private isOver = false;
  private readonly filling: Promise<void>;

  constructor(private readonly file: string) {
    this.filling = this.fill();
  }

  async remove(): Promise<void> {
    this.isOver = true;
    await this.filling;
    await rm(this.file, { force: true });
  }

  private async fill(): Promise<void> {
    const bytes = Buffer.alloc(4096);
    while (!this.isOver) {
      await writeFile(this.file, bytes, { flag: 'a' }).catch(async () => {
        await pause(5);
      });
    }
  }
}
