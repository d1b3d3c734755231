import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeApiKey } from '@legate/callers';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { HttpClient } from '../support/http-client.js';
import { startService } from '../support/running-service.js';
import { makeDataFolder, ServiceProcess } from '../support/service-process.js';
import type { DataFolder, Settings } from '../support/service-process.js';
import { rowsOf } from '../support/shipping.js';

const QUESTION = {
  subject: { type: 'user', id: 'alice' },
  action: { name: 'read' },
  resource: { type: 'record', id: '1' },
};

describe('a service that ships', () => {
  it('has each answered decision in the table, as its exact entry, chained to the one before', async () => {
    const service = await startService({ shipping: {} });
    const { admin, database, shipper, spool } = service;
    await admin.put('/admin/v1/identities/user/alice', { attributes: { roles: ['viewer'] } });
    const answers = await Promise.all(
      Array.from({ length: 50 }, async () => (await admin.evaluate(QUESTION)).body),
    );
    await shipper?.until(({ database: { delivered } }) => delivered >= spool.head.seq);
    const rows = await rowsOf(
      database.url,
      `SELECT seq::int, kind, decision_id AS id, decision, entry, hash FROM decisions
       WHERE writer = '${spool.writer}' ORDER BY seq`,
    );
    const decided = rows.filter(({ kind }) => kind === 'decision');
    expect(new Set(decided.map(({ id }) => id))).toEqual(
      new Set(answers.map(({ context }) => context.evaluation_id)),
    );
    let previous = Buffer.alloc(32);
    for (const [at, { seq, entry, hash }] of rows.entries()) {
      previous = createHash('sha256')
        .update(previous)
        .update(entry as string)
        .digest();
      expect({ seq, hash }).toEqual({ seq: at + 1, hash: previous });
    }
    await service.stop();
  });
});

describe('processes that ship', () => {
  let database: TestDatabase;
  let data: DataFolder;
  const key = makeApiKey();
  const running: ServiceProcess[] = [];

  beforeEach(async () => {
    database = await createTestDatabase();
    data = await makeDataFolder();
  });

  afterEach(async () => {
    await Promise.all(
      running.splice(0).map(async (service) => {
        await service.stop();
      }),
    );
    await database.drop();
    await data.remove();
  });

  async function start(settings: Settings = {}): Promise<[ServiceProcess, HttpClient]> {
    const service = ServiceProcess.start({
      DATABASE_URL: database.url,
      LEGATE_DATA_DIR: data.path,
      LEGATE_BOOTSTRAP_ADMIN_KEY: key,
      LEGATE_PORT: '0',
      LEGATE_LOG_LEVEL: 'warn',
      LEGATE_LOG_SHIP_POLL_MS: '10',
      ...settings,
    });
    running.push(service);
    return [service, new HttpClient(await service.ready(), key)];
  }

  async function ask(client: HttpClient, count: number): Promise<string[]> {
    const ids: string[] = [];
    for (let left = count; left > 0; left -= 25) {
      const asked = Array.from({ length: Math.min(left, 25) }, async () => {
        const { status, body } = await client.evaluate(QUESTION);
        return status === 200 ? body.context.evaluation_id : '';
      });
      ids.push(...(await Promise.all(asked)));
    }
    return ids;
  }

  async function storedIds(): Promise<unknown[]> {
    const rows = await rowsOf(
      database.url,
      `SELECT decision_id AS id FROM decisions WHERE kind = 'decision'`,
    );
    return rows.map(({ id }) => id).sort();
  }

  it('have all of it in the database, and nothing in the spool, when they have stopped', async () => {
    const [service, client] = await start({ LEGATE_LOG_SHIP_POLL_MS: '60000' });
    const ids = await ask(client, 100);
    service.signal('SIGTERM');
    expect(await service.exit()).toBe(0);
    expect(await storedIds()).toEqual(ids.sort());
    expect(await readdir(join(data.path, 'spool'))).toEqual([]);
    const [writer] = await rowsOf(
      database.url,
      'SELECT stopped_at IS NOT NULL AS stopped, shipped_seq::int AS seq FROM log_writers',
    );
    // Its start, the decisions, its stop; admin writes and checkpoints come on top.
    expect(writer).toMatchObject({ stopped: true });
    expect(writer?.['seq']).toBeGreaterThanOrEqual(102);
  });

  it('lose nothing and repeat nothing when they are killed while they ship, time and again', async () => {
    const ids: string[] = [];
    for (let round = 0; round < 4; round += 1) {
      // Every batch is small: some are shipped, some not, one is under way.
      const [service, client] = await start({ LEGATE_LOG_SHIP_BATCH: '7' });
      ids.push(...(await ask(client, 150)));
      service.signalGroup('SIGKILL');
      await service.exit();
    }
    const [service] = await start();
    service.signal('SIGTERM');
    expect(await service.exit()).toBe(0);
    expect(await storedIds()).toEqual(ids.sort());
    expect(await readdir(join(data.path, 'spool'))).toEqual([]);
    const [counted] = await rowsOf(
      database.url,
      'SELECT sum(count)::int AS count FROM decision_hours',
    );
    expect(counted).toEqual({ count: ids.length });
  });

  it('may be two on one database and one data folder, each with its own writer', async () => {
    const [[first, one], [second, other]] = await Promise.all([start(), start()]);
    const ids = (await Promise.all([ask(one, 200), ask(other, 200)])).flat();
    first.signalGroup('SIGKILL');
    await first.exit();
    ids.push(...(await ask(other, 20)));
    second.signal('SIGTERM');
    expect(await second.exit()).toBe(0);
    // What the killed one has left is taken over by the next that looks.
    const [third] = await start();
    third.signal('SIGTERM');
    await third.exit();
    expect(await storedIds()).toEqual(ids.sort());
  });

  it('refuse to start with a sink that is required and not configured', async () => {
    const service = ServiceProcess.start({
      DATABASE_URL: database.url,
      LEGATE_DATA_DIR: data.path,
      LEGATE_PORT: '0',
      LEGATE_LOG_SINKS_REQUIRED: 'opa,file',
      LEGATE_LOG_FILE: join(data.path, 'log.ndjson'),
    });
    running.push(service);
    expect(await service.exit()).toBe(1);
    expect(service.text).toContain('LEGATE_LOG_SINKS_REQUIRED: opa is not configured');
  });
});
