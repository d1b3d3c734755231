import { generateKeyPairSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  CheckpointFile,
  PUBLIC_KEY_FILE,
  Retention,
  Spool,
  SpoolSettings,
} from '@legate/decision-log';
import { makeCheckpointer } from '../support/checkpoints.js';
import { runLegateJson } from '../support/cli.js';
import type { CliJson } from '../support/cli.js';
import { createTestDatabase, execute } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { question, startLoggedWorld } from '../support/logged-world.js';
import { makeDataDir, RunningShipper, shippingSettings } from '../support/shipping.js';
import type { DataDir } from '../support/shipping.js';
import { SpoolFiles } from '../support/spool-files.js';

const EXPORT_NAME = 'decisions-2026-11-01.1';
const { publicKey, privateKey } = generateKeyPairSync('ed25519');

let database: TestDatabase;
let data: DataDir;
let files: SpoolFiles;
let exported: string;

/** A writer over three days, signed at its end; the first two days are exported and dropped. */
beforeAll(async () => {
  database = await createTestDatabase();
  data = await makeDataDir();
  exported = join(data.path, 'export');
  files = new SpoolFiles({
    spool: data.spool,
    entriesPerSegment: 10,
    describe: (seq) => ({ at: `2026-11-0${Math.ceil(seq / 10)}T10:00:00.000Z` }),
  });
  await files.add(30);
  const ended = JSON.stringify({ host: '', pid: 0, hasEnded: true });
  await writeFile(join(files.folder, 'owner.json'), ended);
  const settings = shippingSettings(data.path, database.url);
  await ship();
  await sign();
  await ship();
  const signingKey = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const retention = { ...settings.retention, days: 1, export: { path: exported, signingKey } };
  const keeper = new Retention({ ...settings, retention }, { log: () => undefined });
  await keeper.runOnce(Date.parse('2026-11-04T12:00:00Z'));
  await keeper.close();
  await writeFile(
    join(data.path, 'export.pub.pem'),
    publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  );
});

afterAll(async () => {
  await database.drop();
  await data.remove();
});

/** By a process of its own, which then ends, and is shipped as well. */
async function sign(): Promise<void> {
  const nothing = (): void => undefined;
  const spool = await Spool.open(
    {
      settings: new SpoolSettings({
        ...{ path: data.spool, durability: 'process', maxBytes: 1024 ** 3 },
        ...{ segmentBytes: 64 * 1024 ** 2, segmentAgeMs: 60_000 },
      }),
      events: { failed: nothing, recovered: nothing, fault: nothing },
      now: Date.now,
    },
    {},
  );
  const sinks = [new CheckpointFile(join(data.path, 'outside.ndjson'))];
  const options = { databaseUrl: database.url, dataDir: data.path, writer: spool, sinks };
  const { checkpointer, key } = await makeCheckpointer(options);
  await key.publish(data.path);
  await checkpointer.makeWhenDue();
  await checkpointer.close();
  await spool.close({});
}

async function ship(): Promise<void> {
  const shipper = await RunningShipper.start(shippingSettings(data.path, database.url));
  await shipper.until(({ writers, database: { delivered } }) => delivered > 0 && writers === 0);
  await shipper.stop();
}

async function verify(...args: readonly string[]): Promise<CliJson> {
  const trusted = ['--public-key', PUBLIC_KEY_FILE, '--checkpoints', 'outside.ndjson'];
  return await runLegateJson(['log', 'verify', ...trusted, ...args], { cwd: data.path });
}

async function verifyExports(): Promise<CliJson> {
  return await verify('--exports', 'export', '--export-key', 'export.pub.pem');
}

/** Changes a file, looks, and puts it back. */
async function withFile(
  name: string,
  change: (bytes: Buffer) => Buffer,
  look: () => Promise<CliJson>,
): Promise<CliJson> {
  const file = join(exported, name);
  const kept = await readFile(file);
  await writeFile(file, change(kept));
  try {
    return await look();
  } finally {
    await writeFile(file, kept);
  }
}

