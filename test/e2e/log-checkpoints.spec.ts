import { createHash } from 'node:crypto';
import { chmod, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import {
  CheckpointFile,
  CheckpointKeys,
  CheckpointUpload,
  readCheckpoint,
  Spool,
  SpoolSettings,
} from '@legate/decision-log';
import type { CheckpointLine } from '@legate/decision-log';
import { makeCheckpointer } from '../support/checkpoints.js';
import { createTestDatabase, execute } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { HttpClient } from '../support/http-client.js';
import { ServiceProcess } from '../support/service-process.js';
import { makeDataDir, rowsOf, RunningShipper, shippingSettings } from '../support/shipping.js';
import type { DataDir } from '../support/shipping.js';

let database: TestDatabase;
let data: DataDir;

beforeEach(async () => {
  database = await createTestDatabase();
  data = await makeDataDir();
});

afterEach(async () => {
  await database.drop();
  await data.remove();
});

async function openSpool(): Promise<Spool> {
  const nothing = (): void => undefined;
  const events = { failed: nothing, recovered: nothing, fault: nothing };
  const settings = new SpoolSettings({
    ...{ path: data.spool, durability: 'process', maxBytes: 1024 ** 3 },
    ...{ segmentBytes: 64 * 1024 ** 2, segmentAgeMs: 60_000 },
  });
  return await Spool.open({ settings, events, now: Date.now }, {});
}

function headOf({ writer, head: { seq, hash } }: Spool): object {
  return { writer, seq, hash: hash.toString('hex') };
}

function read(line: string): CheckpointLine {
  const found = readCheckpoint(line);
  if (found === null) {
    throw new Error(`no checkpoint: ${line}`);
  }
  return found;
}

async function stored(): Promise<CheckpointLine[]> {
  const rows = await rowsOf(database.url, 'SELECT checkpoint FROM log_checkpoints ORDER BY number');
  return rows.map(({ checkpoint }) => read(checkpoint as string));
}

async function linesOf(file: string): Promise<string[]> {
  return (await readFile(file, 'utf8')).split('\n').slice(0, -1);
}

function sha256(line: string | undefined): string {
  return createHash('sha256')
    .update(line ?? '')
    .digest('hex');
}

describe('checkpoints', () => {
  it('name the heads of all writers, are chained, and are in the table, the file and the log', async () => {
    const file = join(data.path, 'outside.ndjson');
    const spools = [await openSpool(), await openSpool()] as const;
    const [first, second] = spools;
    const shipper = await RunningShipper.start(
      shippingSettings(data.path, database.url, { writer: second.writer }),
      () => second.head.seq,
    );
    await shipper.until(({ database: { delivered } }) => delivered === 1);
    const { checkpointer, key } = await makeCheckpointer({
      ...{ databaseUrl: database.url, dataDir: data.path, writer: first },
      sinks: [new CheckpointFile(file)],
    });
    const named = [headOf(first), headOf(second)];
    await checkpointer.makeWhenDue();
    // Only its own mark has come since: that alone is no reason for another one.
    await checkpointer.makeWhenDue();
    await first.mark('recovered', {});
    const later = headOf(first);
    await checkpointer.makeWhenDue();

    const checkpoints = await stored();
    expect(checkpoints.map(({ checkpoint }) => checkpoint)).toMatchObject([
      { number: 1, previous: null, maker: first.writer, keyId: key.id, heads: named },
      { number: 2, previous: sha256(checkpoints[0]?.line), heads: [later, named[1]] },
    ]);
    const keys = CheckpointKeys.parse(key.publicKey);
    expect(checkpoints.map((one) => keys?.verify(one))).toEqual([true, true]);
    expect(await linesOf(file)).toEqual(checkpoints.map(({ line }) => line));
    await checkpointer.close();
    await Promise.all(
      spools.map(async (spool) => {
        await spool.close({});
      }),
    );
    await shipper.stop();
    const marks = (await readFile(join(first.folder, '0000000000000001.seg'), 'latin1')).match(
      /"event":"checkpoint","checkpoint":(\{.*?"signature":"[^"]+"\})/g,
    );
    expect(marks).toEqual(
      checkpoints.map(({ line }) => `"event":"checkpoint","checkpoint":${line}`),
    );
  });

  it('of processes that make them at the same time are one chain', async () => {
    const makers = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const writer = await openSpool();
        const options = { databaseUrl: database.url, dataDir: data.path, writer };
        return { writer, ...(await makeCheckpointer(options)) };
      }),
    );
    await Promise.all(
      makers.map(async ({ writer, checkpointer }) => {
        for (let round = 0; round < 10; round += 1) {
          await writer.mark('recovered', {});
          await checkpointer.makeWhenDue();
        }
      }),
    );
    const checkpoints = await stored();
    expect(checkpoints.map(({ checkpoint }) => checkpoint.number)).toEqual(
      Array.from({ length: 40 }, (_, at) => at + 1),
    );
    expect(checkpoints.map(({ checkpoint }) => checkpoint.previous)).toEqual([
      null,
      ...checkpoints.slice(0, -1).map(({ line }) => sha256(line)),
    ]);
    expect(new Set(checkpoints.map(({ checkpoint }) => checkpoint.maker)).size).toBe(4);
    for (const { writer, checkpointer } of makers) {
      await checkpointer.close();
      await writer.close({});
    }
  });

  it('go to the file alone while the database is away, and the chain goes on afterwards', async () => {
    const file = join(data.path, 'outside.ndjson');
    const writer = await openSpool();
    const options = { dataDir: data.path, writer, sinks: [new CheckpointFile(file)] };
    const here = await makeCheckpointer({ ...options, databaseUrl: database.url });
    await here.checkpointer.makeWhenDue();
    const away = await makeCheckpointer({
      ...options,
      databaseUrl: 'postgresql://nobody@127.0.0.1:9/none',
    });
    const head = headOf(writer);
    await away.checkpointer.makeWhenDue();
    await here.checkpointer.makeWhenDue();
    const found = (await linesOf(file)).map((line) => read(line).checkpoint);
    expect(found).toMatchObject([
      { number: 1 },
      { number: null, previous: null, heads: [head] },
      { number: 2, previous: sha256((await linesOf(file))[0]) },
    ]);
    expect(away.told).toMatchObject([{ event: 'log.checkpoints_failed', destination: 'database' }]);
    await here.checkpointer.close();
    await away.checkpointer.close();
    await writer.close({});
  });

  it('that other processes have made go to the file as well, and it is told when the chain is cut', async () => {
    const file = join(data.path, 'outside.ndjson');
    const [one, other] = [await openSpool(), await openSpool()];
    const options = { databaseUrl: database.url, dataDir: data.path };
    const withFile = await makeCheckpointer({
      ...options,
      ...{ writer: one, sinks: [new CheckpointFile(file)] },
    });
    const without = await makeCheckpointer({ ...options, writer: other });
    await withFile.checkpointer.makeWhenDue();
    for (let round = 0; round < 3; round += 1) {
      await other.mark('recovered', {});
      await without.checkpointer.makeWhenDue();
    }
    await one.mark('recovered', {});
    await withFile.checkpointer.makeWhenDue();
    expect((await linesOf(file)).map((line) => read(line).checkpoint.number)).toEqual([
      1, 2, 3, 4, 5,
    ]);
    await execute(database.url, 'DELETE FROM log_checkpoints WHERE number > 2');
    await one.mark('recovered', {});
    await withFile.checkpointer.makeWhenDue();
    expect((await linesOf(file)).map((line) => read(line).checkpoint.number)).toEqual([
      1, 2, 3, 4, 5, 3,
    ]);
    expect(withFile.told).toEqual([{ event: 'log.checkpoints_lost', known: 5, number: 3 }]);
    for (const { checkpointer } of [withFile, without]) {
      await checkpointer.close();
    }
    await one.close({});
    await other.close({});
  });
});

