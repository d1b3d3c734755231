import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CheckpointFile, CheckpointKey } from '@legate/decision-log';
import { makeCheckpointer } from '../support/checkpoints.js';
import type { MadeCheckpointer } from '../support/checkpoints.js';
import { execute } from '../support/database.js';
import { HttpClient } from '../support/http-client.js';
import type { HttpAnswer } from '../support/http-client.js';
import { question, startLoggedWorld } from '../support/logged-world.js';
import type { LoggedWorld } from '../support/logged-world.js';
import { rowsOf } from '../support/shipping.js';

const OTHER = '99999999-9999-4999-8999-999999999999';

let folder: string;
let outside: string;
let world: LoggedWorld;
let signing: MadeCheckpointer;
/** Of the tenant `acme`. */
let auditor: HttpClient;
let writer: string;
/** The last entry that a checkpoint names, and the last there is: its mark. */
let covered: number;
let last: number;

async function answered(answer: Promise<HttpAnswer>, status = 200): Promise<HttpAnswer['body']> {
  const found = await answer;
  if (found.status !== status) {
    throw new Error(`${found.status} ${JSON.stringify(found.body)}`);
  }
  return found.body;
}

/** Decisions of two tenants, checkpoints, everything in the database; nothing is written afterwards. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'legate-verify-'));
  outside = join(folder, 'outside.ndjson');
  const { publicKey: keys } = await CheckpointKey.obtain(folder);
  world = await startLoggedWorld({ logVerify: { keys, outsideFile: outside, graceMs: 0 } });
  const { service } = world;
  const { admin, database, spool } = service;
  ({ writer } = spool);
  const sinks = [new CheckpointFile(outside)];
  const databaseUrl = database.url;
  signing = await makeCheckpointer({ databaseUrl, dataDir: folder, writer: spool, sinks });
  await answered(admin.put('/admin/v1/tenants/acme', {}), 201);
  const made = await answered(
    admin.post('/t/acme/admin/v1/callers', { name: 'auditor', roles: ['audit', 'decide'] }),
    201,
  );
  auditor = new HttpClient(`${service.url}/t/acme`, made.key);
  for (let round = 0; round < 3; round += 1) {
    for (let at = 0; at < 10; at += 1) {
      await answered(admin.evaluate(question({ user: 'alice', resource: `record/${at}` })));
      await answered(auditor.evaluate(question({ user: 'bob', resource: `secret/${at}` })));
    }
    covered = spool.head.seq;
    await signing.checkpointer.makeWhenDue();
  }
  last = spool.head.seq;
  await world.shipped();
});

afterAll(async () => {
  await signing.checkpointer.close();
  await world.service.stop();
  await rm(folder, { recursive: true, force: true });
});

async function verify(client = world.service.admin, query = ''): Promise<HttpAnswer['body']> {
  return await answered(client.get(`/admin/v1/decisions/verify${query}`));
}

async function seqOf(where: string): Promise<number> {
  const rows = await rowsOf(
    world.service.database.url,
    `SELECT seq::int FROM decisions WHERE ${where} ORDER BY seq OFFSET 3 LIMIT 1`,
  );
  return rows[0]?.['seq'] as number;
}

/** Changes the tables as whoever owns the database can, looks, and puts them back. */
async function tampered<T>(statements: readonly string[], look: () => Promise<T>): Promise<T> {
  const { url } = world.service.database;
  const tables = ['decisions', 'log_writers', 'log_checkpoints'];
  await execute(url, ...tables.map((table) => `CREATE TABLE kept_${table} AS TABLE ${table}`));
  try {
    await execute(url, ...statements);
    return await look();
  } finally {
    await execute(
      url,
      ...tables.flatMap((table) => [
        `TRUNCATE ${table}`,
        `INSERT INTO ${table} SELECT * FROM kept_${table}`,
        `DROP TABLE kept_${table}`,
      ]),
    );
  }
}

async function findings(...statements: readonly string[]): Promise<object[]> {
  const { ok, bad, findings: found } = await tampered(statements, verify);
  expect({ ok, bad }).toEqual({ ok: false, bad: found.length });
  return found;
}

