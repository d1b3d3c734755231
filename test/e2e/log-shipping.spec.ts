import { randomUUID } from 'node:crypto';
import { readdir, readFile, truncate, unlink, writeFile } from 'node:fs/promises';
import { columnText, FRAME_HEAD_BYTES, toColumns } from '@legate/decision-log';
import { createTestDatabase, execute } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { makeDataDir, rowsOf, RunningShipper, shippingSettings } from '../support/shipping.js';
import type { DataDir, ShippingOverrides } from '../support/shipping.js';
import { SpoolFiles } from '../support/spool-files.js';
import { TcpProxy } from '../support/tcp-proxy.js';

let database: TestDatabase;
let data: DataDir;
const shippers: RunningShipper[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  data = await makeDataDir();
});

afterEach(async () => {
  await Promise.all(
    shippers.splice(0).map(async (shipper) => {
      await shipper.stop();
    }),
  );
  await database.drop();
  await data.remove();
});

async function ship(
  overrides: ShippingOverrides = {},
  url = database.url,
): Promise<RunningShipper> {
  const shipper = await RunningShipper.start(shippingSettings(data.path, url, overrides));
  shippers.push(shipper);
  return shipper;
}

/** A writer whose process has ended: its folder says so. */
async function deadWriter(
  options: Partial<ConstructorParameters<typeof SpoolFiles>[0]> = {},
): Promise<SpoolFiles> {
  const files = new SpoolFiles({ spool: data.spool, ...options });
  await files.add(1);
  await writeFile(
    `${files.folder}/owner.json`,
    JSON.stringify({ host: '', pid: 0, hasEnded: true }),
  );
  return files;
}

async function stored(writer: string): Promise<Record<string, unknown>[]> {
  return await rowsOf(
    database.url,
    `SELECT seq::int, entry, hash FROM decisions WHERE writer = '${writer}' ORDER BY seq`,
  );
}

function asRows({ written }: SpoolFiles): object[] {
  return written.map(({ seq, text, hash }) => ({ seq, entry: text, hash }));
}

const isGone = async (files: SpoolFiles): Promise<boolean> =>
  !(await readdir(data.spool)).includes(files.writer);