describe('a receiver of checkpoints', () => {
  let receiver: Server;
  let status = 204;
  const received: string[] = [];

  beforeEach(async () => {
    received.splice(0);
    receiver = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        received.push(`${request.headers.authorization ?? ''} ${Buffer.concat(chunks).toString()}`);
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  });

  afterEach(() => {
    receiver.closeAllConnections();
    receiver.close();
  });

  it('gets each of them, and again what it did not take', async () => {
    const { port } = receiver.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/`;
    const writer = await openSpool();
    const { checkpointer, told } = await makeCheckpointer({
      ...{ databaseUrl: database.url, dataDir: data.path, writer },
      sinks: [new CheckpointUpload({ url, token: 'secret', timeoutMs: 5000 })],
    });
    await checkpointer.makeWhenDue();
    status = 503;
    await writer.mark('recovered', {});
    await checkpointer.makeWhenDue();
    status = 200;
    await writer.mark('recovered', {});
    await checkpointer.makeWhenDue();
    const lines = (await stored()).map(({ line }) => `Bearer secret ${line}`);
    expect(received).toEqual([lines[0], lines[1], lines[1], lines[2]]);
    expect(told.map(({ event }) => event)).toEqual([
      'log.checkpoints_failed',
      'log.checkpoints_recovered',
    ]);
    await checkpointer.close();
    await writer.close({});
  });
});

describe('a process that signs', () => {
  const settings = (): Record<string, string> => ({
    DATABASE_URL: database.url,
    LEGATE_DATA_DIR: data.path,
    LEGATE_PORT: '0',
    LEGATE_LOG_LEVEL: 'warn',
    LEGATE_LOG_CHECKPOINT_FILE: join(data.path, 'outside.ndjson'),
    LEGATE_LOG_CHECKPOINT_MS: '100',
  });

  it('has named its last entry when it has stopped, with the one key of its data folder', async () => {
    const keys = new Set<string>();
    for (let run = 0; run < 2; run += 1) {
      const service = ServiceProcess.start(settings());
      const [, id = ''] = await service.saw(/^ {2}log key +([0-9a-f]{16}), public part in /m);
      keys.add(id);
      const client = new HttpClient(await service.ready(), 'none');
      await client.evaluate({});
      service.signal('SIGTERM');
      expect(await service.exit()).toBe(0);
    }
    expect(keys.size).toBe(1);
    expect((await stat(join(data.path, 'checkpoint-key.pem'))).mode & 0o777).toBe(0o600);
    const lines = await linesOf(join(data.path, 'outside.ndjson'));
    const pem = await readFile(join(data.path, 'checkpoint-key.pub.pem'), 'utf8');
    const trusted = CheckpointKeys.parse(pem);
    expect(lines.map((line) => trusted?.verify(read(line)))).toEqual(lines.map(() => true));
    const heads = lines.flatMap((line) => read(line).checkpoint.heads);
    const writers = await rowsOf(
      database.url,
      `SELECT writer, shipped_seq::int AS seq, encode(shipped_hash, 'hex') AS hash FROM log_writers`,
    );
    expect(writers).toHaveLength(2);
    expect(heads).toEqual(expect.arrayContaining(writers));
  });

  it('does not start with a key that others can read', async () => {
    const first = ServiceProcess.start(settings());
    await first.ready();
    first.signal('SIGTERM');
    await first.exit();
    await chmod(join(data.path, 'checkpoint-key.pem'), 0o644);
    const second = ServiceProcess.start(settings());
    expect(await second.exit()).toBe(1);
    expect(second.text).toContain('checkpoint-key.pem can be read by others');
  });
});