describe('a log that nobody has touched', () => {
  it('is right; entries, writers and checkpoints are counted, and what is not covered is told', async () => {
    const report = await verify();
    expect(report).toMatchObject({
      ...{ ok: true, checked: last, writers: 1, bad: 0, findings: [], waiting: [] },
      checkpoints: { checked: 6, last: { number: 3 }, outside: { number: 3 } },
      uncovered: { entries: 1, ranges: [{ writer, fromSeq: last, toSeq: last }] },
    });
    expect(report.checkpoints.last).toEqual(report.checkpoints.outside);
    expect(report.nextCursor).toBeUndefined();
    expect(covered).toBe(last - 1);
  });

  it('can be verified piece by piece', async () => {
    let checked = 0;
    let cursor: string | undefined;
    let pieces = 0;
    do {
      const from = cursor === undefined ? '' : `&cursor=${cursor}`;
      const piece = await verify(undefined, `?entries=7${from}`);
      expect(piece.ok).toBe(true);
      checked += Number(piece.checked);
      cursor = piece.nextCursor;
      pieces += 1;
    } while (cursor !== undefined);
    expect({ checked, pieces }).toEqual({ checked: last, pieces: Math.ceil(last / 7) });
  });

  it('is right from any time on, and before any', async () => {
    const [middle] = await rowsOf(
      world.service.database.url,
      `SELECT at FROM decisions WHERE seq = ${Math.floor(last / 2)}`,
    );
    const time = (middle?.['at'] as Date).toISOString();
    const from = new Date(Date.parse(time) - 3_600_000).toISOString();
    const before = await verify(undefined, `?from=${from}&to=${time}`);
    const after = await verify(undefined, `?from=${time}`);
    expect([before.ok, after.ok]).toEqual([true, true]);
    expect(Number(before.checked) + Number(after.checked)).toBe(last);
    expect(before.uncovered.entries).toBe(0);
  });
});

