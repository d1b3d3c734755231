import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { execute } from '../support/database.js';
import { expectProblem } from '../support/expect-error.js';
import type { HttpClient } from '../support/http-client.js';
import { question, startLoggedWorld } from '../support/logged-world.js';
import type { LoggedWorld } from '../support/logged-world.js';
import { rowsOf } from '../support/shipping.js';

const EXPORT = '/admin/v1/decisions/export';

let world: LoggedWorld;
let admin: HttpClient;

beforeAll(async () => {
  world = await startLoggedWorld({ logReads: { maxExports: 1 } });
  ({ admin } = world.service);
  for (const user of ['alice', 'bob', '=cmd|A1']) {
    await admin.evaluate(question({ user }));
    await admin.evaluate(question({ user, agent: 'helper' }));
  }
  await world.shipped();
});

afterAll(async () => {
  // One that is still open neither keeps the service from stopping nor fails it.
  const open = await begin();
  open.on('error', () => undefined);
  await world.service.stop();
  expect(open.complete).toBe(false);
});

/** Begins an export and takes nothing of it yet. One that has ended gives its place back a moment later. */
async function begin(query = ''): Promise<IncomingMessage> {
  const { url, key } = world.service;
  for (;;) {
    const asked = request(`${url}${EXPORT}?${query}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    asked.end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    if (answer.statusCode !== 503) {
      expect(answer.statusCode).toBe(200);
      return answer;
    }
    answer.resume();
  }
}

async function linesOf(answer: IncomingMessage): Promise<readonly string[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString().split('\n').slice(0, -1);
}

/** Many entries more, so that they do not fit into what the network holds. */
async function fill(count: number): Promise<void> {
  await execute(
    world.service.database.url,
    `INSERT INTO decisions SELECT (r).* FROM (
       SELECT jsonb_populate_record(d, jsonb_build_object('seq', 1000000 + n, 'entry',
         '{"n":' || n || ',"pad":"' || repeat('x', 4000) || '"}')) AS r
       FROM decisions d, generate_series(1, ${count}) n
       WHERE d.decision_id IS NOT NULL AND d.seq = (
         SELECT min(seq) FROM decisions WHERE kind = 'decision')) made`,
  );
}

async function openTransactions(): Promise<number> {
  const [row] = await rowsOf(
    world.service.database.url,
    `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database()
     AND application_name = 'legate log queries' AND xact_start IS NOT NULL`,
  );
  return Number(row?.['count']);
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('an export of the decision log', () => {
  it('has every entry of the filter as it is stored, the oldest first', async () => {
    const stored = (await world.stored()).filter(({ kind }) => kind === 'decision').toReversed();
    const answer = await begin();
    expect(answer.headers).toMatchObject({
      'content-type': 'application/x-ndjson; charset=utf-8',
      'content-disposition': 'attachment; filename="decisions.ndjson"',
      'cache-control': 'no-store',
    });
    const lines = await linesOf(answer);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(stored);
    const exact = await rowsOf(
      world.service.database.url,
      `SELECT entry FROM decisions WHERE kind = 'decision' ORDER BY at, writer, seq`,
    );
    expect(lines).toEqual(exact.map(({ entry }) => entry));
    const bob = (await linesOf(await begin('subject=user/bob'))).map((line) => JSON.parse(line));
    expect(bob).toEqual(stored.filter(({ subject }) => subject.id === 'bob'));
  });

  it('as CSV has a line of each, and no formula', async () => {
    const answer = await begin('format=csv&from=2020-01-01T00:00:00Z');
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    const [head, ...lines] = await linesOf(answer);
    expect(head).toContain('"subject_id"');
    expect(lines).toHaveLength(6);
    expect(lines.filter((line) => line.includes(`"'=cmd|A1"`))).toHaveLength(2);
    expect(lines.filter((line) => line.includes('"=cmd'))).toEqual([]);
  });

  it('with nothing to give is empty, or a head', async () => {
    expect(await linesOf(await begin('subject=user/nobody'))).toEqual([]);
    expect(await linesOf(await begin('subject=user/nobody&format=csv'))).toHaveLength(1);
  });

  it('is one moment, waits for who takes it, and is bounded in number', async () => {
    await fill(5000);
    const [counted] = await rowsOf(
      world.service.database.url,
      `SELECT count(*)::int AS count FROM decisions WHERE kind = 'decision' AND tenant = 'default'`,
    );
    const answer = await begin();
    expect(await openTransactions()).toBe(1);
    expectProblem(await admin.get(EXPORT), 503, 'log.busy');
    // What comes and goes meanwhile is not part of it.
    await execute(world.service.database.url, 'DELETE FROM decisions WHERE seq > 1004000');
    await admin.evaluate(question({ user: 'alice' }));
    await world.shipped();
    expect(await openTransactions()).toBe(1);
    const lines = await linesOf(answer);
    expect(answer.complete).toBe(true);
    expect(lines).toHaveLength(Number(counted?.['count']));
    await until(async () => (await openTransactions()) === 0);
    expect((await linesOf(await begin('subject=user/bob'))).length).toBeGreaterThan(0);
  });

  it('that nobody takes any more leaves nothing behind', async () => {
    const answer = await begin();
    expect(await openTransactions()).toBe(1);
    answer.destroy();
    await until(async () => (await openTransactions()) === 0);
    // Its place is free again.
    expect(await linesOf(await begin('subject=user/bob'))).not.toEqual([]);
  });

  it('breaks off visibly when the database does', async () => {
    const answer = await begin();
    await execute(
      world.service.database.url,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'legate log queries'`,
    );
    await expect(linesOf(answer)).rejects.toThrow('aborted');
    expect(answer.complete).toBe(false);
    expect(await linesOf(await begin('subject=user/bob'))).not.toEqual([]);
  });

  it('answers a HEAD without reading anything', async () => {
    await until(async () => (await admin.send('HEAD', EXPORT)).status === 200);
    await until(async () => (await openTransactions()) === 0);
  });

  it.each(['format=xml', 'limit=5', 'cursor=x', 'format=csv&format=csv', 'subject=x'])(
    'refuses %s',
    async (query) => {
      expectProblem(await admin.get(`${EXPORT}?${query}`), 400, 'request.invalid');
    },
  );

  it('shows nothing of another tenant, and only to auditors and admins', async () => {
    await admin.put('/admin/v1/tenants/other', {});
    await until(async () => {
      const there = await admin.get(`/t/other${EXPORT}?kind=all&subject=user/alice`);
      expect(there.body === null || there.body.code === 'log.busy').toBe(true);
      return there.status === 200;
    });
    const { body } = await admin.post('/admin/v1/callers', { name: 'd', roles: ['decide'] });
    expectProblem(await admin.as(body.key).get(EXPORT), 403, 'caller.forbidden');
  });
});
