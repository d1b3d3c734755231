import { RevisionedWriter } from '@legate/persistence';
import { Client } from 'pg';
import { Refusals } from '../../apps/pdp/src/audit/refusals.js';
import { adminEntries, entriesOf } from '../support/admin-entries.js';
import { expectProblem } from '../support/expect-error.js';
import { FailingDisk } from '../support/failing-disk.js';
import { GitClient, remoteOf } from '../support/git-client.js';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import { permitting } from '../support/push-bundle.js';
import { startService } from '../support/running-service.js';
import type { RunningService, ServiceOptions } from '../support/running-service.js';
import { rowsOf } from '../support/shipping.js';
import type { Entry } from '../support/spooled-entries.js';
import { queryDatabase } from '../support/stored-state.js';
import { makeSigningKey, putIssuer, signToken } from '../support/token-issuer.js';

const BOB = '/admin/v1/identities/user/bob';

const running: RunningService[] = [];

async function start(options: ServiceOptions = {}): Promise<RunningService> {
  const service = await startService(options);
  running.push(service);
  return service;
}

afterEach(async () => {
  for (const service of running.splice(0)) {
    await service.stop();
  }
});

async function sendAs(
  client: HttpClient,
  requestId: string,
  { method = 'PUT', path = BOB, body = {}, headers = {} },
): Promise<HttpAnswer> {
  const text = JSON.stringify(body);
  return await client.send(method, path, text, { 'x-request-id': requestId, ...headers });
}

async function makeCaller(service: RunningService, body: object): Promise<HttpClient> {
  const made = await service.admin.post('/admin/v1/callers', { name: 'c', ...body });
  return service.admin.as(made.body.key as string);
}

describe('an admin write', () => {
  it('says who, what, to what, what it became, and a digest of what is stored', async () => {
    const service = await start();
    await sendAs(service.admin, 'r', { body: { displayName: 'Bob' } });
    const [intended, ended] = await entriesOf(service, 'r');
    const [stored] = await queryDatabase<{ key: string }>(
      service.database,
      `SELECT key FROM changes WHERE entity = 'identity' AND key LIKE '%bob%'`,
    );
    expect(intended).toMatchObject({
      kind: 'admin',
      operation: 'identities.write',
      outcome: 'intended',
      method: 'PUT',
      path: BOB,
      target: { kind: 'user', id: 'bob' },
      status: null,
      changed: { identity: 1 },
    });
    const [{ digest, ...change }] = intended.changes;
    expect(change).toEqual({
      entity: 'identity',
      operation: 'put',
      key: stored?.key,
      fields: expect.arrayContaining(['displayName', 'status']) as unknown,
    });
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(ended).toMatchObject({ outcome: 'done', status: 201, revision: intended.revision });
    const [bootstrap] = await queryDatabase<{ id: string }>(
      service.database,
      'SELECT id FROM callers',
    );
    expect(ended.caller).toBe(bootstrap?.id);
  });

  it('names the person and the agent whose verified token came with it', async () => {
    const service = await start();
    const signingKey = makeSigningKey();
    const issuer = 'https://idp.example';
    await putIssuer(service.admin, issuer, { keys: [signingKey] });
    await service.admin.put('/admin/v1/identities/user/ann', {
      aliases: [{ issuer, subject: 'a-1' }],
    });
    const token = signToken(signingKey, { iss: issuer, sub: 'a-1' });
    await sendAs(service.admin, 'r', { headers: { 'legate-subject-token': token } });
    for (const entry of await entriesOf(service, 'r')) {
      expect(entry).toMatchObject({ subject: { type: 'user', id: 'ann' }, actor: null });
      expect(JSON.stringify(entry)).not.toContain(token);
    }
  });

  it('never has a key in its entries', async () => {
    const service = await start();
    const { body } = await service.admin.post('/admin/v1/callers', {
      name: 'pep',
      roles: ['decide'],
    });
    const rotated = await service.admin.post(`/admin/v1/callers/${body.id}/keys`, {
      overlapSeconds: 5,
    });
    await sendAs(service.admin, 'r', { path: `/admin/v1/groups/${String(body.key)}` });
    const text = JSON.stringify(await adminEntries(service));
    expect(text).toContain(`/admin/v1/callers/${body.id}/keys`);
    for (const key of [body.key, rotated.body.key, service.key] as string[]) {
      expect(text).not.toContain(key);
    }
  });

  it('that the service makes by itself is there too', async () => {
    const service = await start();
    const own = (await adminEntries(service)).filter(({ operation }) => operation === 'write');
    expect(own).toMatchObject([
      { outcome: 'intended', caller: 'bootstrap', requestId: null, changed: { caller: 2 } },
      { outcome: 'done', caller: 'bootstrap', intents: [own[0].decisionId] },
    ]);
  });

  it('is shipped as a row of kind admin, found by operation, outcome and code', async () => {
    const service = await start({ shipping: {} });
    await sendAs(service.admin, 'r', {});
    await sendAs(service.admin, 'again', { headers: { 'if-none-match': '*' } });
    const { seq } = service.spool.head;
    await service.shipper?.until(({ database: { delivered } }) => delivered >= seq);
    const rows = await rowsOf(
      service.database.url,
      `SELECT action, outcome, reasons, request_id AS id, revision::int FROM decisions
       WHERE kind = 'admin' AND request_id IN ('r', 'again') ORDER BY seq`,
    );
    const revision = expect.any(Number) as number;
    const of = { action: 'identities.write' };
    expect(rows).toEqual([
      { ...of, id: 'r', outcome: 'intended', reasons: [], revision },
      { ...of, id: 'r', outcome: 'done', reasons: [], revision },
      { ...of, id: 'again', outcome: 'refused', reasons: ['precondition.failed'], revision: null },
    ]);
  });
});