describe('shipping to the database', () => {
  it('stores the exact text and hash of every entry, then removes the segments', async () => {
    const files = await deadWriter({ entriesPerSegment: 300 });
    await files.add(1499);
    const shipper = await ship();
    await shipper.until(
      ({ writers, database: { delivered } }) => delivered === 1500 && writers === 0,
    );
    expect(await stored(files.writer)).toEqual(asRows(files));
    expect(await isGone(files)).toBe(true);
    const [writer] = await rowsOf(
      database.url,
      'SELECT shipped_seq::int, shipped_hash FROM log_writers',
    );
    expect(writer).toEqual({ shipped_seq: 1500, shipped_hash: files.written.at(-1)?.hash });
  });

  it('has columns that say what the entry says, also where PostgreSQL or an index could not hold it', async () => {
    const long = 'ä'.repeat(3000);
    const odd = 'nul \0 and a lone \ud800 surrogate';
    const files = await deadWriter({
      describe: (seq) =>
        seq === 1
          ? {}
          : {
              decisionId: 'not a uuid',
              subject: { type: 'user', id: long },
              resource: { type: odd, id: odd },
              chain: ['no grant', '33333333-3333-4333-8333-333333333333'],
              reasons: [long, 'a{"b', ''],
              owner: [],
              bundleRevision: long,
            },
    });
    await files.add(2);
    const shipper = await ship();
    await shipper.until(({ database: { delivered } }) => delivered === 3);
    const rows = await rowsOf(
      database.url,
      `SELECT entry, kind, tenant, decision_id AS "decisionId", subject_type AS "subjectType",
         subject_id AS "subjectId", actor_type AS "actorType", actor_id AS "actorId", owners, action,
         resource_type AS "resourceType", resource_id AS "resourceId", decision, outcome, reasons, grants,
         bundle_revision AS "bundleRevision", bundle_digest AS "bundleDigest", revision::int, caller,
         request_id AS "requestId", writer, seq::int, (extract(epoch FROM at) * 1000)::bigint::text AS at
       FROM decisions ORDER BY seq`,
    );
    expect(rows).toHaveLength(3);
    for (const { entry, at, ...columns } of rows) {
      // A form has no column.
      const { form, atMs, ...expected } = toColumns(entry as string) ?? { form: null, atMs: 0 };
      expect(columns).toEqual(expected);
      expect({ form, at: Number(at) }).toEqual({ form: 'evaluation', at: atMs });
    }
    expect(rows[1]).toMatchObject({ subjectId: columnText(long), decisionId: null });
  });

  it('makes the day that an entry needs, however far it is', async () => {
    const days = [
      '1999-12-31T23:59:59.999Z',
      '2000-01-01T00:00:00.000Z',
      '2031-07-01T12:00:00.000Z',
    ];
    const files = await deadWriter({ describe: (seq) => ({ at: days[seq % 3] }) });
    await files.add(5);
    const shipper = await ship();
    await shipper.until(({ database: { delivered } }) => delivered === 6);
    expect(await stored(files.writer)).toEqual(asRows(files));
  });

  it('ships a writer that goes on, segment by segment, and keeps the one that is written to', async () => {
    const files = new SpoolFiles({ spool: data.spool, entriesPerSegment: 10 });
    const shipper = await ship({ writer: files.writer });
    for (let round = 1; round <= 5; round += 1) {
      await files.add(7);
      await shipper.until(({ database: { delivered } }) => delivered === round * 7);
    }
    await shipper.until(({ database: { backlogBytes } }) => backlogBytes === 0);
    expect(await stored(files.writer)).toEqual(asRows(files));
    await shipper.until(({ spoolBytes }) => spoolBytes < 10_000);
    expect((await readdir(files.folder)).filter((name) => name.endsWith('.seg'))).toEqual([
      '0000000000000031.seg',
    ]);
  });

  it('does not touch what a writer has written and may still take back', async () => {
    const files = new SpoolFiles({ spool: data.spool });
    await files.add(5);
    let recorded = 3;
    const settings = shippingSettings(data.path, database.url, { writer: files.writer });
    const shipper = await RunningShipper.start(settings, () => recorded);
    shippers.push(shipper);
    await shipper.until(({ database: { delivered } }) => delivered === 3);
    // Taken back, and written anew as another.
    const bytes = await readFile(files.file(1));
    const fourth = bytes.lastIndexOf('{"v":1', bytes.indexOf('"seq":4,')) - FRAME_HEAD_BYTES;
    await truncate(files.file(1), fourth);
    expect(await stored(files.writer)).toHaveLength(3);
    await writeFile(files.file(1), bytes);
    recorded = 5;
    await shipper.until(({ database: { delivered } }) => delivered === 5);
    expect(await stored(files.writer)).toEqual(asRows(files));
  });

  it('is exactly once when the answer to COMMIT is lost', async () => {
    const proxy = await TcpProxy.before(database.url);
    const files = await deadWriter();
    await files.add(200);
    proxy.cutAt('COMMIT');
    const shipper = await ship({}, proxy.url);
    await shipper.until(({ database: { delivered } }) => delivered >= 201);
    expect(proxy.hasTrapped).toBe(true);
    expect(await stored(files.writer)).toEqual(asRows(files));
    await proxy.close();
  });

  it('is exactly once when two ship the same writer at once, counts included', async () => {
    const files = await deadWriter({ entriesPerSegment: 500 });
    await files.add(4999);
    const other = await makeDataDir();
    const copy = new SpoolFiles({ spool: other.spool, writer: files.writer });
    await copy.add(1);
    for (const name of await readdir(files.folder)) {
      await writeFile(`${copy.folder}/${name}`, await readFile(`${files.folder}/${name}`));
    }
    const second = await RunningShipper.start(
      shippingSettings(other.path, database.url, { batchEntries: 70 }),
    );
    const first = await ship({ batchEntries: 100 });
    await Promise.all(
      [first, second].map(
        async (one) =>
          await one.until(({ writers, database: { delivered } }) => delivered > 0 && writers === 0),
      ),
    );
    await second.stop();
    expect(await stored(files.writer)).toEqual(asRows(files));
    const [counts] = await rowsOf(
      database.url,
      `SELECT (SELECT sum(count) FROM decision_hours)::int AS hours,
         (SELECT sum(count) FROM acting_hours)::int AS acting,
         (SELECT sum(count) FROM grant_hours)::int AS grants`,
    );
    expect(counts).toEqual({ hours: 5000, acting: 5000, grants: 10_000 });
    await other.remove();
  });
});

describe('what is counted by hour', () => {
  it('tells agents one by one, persons by type, tools by id, and combinations once', async () => {
    const alone = { actor: null, chain: [] };
    const files = await deadWriter({
      describe: (seq) =>
        [
          { actor: { type: 'agent', id: 'bot' }, resource: { type: 'tool', id: 'mail' } },
          { ...alone, subject: { type: 'user', id: `user-${seq}` } },
          { ...alone, subject: { type: 'agent', id: 'solo' } },
          { form: 'search', resource: null },
        ][seq % 4] ?? {},
    });
    await files.add(39);
    const shipper = await ship();
    await shipper.until(({ database: { delivered } }) => delivered === 40);
    const rows = await rowsOf(
      database.url,
      `SELECT agent_type, agent_id, resource_type, tool, sum(count)::int AS count FROM decision_hours
       GROUP BY 1, 2, 3, 4 ORDER BY 1, 2`,
    );
    expect(rows).toEqual([
      { agent_type: 'agent', agent_id: 'bot', resource_type: 'tool', tool: 'mail', count: 10 },
      { agent_type: 'agent', agent_id: 'solo', resource_type: 'record', tool: '', count: 10 },
      { agent_type: 'user', agent_id: '', resource_type: 'record', tool: '', count: 10 },
    ]);
    const [seen] = await rowsOf(database.url, 'SELECT count(*)::int FROM first_seen');
    expect(seen).toEqual({ count: 6 });
  });
});