describe('legate log verify', () => {
  it('says of exports that they are right, and that they go on from one to the next', async () => {
    const { exit, json } = await verifyExports();
    expect(json).toMatchObject({ ok: true, checked: 20, bad: 0, findings: [] });
    expect(exit).toBe(0);
  });

  it('names what was changed in an export, and what was taken away', async () => {
    const lines = (change: (lines: string[]) => readonly string[]) => (bytes: Buffer) =>
      gzipSync(change(gunzipSync(bytes).toString().split('\n')).join('\n'));
    const changed = await withFile(
      `${EXPORT_NAME}.ndjson.gz`,
      lines((all) => all.map((line, at) => (at === 4 ? line.replace('user-', 'USER-') : line))),
      verifyExports,
    );
    expect(changed.exit).toBe(1);
    // Hashes are kept of the first and the last entry of a run only: the change shows at its end.
    expect(changed.json.findings).toMatchObject([
      { code: 'entry.changed', seq: 10 },
      { code: 'export.changed', what: EXPORT_NAME },
    ]);
    const removed = await withFile(
      `${EXPORT_NAME}.ndjson.gz`,
      lines((all) => all.filter((_, at) => at !== 4)),
      verifyExports,
    );
    const codes = removed.json.findings.map(({ code, seq }: { code: string; seq: number }) => [
      code,
      seq,
    ]);
    expect(codes).toEqual(
      expect.arrayContaining([
        ['export.changed', null],
        ['entry.missing', 5],
      ]),
    );
  });

  it('names a manifest that is not signed with that key', async () => {
    const { json } = await withFile(
      `${EXPORT_NAME}.manifest.json`,
      (bytes) => Buffer.from(bytes.toString().replace('"entries":10', '"entries":11')),
      verifyExports,
    );
    expect(json.findings).toMatchObject([
      { code: 'export.signature', what: EXPORT_NAME },
      { code: 'export.changed', what: EXPORT_NAME },
    ]);
  });

  it('reads the database, knows days that were exported, and names what was changed', async () => {
    const range = ['--database', database.url, '--from', '2026-11-01', '--to', '2036-01-01'];
    const { json, exit } = await verify(...range);
    // Ten of the third day; start, mark and stop of the process that has signed.
    expect(json).toMatchObject({ ok: true, checked: 13, exported: { entries: 20 } });
    expect(exit).toBe(0);
    await execute(database.url, `UPDATE decisions SET owners = '{}' WHERE seq = 25`);
    const changed = await verify(...range);
    expect(changed.exit).toBe(1);
    expect(changed.json.firstBad).toMatchObject({
      code: 'column.changed',
      seq: 25,
      what: 'owners',
    });
  });

  it('says what it needs', async () => {
    const run = { cwd: data.path };
    const tries = [
      ['--exports', 'export'],
      ['--exports', 'nowhere', '--public-key', PUBLIC_KEY_FILE],
      ['--spool', 'spool', '--exports', 'export', '--public-key', PUBLIC_KEY_FILE],
      ['--checkpoints', 'outside.ndjson'],
      ['--from', 'yesterday'],
      ['--spool', 'spool', '--public-key', 'outside.ndjson'],
    ];
    const ended = await Promise.all(
      tries.map(async (args) => await runLegateJson(['log', 'verify', ...args], run)),
    );
    expect(ended.map(({ json }) => json.error.code)).toEqual([
      ...['cli.usage', 'cli.file', 'cli.usage', 'cli.usage', 'cli.usage', 'cli.input'],
    ]);
    expect(new Set(ended.map(({ exit }) => exit))).toEqual(new Set([2]));
  });

  it('asks the server, which says the same', async () => {
    const world = await startLoggedWorld();
    const { service, shipped } = world;
    try {
      await service.admin.evaluate(question({ user: 'alice' }));
      await shipped();
      const env = { LEGATE_URL: service.url, LEGATE_KEY: service.key };
      const right = await runLegateJson(['log', 'verify'], { cwd: data.path, env });
      expect(right.json).toMatchObject({ ok: true, writers: 1, checkpoints: { last: null } });
      expect(right.json.checked).toBe(service.spool.head.seq);
      expect(right.json.uncovered.entries).toBe(service.spool.head.seq);
      expect(right.exit).toBe(0);
      await execute(service.database.url, 'DELETE FROM decisions WHERE seq = 2');
      const wrong = await runLegateJson(['log', 'verify'], { cwd: data.path, env });
      expect(wrong.exit).toBe(1);
      expect(wrong.json.firstBad).toMatchObject({ code: 'entry.missing', seq: 2, toSeq: 2 });
    } finally {
      await service.stop();
    }
  });
});
