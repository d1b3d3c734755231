import { createHash, generateKeyPairSync, verify } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { chainHash, Retention } from '@legate/decision-log';
import type { ExportManifest, RetentionSettings } from '@legate/decision-log';
import { createTestDatabase, execute } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { makeDataDir, rowsOf, RunningShipper, shippingSettings } from '../support/shipping.js';
import type { DataDir } from '../support/shipping.js';
import { SpoolFiles } from '../support/spool-files.js';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const { publicKey, privateKey } = generateKeyPairSync('ed25519');

let database: TestDatabase;
let data: DataDir;
let folder: string;

beforeEach(async () => {
  database = await createTestDatabase();
  data = await makeDataDir();
  folder = join(data.path, 'export');
});

afterEach(async () => {
  await database.drop();
  await data.remove();
});

/** Ships entries, one after the other on the days. */
async function shipped(count: number, days: readonly string[]): Promise<SpoolFiles> {
  const files = new SpoolFiles({
    spool: data.spool,
    describe: (seq) => ({ at: `${days[(seq - 1) % days.length] ?? ''}T10:00:00.000Z` }),
  });
  await files.add(count);
  const ended = JSON.stringify({ host: '', pid: 0, hasEnded: true });
  await writeFile(`${files.folder}/owner.json`, ended);
  const shipper = await RunningShipper.start(shippingSettings(data.path, database.url));
  await shipper.until(({ writers, database: { delivered } }) => delivered > 0 && writers === 0);
  await shipper.stop();
  return files;
}

async function retain(bounds: Partial<RetentionSettings>): Promise<void> {
  const settings = shippingSettings(data.path, database.url);
  const signingKey = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const retention = new Retention(
    {
      ...settings,
      retention: { ...settings.retention, export: { path: folder, signingKey }, ...bounds },
    },
    { log: () => undefined },
  );
  try {
    await retention.runOnce(NOW);
  } finally {
    await retention.close();
  }
}

async function readExport(
  name: string,
): Promise<{ readonly lines: readonly string[]; readonly manifest: ExportManifest }> {
  const file = await readFile(join(folder, `${name}.ndjson.gz`));
  const text = await readFile(join(folder, `${name}.manifest.json`), 'utf8');
  const manifest = JSON.parse(text) as ExportManifest;
  const signature = await readFile(join(folder, `${name}.manifest.sig`), 'utf8');
  expect(verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64'))).toBe(true);
  expect(createHash('sha256').update(file).digest('hex')).toBe(manifest.sha256);
  expect(file.length).toBe(manifest.bytes);
  return { lines: gunzipSync(file).toString().trimEnd().split('\n'), manifest };
}

async function daysLeft(): Promise<unknown[]> {
  const rows = await rowsOf(
    database.url,
    `SELECT DISTINCT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day FROM decisions ORDER BY 1`,
  );
  return rows.map(({ day }) => day);
}

describe('retention', () => {
  it('exports a day that is too old, sealed and signed, and then drops it', async () => {
    const files = await shipped(2500, ['2026-11-20', '2026-11-21', '2026-11-24']);
    await retain({ days: 3 });
    expect(await daysLeft()).toEqual(['2026-11-21', '2026-11-24']);
    const { lines, manifest } = await readExport('decisions-2026-11-20.1');
    const expected = files.written.filter(({ seq }) => seq % 3 === 1);
    expect(lines).toEqual(expected.map(({ text }) => text));
    expect(manifest).toMatchObject({ day: '2026-11-20', part: 1, entries: expected.length });
    const [row] = await rowsOf(
      database.url,
      `SELECT day::text, part, entries::int, sha256, manifest FROM log_exports`,
    );
    expect(row).toEqual({
      day: '2026-11-20',
      part: 1,
      entries: expected.length,
      sha256: manifest.sha256,
      manifest: await readFile(join(folder, 'decisions-2026-11-20.1.manifest.json'), 'utf8'),
    });
    const tables = await rowsOf(
      database.url,
      `SELECT relname FROM pg_class WHERE relname LIKE 'decisions%20261120%' AND relkind = 'r'`,
    );
    expect(tables).toEqual([]);
  });

  it('gives in the manifest what the chain of an export can be checked with', async () => {
    const files = await shipped(200, ['2026-11-20']);
    await retain({ days: 1 });
    const { lines, manifest } = await readExport('decisions-2026-11-20.1');
    const [run] = manifest.runs;
    expect(manifest.runs).toHaveLength(1);
    expect(run).toMatchObject({ writer: files.writer, firstSeq: 1, lastSeq: 200 });
    const last = lines
      .slice(1)
      .reduce<Buffer>(
        (hash, line) => chainHash(hash, Buffer.from(line)),
        Buffer.from(run?.firstHash ?? '', 'hex'),
      );
    expect(last.toString('hex')).toBe(run?.lastHash);
  });

  it('takes the oldest days until the rest is small enough, and never today', async () => {
    await shipped(900, ['2026-11-21', '2026-11-22', '2026-11-24']);
    const [size] = await rowsOf(
      database.url,
      `SELECT pg_total_relation_size('decisions_20261124')::int AS today`,
    );
    await retain({ maxBytes: (size?.['today'] as number) * 2.5 });
    expect(await daysLeft()).toEqual(['2026-11-22', '2026-11-24']);
    await retain({ maxBytes: 1 });
    expect(await daysLeft()).toEqual(['2026-11-24']);
  });

  it('exports entries of a day that come after it was dropped as another part', async () => {
    await shipped(10, ['2026-11-20']);
    await retain({ days: 1 });
    const late = await shipped(4, ['2026-11-20']);
    await retain({ days: 1 });
    const { lines, manifest } = await readExport('decisions-2026-11-20.2');
    expect(lines).toEqual(late.written.map(({ text }) => text));
    expect(manifest.part).toBe(2);
    expect(await daysLeft()).toEqual([]);
  });

  it('drops nothing when it cannot export, and goes on from there the next time', async () => {
    const files = await shipped(10, ['2026-11-20']);
    await writeFile(folder, 'in the way');
    await expect(retain({ days: 1 })).rejects.toThrow();
    expect(await rowsOf(database.url, 'SELECT FROM log_exports')).toEqual([]);
    folder = join(data.path, 'elsewhere');
    await mkdir(folder);
    await retain({ days: 1 });
    expect((await readExport('decisions-2026-11-20.1')).lines).toHaveLength(files.written.length);
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('goes on with a day that was taken out and not yet renamed', async () => {
    await shipped(10, ['2026-11-20']);
    await execute(database.url, 'ALTER TABLE decisions DETACH PARTITION decisions_20261120');
    await retain({ days: 1 });
    expect((await readExport('decisions-2026-11-20.1')).lines).toHaveLength(10);
  });

  it('forgets hourly counts after their time', async () => {
    await shipped(20, ['2026-11-10', '2026-11-24']);
    await retain({ rollUpDays: 5 });
    const [left] = await rowsOf(
      database.url,
      'SELECT sum(count)::int AS count, min(hour)::text AS first FROM decision_hours',
    );
    expect(left).toMatchObject({ count: 10 });
    expect(await daysLeft()).toEqual(['2026-11-10', '2026-11-24']);
  });
});