describe('a database that is away', () => {
  it('delays and loses nothing; the backlog and its age are told', async () => {
    const proxy = await TcpProxy.before(database.url);
    proxy.cut();
    const files = await deadWriter({ entriesPerSegment: 100 });
    await files.add(999);
    const shipper = await ship({}, proxy.url);
    const report = await shipper.until(({ database: { lastError } }) => lastError !== null);
    expect(report.database.backlogBytes).toBe(report.spoolBytes - 10 * 16);
    expect(report.database.oldestAtMs).toBe(Date.parse('2026-11-20T10:00:00.000Z'));
    proxy.heal();
    await shipper.until(({ writers }) => writers === 0);
    await shipper.told('log.delivery_recovered');
    expect(await stored(files.writer)).toEqual(asRows(files));
    await proxy.close();
  });

  it('is left when it does not answer, and the next connection goes on', async () => {
    const proxy = await TcpProxy.before(database.url);
    const files = await deadWriter();
    await files.add(100);
    proxy.freezeAt('COPY decisions');
    const shipper = await ship({ batchTimeoutMs: 1000 }, proxy.url);
    await shipper.until(({ database: { delivered } }) => delivered === 101);
    expect(proxy.hasTrapped).toBe(true);
    expect(await stored(files.writer)).toEqual(asRows(files));
    await proxy.close();
  });
});

describe('a spool that is damaged', () => {
  async function shipDamaged(files: SpoolFiles): Promise<Record<string, unknown>> {
    const shipper = await ship();
    await shipper.until(({ writers, database: { delivered } }) => delivered > 0 && writers === 0);
    const [damage = {}] = await rowsOf(
      database.url,
      `SELECT segment::int, after_seq::int, resumed_seq::int, reason, kept_at FROM log_damage
       WHERE writer = '${files.writer}'`,
    );
    return damage;
  }

  it('ships what is before and behind a flipped byte, and keeps the segment aside', async () => {
    const files = await deadWriter();
    await files.add(20);
    const bytes = await readFile(files.file(1));
    const spot = bytes.indexOf('"seq":8,');
    bytes[spot + 200] = (bytes[spot + 200] ?? 0) ^ 1;
    await writeFile(files.file(1), bytes);
    const damage = await shipDamaged(files);
    expect(damage).toMatchObject({ segment: 1, after_seq: 7, resumed_seq: 9 });
    expect(await readFile(damage['kept_at'] as string)).toEqual(bytes);
    const kept = asRows(files).filter((_, at) => at !== 7);
    expect(await stored(files.writer)).toEqual(kept);
  });

  it('tells of a segment that is gone', async () => {
    const files = await deadWriter({ entriesPerSegment: 5 });
    await files.add(19);
    await unlink(files.file(6));
    expect(await shipDamaged(files)).toMatchObject({ after_seq: 5, resumed_seq: 11 });
    expect(await stored(files.writer)).toHaveLength(15);
  });

  it('takes a cut last entry for one that was never answered', async () => {
    const files = await deadWriter();
    await files.add(10);
    const whole = (await readFile(files.file(1))).length;
    await files.addBytes(files.frame());
    await truncate(files.file(1), whole + 100);
    expect(await shipDamaged(files)).toEqual({});
    expect(await stored(files.writer)).toEqual(asRows(files).slice(0, 11));
  });

  it('passes an entry that is another than its frame says, and tells of it', async () => {
    const files = await deadWriter({
      describe: (seq) => (seq === 4 ? { writer: randomUUID() } : {}),
    });
    await files.add(8);
    expect(await shipDamaged(files)).toMatchObject({ after_seq: 3, resumed_seq: 5 });
    expect(await stored(files.writer)).toHaveLength(8);
  });

  it('passes an entry that the database refuses, alone', async () => {
    await execute(
      database.url,
      `ALTER TABLE decisions ADD CONSTRAINT odd CHECK (request_id <> 'request-13')`,
    );
    const files = await deadWriter();
    await files.add(29);
    expect(await shipDamaged(files)).toMatchObject({
      after_seq: 12,
      reason: expect.stringContaining('23514'),
    });
    expect(await stored(files.writer)).toHaveLength(29);
  });
});