describe('a change of the table is found and named', () => {
  it('a byte of an entry', async () => {
    const seq = await seqOf(`kind = 'decision' AND tenant = 'default'`);
    const [found] = await findings(
      `UPDATE decisions SET entry = replace(entry, 'evaluation', 'Evaluation') WHERE seq = ${seq}`,
    );
    expect(found).toMatchObject({ code: 'entry.changed', writer, seq, tenant: 'default' });
  });

  it.each([
    ['tenant', `tenant = 'acme'`],
    ['outcome', `outcome = 'indeterminate'`],
    ['decision', 'decision = NOT decision'],
    ['reasons', `reasons = '{a}'`],
    ['at', `at = at + interval '1 microsecond'`],
    ['subject_id', 'subject_id = NULL'],
    ['revision', 'revision = revision + 1'],
    ['request_id', `request_id = 'x'`],
  ])('the column %s, which the query API reads', async (what, set) => {
    const seq = await seqOf(`kind = 'decision' AND tenant = 'default'`);
    expect(await findings(`UPDATE decisions SET ${set} WHERE seq = ${seq}`)).toMatchObject([
      { code: 'column.changed', seq, what, tenant: 'default' },
    ]);
  });

  it('an entry with its hash, and one with all hashes behind it', async () => {
    const seq = await seqOf(`kind = 'decision'`);
    const before = `(SELECT hash FROM decisions WHERE seq = ${seq - 1})`;
    const change = `UPDATE decisions SET entry = replace(entry, '"form":"evaluation"', '"form":"search"') WHERE seq = ${seq}`;
    const rehash = (at: string): string =>
      `UPDATE decisions SET hash = sha256(${before} || convert_to(entry, 'UTF8')) WHERE seq = ${at}`;
    expect(await findings(change, rehash(String(seq)))).toMatchObject([
      { code: 'entry.changed', seq: seq + 1 },
    ]);
    const all = `DO $$ DECLARE one record; previous bytea := ${before}; BEGIN
      FOR one IN SELECT seq, entry FROM decisions WHERE seq >= ${seq} ORDER BY seq LOOP
        previous := sha256(previous || convert_to(one.entry, 'UTF8'));
        UPDATE decisions SET hash = previous WHERE seq = one.seq;
      END LOOP;
      UPDATE log_writers SET shipped_hash = previous; END $$`;
    const [first, ...more] = await findings(change, all);
    expect(first).toMatchObject({ code: 'head.changed', writer });
    expect(more.length).toBeGreaterThan(0);
  });

  it('entries that are taken out of the middle', async () => {
    const seq = await seqOf(`kind = 'decision'`);
    expect(await findings(`DELETE FROM decisions WHERE seq IN (${seq}, ${seq + 1})`)).toMatchObject(
      [{ code: 'entry.missing', seq, toSeq: seq + 1 }],
    );
  });

  it('the end that is taken away, with and without what the writer row says', async () => {
    const seq = last - 5;
    const cut = `DELETE FROM decisions WHERE seq > ${seq}`;
    expect(await findings(cut)).toMatchObject([
      { code: 'entry.missing', seq: seq + 1, toSeq: last },
    ]);
    const row = `UPDATE log_writers SET shipped_seq = ${seq},
      shipped_hash = (SELECT hash FROM decisions WHERE seq = ${seq})`;
    expect(await findings(cut, row)).toMatchObject([
      { code: 'entry.missing', seq: seq + 1, toSeq: covered },
    ]);
  });

  it('the end with the checkpoints that name it, by those outside', async () => {
    const [head] = await rowsOf(
      world.service.database.url,
      `SELECT (checkpoint::jsonb -> 'heads' -> 0 ->> 'seq')::int AS seq FROM log_checkpoints WHERE number = 1`,
    );
    const seq = head?.['seq'] as number;
    const found = await findings(
      `DELETE FROM decisions WHERE seq > ${seq}`,
      'DELETE FROM log_checkpoints WHERE number > 1',
      `UPDATE log_writers SET shipped_seq = ${seq},
        shipped_hash = (SELECT hash FROM decisions WHERE seq = ${seq})`,
    );
    expect(found).toMatchObject([
      { code: 'checkpoint.missing', checkpoint: 2 },
      { code: 'checkpoint.missing', checkpoint: 3 },
      { code: 'entry.missing', writer, seq: seq + 1, toSeq: covered },
    ]);
  });

  it('two entries that have changed places', async () => {
    const seq = await seqOf(`kind = 'decision'`);
    const found = await findings(
      `UPDATE decisions d SET entry = o.entry, hash = o.hash FROM decisions o
       WHERE d.seq IN (${seq}, ${seq + 1}) AND o.seq = ${2 * seq + 1} - d.seq`,
    );
    expect(found).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'entry.misplaced', seq }),
        expect.objectContaining({ code: 'entry.misplaced', seq: seq + 1 }),
      ]),
    );
  });

  it('an entry that is put in, with a number that is taken or one behind the last', async () => {
    const seq = await seqOf(`kind = 'decision'`);
    const insert = (number: string): string =>
      `INSERT INTO decisions SELECT (jsonb_populate_record(d, jsonb_build_object('seq', ${number},
         'at', d.at + interval '1 second'))).* FROM decisions d WHERE seq = ${seq}`;
    expect(await findings(insert('seq'))).toMatchObject([
      { code: 'column.changed', seq, what: 'at' },
      { code: 'entry.repeated', seq },
    ]);
    const found = await findings(insert(String(last + 1)));
    expect(found).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'entry.misplaced', seq: last + 1 }),
        expect.objectContaining({ code: 'writer.changed', seq: last + 1 }),
      ]),
    );
  });

  it('a writer that is called another, and one that is taken away as a whole', async () => {
    const renamed = await findings(
      `UPDATE decisions SET writer = '${OTHER}'`,
      `UPDATE log_writers SET writer = '${OTHER}'`,
    );
    expect(renamed).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'entry.misplaced', writer: OTHER, seq: 1 }),
      ]),
    );
    const removed = await findings('TRUNCATE decisions', 'TRUNCATE log_writers');
    expect(removed).toMatchObject([{ code: 'entry.missing', writer, seq: 1, toSeq: covered }]);
  });
});