describe('a refused attempt', () => {
  const CASES: readonly [number, string, Parameters<typeof sendAs>[2]][] = [
    [400, 'request.invalid', { body: { more: 1 } }],
    [404, 'identity.not_found', { method: 'DELETE', path: '/admin/v1/identities/user/nobody' }],
    [409, 'identity.referenced', { method: 'DELETE', path: '/admin/v1/identities/user/ann' }],
    [412, 'precondition.failed', { headers: { 'if-match': '"1"' } }],
    [
      422,
      'reference.unknown',
      {
        path: '/admin/v1/identities/agent/x',
        body: { owners: [{ kind: 'user', id: 'nobody' }] },
      },
    ],
  ];

  it('has one entry, whatever it is refused for', async () => {
    const service = await start();
    await service.admin.put('/admin/v1/identities/user/ann', {});
    await service.admin.put('/admin/v1/identities/agent/a', {
      owners: [{ kind: 'user', id: 'ann' }],
    });
    await service.admin.put(BOB, {});
    for (const [status, code, request] of CASES) {
      const answer = await sendAs(service.admin, code, request);
      expectProblem(answer, status, code as never);
      const entries = await entriesOf(service, code);
      expect(entries).toMatchObject([{ outcome: 'refused', status, code, revision: null }]);
    }
  });

  it('of a caller without the role, and of a key that is refused, is one on any route', async () => {
    const service = await start();
    const pep = await makeCaller(service, { roles: ['decide'] });
    await sendAs(pep, 'role', {});
    await sendAs(pep, 'read', { method: 'POST', path: '/admin/v1/explain' });
    await sendAs(service.admin.as(`lgt_${'x'.repeat(43)}`), 'key', {
      method: 'POST',
      path: '/access/v1/evaluation',
    });
    expect(await entriesOf(service, 'role')).toMatchObject([
      { operation: 'identities.write', status: 403, code: 'caller.forbidden' },
    ]);
    expect(await entriesOf(service, 'read')).toMatchObject([
      { operation: 'explanations.read', status: 403 },
    ]);
    expect(await entriesOf(service, 'key')).toMatchObject([
      { operation: 'decide', status: 401, caller: null, address: '127.0.0.1' },
    ]);
  });

  it('over the rate of its caller is one (429)', async () => {
    const service = await start({ http: { rateLimit: 1, rateBurst: 1 } });
    const caller = await makeCaller(service, { roles: ['admin'] });
    await sendAs(caller, 'first', {});
    await sendAs(caller, 'second', {});
    expect(await entriesOf(service, 'second')).toMatchObject([
      { outcome: 'refused', status: 429, code: 'request.rate_limited' },
    ]);
  });

  it('in a flood is counted, exactly, where it has no entry of its own', async () => {
    const service = await start({ recorder: { refusalsPerSecond: 5 } });
    const flood = 200;
    await Promise.all(
      Array.from({ length: flood }, async () => await sendAs(service.admin.as(null), 'f', {})),
    );
    const { folder } = service.spool;
    await service.app.close();
    const entries = await adminEntries({ ...service, spool: { folder } as never });
    const single = entries.filter(({ requestId }) => requestId === 'f').length;
    const counts = entries.filter(({ operation }) => operation === 'refusals.count');
    const counted = counts.map(({ refusals }) => refusals['caller.unauthenticated'] as number);
    expect(single).toBeLessThan(flood / 4);
    expect(single + counted.reduce((sum, one) => sum + one, 0)).toBe(flood);
  });
});

describe('the first use of a key on a day', () => {
  it('has an entry, and the next uses have none', async () => {
    const service = await start();
    const made = await service.admin.post('/admin/v1/callers', { name: 'p', roles: ['decide'] });
    const pep = service.admin.as(made.body.key as string);
    const question = {
      subject: { type: 'user', id: 'bob' },
      action: { name: 'read' },
      resource: { type: 'record', id: '1' },
    };
    const uses = async (): Promise<readonly Entry[]> =>
      (await adminEntries(service)).filter(
        ({ operation, caller }) => operation === 'credential.use' && caller === made.body.id,
      );
    for (let asked = 0; asked < 5; asked += 1) {
      expect((await pep.evaluate(question)).status).toBe(200);
    }
    const keys = await service.admin.get(`/admin/v1/callers/${made.body.id}/keys`);
    const credential = `key:${keys.body.items[0].id}`;
    expect(await uses()).toMatchObject([{ tenant: 'default', target: { credential } }]);
  });
});

