import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { ShippingThread } from '@legate/decision-log';
import { migrate, startEmbeddedPostgres } from '@legate/persistence';
import { OperationalLog } from '@legate/platform';
import { rowsOf, shippingSettings } from '../../test/support/shipping.js';
import { SpoolFiles } from '../../test/support/spool-files.js';
import { measureVerifyDatabase, measureVerifySpool } from './verify.js';

const PER_SEGMENT = 20_000;
const LOOK_MS = 20;
const MIB = 1024 * 1024;
const BEGAN = Date.parse('2026-11-01T10:00:00Z');
const DAY_MS = 86_400_000;

/** Fills a spool, then ships it into a durable PostgreSQL of its own with the thread that the service uses. */
export async function measureShipping(entries: number): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'legate-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir: data });
  try {
    await migrate({
      url: postgres.url,
      poolSize: 2,
      connectTimeoutMs: 10_000,
      statementTimeoutMs: 0,
      onPoolError: () => undefined,
    });
    for (const round of [1, 2, 3]) {
      await measureRound(data, postgres.url, { entries, round });
    }
    await measureVerifyDatabase(data, postgres.url);
    const [size] = await rowsOf(
      postgres.url,
      `SELECT sum(pg_relation_size(relid))::bigint AS heap, sum(pg_indexes_size(relid))::bigint AS indexes,
         (SELECT count(*) FROM decisions)::int AS rows
       FROM pg_partition_tree('decisions') WHERE isleaf`,
    );
    const rows = Number(size?.['rows']);
    const each = (name: string): string => (Number(size?.[name]) / rows).toFixed(0);
    console.log(`${rows} rows: ${each('heap')} bytes each, and ${each('indexes')} of indexes`);
  } finally {
    await postgres.stop();
    await rm(data, { recursive: true, force: true });
  }
}

async function measureRound(
  data: string,
  url: string,
  { entries, round }: { readonly entries: number; readonly round: number },
): Promise<void> {
  const spool = join(data, 'spool');
  const files = new SpoolFiles({
    spool,
    entriesPerSegment: PER_SEGMENT,
    isForgetful: true,
    // As many a second as are to be kept up with.
    describe: (seq) => ({ at: new Date(BEGAN + round * DAY_MS + seq / 10).toISOString() }),
  });
  for (let written = 0; written < entries; written += PER_SEGMENT) {
    await files.add(Math.min(PER_SEGMENT, entries - written));
  }
  const ended = JSON.stringify({ host: '', pid: 0, hasEnded: true });
  await writeFile(join(files.folder, 'owner.json'), ended);
  await measureVerifySpool(data);
  const settings = shippingSettings(data, url, { pollMs: 100 });
  const thread = new ShippingThread(settings, new OperationalLog('warn'), () => 0);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const cpu = process.cpuUsage();
  const began = performance.now();
  thread.start();
  let bytes = 0;
  while (thread.read().database.delivered < entries) {
    bytes = Math.max(bytes, thread.read().spoolBytes);
    await sleep(LOOK_MS);
  }
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  delay.disable();
  console.log(
    `round ${round}: ${entries} entries (${(bytes / MIB).toFixed(0)} MiB) in ${seconds.toFixed(1)} s: ` +
      `${(entries / seconds).toFixed(0)} rows/s; this process ${((user + system) / 1e4 / seconds).toFixed(0)} % of a core; ` +
      `event loop p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms, longest ${(delay.max / 1e6).toFixed(1)} ms`,
  );
  await thread.close();
}