describe('a change of the checkpoints is found and named', () => {
  it('one that is changed, and one whose columns are', async () => {
    expect(
      await findings(
        `UPDATE log_checkpoints SET checkpoint = replace(checkpoint, '"seq":', '"seq":1') WHERE number = 2`,
      ),
    ).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'checkpoint.signature', checkpoint: 2 }),
      ]),
    );
    expect(
      await findings(`UPDATE log_checkpoints SET key_id = 'other' WHERE number = 2`),
    ).toMatchObject([{ code: 'checkpoint.changed', checkpoint: 2 }]);
  });

  it('one that is taken out, by the numbers, by those outside, and by the log itself', async () => {
    const found = await findings('DELETE FROM log_checkpoints WHERE number = 2');
    expect(found).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'checkpoint.missing', checkpoint: 2 }),
      ]),
    );
    const kept = await readFile(outside, 'utf8');
    await writeFile(outside, kept.split('\n').slice(0, 2).join('\n'));
    try {
      const ofTable = await findings('DELETE FROM log_checkpoints WHERE number = 3');
      expect(ofTable).toMatchObject([
        { code: 'checkpoint.missing', checkpoint: 3, detail: 'it is in the log only' },
      ]);
    } finally {
      await writeFile(outside, kept);
    }
  });

  it('that the file of those outside is gone', async () => {
    const kept = await readFile(outside, 'utf8');
    await rm(outside);
    try {
      expect(await verify()).toMatchObject({
        ok: false,
        findings: [{ code: 'checkpoint.missing', what: outside }],
      });
    } finally {
      await writeFile(outside, kept);
    }
  });
});

describe('a tenant', () => {
  it('is told everything of its own entries, and of others only that their link is broken', async () => {
    const own = await seqOf(`kind = 'decision' AND tenant = 'acme'`);
    const others = await seqOf(`kind = 'decision' AND tenant = 'default'`);
    const change = (seq: number): string =>
      `UPDATE decisions SET request_id = 'x' WHERE seq = ${seq}`;
    const { ok, findings: found } = await tampered(
      [change(own), change(others)],
      async () => await verify(auditor),
    );
    expect(ok).toBe(false);
    const ofOwn = found.filter(({ seq }: { seq: number }) => seq === own);
    const ofOthers = found.filter(({ seq }: { seq: number }) => seq === others);
    expect(ofOwn.length).toBeGreaterThan(0);
    expect(ofOwn[0]).toMatchObject({ tenant: 'acme', what: expect.any(String) });
    expect(ofOthers.length).toBeGreaterThan(0);
    for (const finding of ofOthers) {
      expect(finding).toEqual({ code: 'column.changed', writer, seq: others });
    }
  });
});

describe('asking for it', () => {
  it('is for one at a time; another is told when to come again', async () => {
    const { admin } = world.service;
    const answers = await Promise.all(
      [1, 2, 3].map(async () => await admin.get('/admin/v1/decisions/verify')),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 503, 503]);
    const busy = answers.find(({ status }) => status === 503);
    expect(busy?.body).toMatchObject({ code: 'log.verify_busy' });
    expect(busy?.headers.get('retry-after')).toBe('5');
  });

  it('needs the right to read decisions, and a range that is one', async () => {
    const { admin, url } = world.service;
    const { key } = await answered(
      admin.post('/admin/v1/callers', { name: 'pep', roles: ['decide'] }),
      201,
    );
    const denied = await new HttpClient(url, key).get('/admin/v1/decisions/verify');
    expect(denied.status).toBe(403);
    for (const query of [
      '?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z',
      '?from=2026-01-01T00:00:00Z&to=2026-02-02T00:00:00Z',
      '?entries=0',
      '?entries=500001',
      '?cursor=x',
    ]) {
      expect(await admin.get(`/admin/v1/decisions/verify${query}`)).toMatchObject({ status: 400 });
    }
  });
});