describe('a write that is committed after its request has timed out', () => {
  it('says so by an entry of its own', async () => {
    const service = await start({ http: { requestDeadlineMs: 300 } });
    const client = new Client({ connectionString: service.database.url });
    await client.connect();
    await client.query('BEGIN');
    await client.query('SELECT FROM tenants FOR UPDATE');
    expectProblem(await sendAs(service.admin, 'r', {}), 503, 'request.deadline');
    await client.query('COMMIT');
    await client.end();
    while ((await entriesOf(service, 'r')).length < 3) {
      // It is committed as soon as the lock is free.
    }
    const [late, intended, done] = await entriesOf(service, 'r');
    expect(late).toMatchObject({ outcome: 'failed', code: 'request.deadline', revision: null });
    expect(intended).toMatchObject({ outcome: 'intended' });
    const { decisionId, revision } = intended;
    expect(done).toMatchObject({ outcome: 'done', intents: [decisionId], revision });
  });
});

describe('a push of git', () => {
  it('that is refused has an entry with why, one that passes its intent and outcome', async () => {
    const service = await start();
    const git = await GitClient.create();
    try {
      await git.init('work', remoteOf(service.url, service.key));
      await git.commit('work', { 'main.rego': 'package policy.main\n\npermit {' });
      expect((await git.run('work', 'push', 'origin', 'main')).code).not.toBe(0);
      await git.commit('work', { 'main.rego': permitting('one') });
      await git.must('work', 'push', 'origin', 'main');
    } finally {
      await git.remove();
    }
    const entries = await adminEntries(service);
    const pushes = entries.filter(({ operation }) => operation === 'repositories.write');
    expect(pushes).toMatchObject([
      { outcome: 'refused', status: 200, code: 'policy.build_refused', revision: null },
      { outcome: 'intended', changed: { bundle: 2, bundle_activation: 1 } },
      { outcome: 'done', status: 200, code: null, intents: [pushes[1].decisionId] },
    ]);
    expect(pushes[2].revision).toBe(pushes[1].revision);
  });
});

/** The spool finds out by itself. */
async function untilReady({ admin }: RunningService): Promise<void> {
  let status = 503;
  while (status !== 200) {
    ({ status } = await admin.get('/health/ready'));
  }
}

describe('while the spool cannot be written', () => {
  it('an admin write is refused before it is committed, and works again by itself', async () => {
    const disk = new FailingDisk();
    const service = await start({ spoolDisk: disk });
    const before = await queryDatabase(service.database, 'SELECT revision FROM tenants');
    disk.isFull = true;
    // The first finds out at its intent, the second is not even begun.
    for (const id of ['first', 'second']) {
      expectProblem(await sendAs(service.admin, id, {}), 503, 'log.unavailable');
    }
    const stored = `SELECT id FROM identities WHERE id = 'bob'`;
    expect(await queryDatabase(service.database, stored)).toEqual([]);
    expect(await queryDatabase(service.database, 'SELECT revision FROM tenants')).toEqual(before);
    disk.isFull = false;
    await untilReady(service);
    expect((await sendAs(service.admin, 'third', {})).status).toBe(201);
    expect(await entriesOf(service, 'third')).toHaveLength(2);
  });

  it('one whose outcome cannot be recorded answers so, and its outcome follows', async () => {
    const disk = new FailingDisk();
    const service = await start({ spoolDisk: disk });
    service.app.get(RevisionedWriter).afterCommit(async () => {
      disk.isFull = true;
      return await Promise.resolve(true);
    });
    expectProblem(await sendAs(service.admin, 'r', {}), 503, 'log.outcome_unrecorded');
    expect((await service.admin.get(BOB)).status).toBe(200);
    expect(await entriesOf(service, 'r')).toMatchObject([{ outcome: 'intended' }]);
    disk.isFull = false;
    await untilReady(service);
    await service.app.get(Refusals).count();
    const [intended, done] = await entriesOf(service, 'r');
    const { decisionId, revision } = intended;
    expect(done).toMatchObject({ outcome: 'done', late: true, intents: [decisionId], revision });
  });

  it('is answered by the insecure setting, and nothing is recorded', async () => {
    const disk = new FailingDisk();
    const service = await start({ spoolDisk: disk, recorder: { answersUnrecorded: true } });
    disk.isFull = true;
    expect((await sendAs(service.admin, 'r', {})).status).toBe(201);
    expect(await entriesOf(service, 'r')).toEqual([]);
  });
});
