import { expectNoInternals, expectProblem } from '../support/expect-error.js';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { queryDatabase, readStoredState } from '../support/stored-state.js';
import { TcpProxy } from '../support/tcp-proxy.js';

const POOL_SIZE = 3;
const ALICE = '/admin/v1/identities/user/alice';
const UNKNOWN_ID = '01890a5d-ac96-774b-bcce-b302099a8057';

let proxy: TcpProxy;
let service: RunningService;
let admin: HttpClient;

beforeEach(async () => {
  service = await startService({
    poolSize: POOL_SIZE,
    databaseTimeoutMs: 400,
    connectThrough: async (url) => {
      proxy = await TcpProxy.before(url);
      return proxy.url;
    },
  });
  ({ admin } = service);
  expect((await admin.put(ALICE, { attributes: { roles: ['viewer'] } })).status).toBe(201);
});

afterEach(async () => {
  proxy.cut();
  await service.stop();
  await proxy.close();
});

/** Asks about a resource nobody has asked about before, so that nothing remembered can answer. */
let asked = 0;
async function evaluate(): Promise<HttpAnswer> {
  asked += 1;
  return await admin.evaluate({
    subject: { type: 'user', id: 'alice' },
    action: { name: 'read' },
    resource: { type: 'record', id: `never-asked-${asked}` },
  });
}

/** What cannot be looked up is a deny or no answer at all; never a permit. */
function expectUndecided(answer: HttpAnswer): void {
  if (answer.status === 503) {
    expect(answer.body).toMatchObject({ code: 'database.unavailable' });
  } else {
    expect(answer.status).toBe(200);
    expect(answer.body.decision).toBe(false);
    expect(answer.body.context.reasons).toEqual([expect.stringMatching(/^indeterminate\./)]);
    expect(answer.headers.get('legate-revision')).toBeNull();
  }
  expectNoInternals(answer);
}

const ADMIN_REQUESTS: readonly (readonly [string, () => Promise<HttpAnswer>])[] = [
  ['reads an identity', async () => await admin.get(ALICE)],
  ['lists identities', async () => await admin.get('/admin/v1/identities')],
  ['writes an identity', async () => await admin.put(ALICE, { attributes: {} })],
  ['deletes an identity', async () => await admin.delete(ALICE)],
  ['reads a resource', async () => await admin.get('/admin/v1/resources/record/1')],
  ['lists resources', async () => await admin.get('/admin/v1/resources')],
  ['writes a resource', async () => await admin.put('/admin/v1/resources/record/1', {})],
  ['reads a grant', async () => await admin.get(`/admin/v1/grants/${UNKNOWN_ID}`)],
  [
    'revokes a grant',
    async () => await admin.post(`/admin/v1/grants/${UNKNOWN_ID}/revoke`, { reason: 'x' }),
  ],
  ['lists callers', async () => await admin.get('/admin/v1/callers')],
  ['creates a caller', async () => await admin.post('/admin/v1/callers', { name: 'x', roles: [] })],
];

const MOST_ATTEMPTS = 20;

/** Asks again, each time on what the pool then has, until it is answered as it should be. */
async function untilAnswered(send: () => Promise<HttpAnswer>, status: number): Promise<void> {
  let last = 0;
  for (let attempt = 0; attempt < MOST_ATTEMPTS && last !== status; attempt += 1) {
    ({ status: last } = await send());
  }
  expect(last).toBe(status);
}

async function expectRecovery(): Promise<void> {
  await untilAnswered(async () => await admin.get('/health/ready'), 200);
  // Every connection of the pool is fit again, not only the one that answered.
  await untilAnswered(async () => {
    const answers = await Promise.all(
      Array.from({ length: POOL_SIZE * 3 }, async () => await admin.get(ALICE)),
    );
    return answers.find(({ status }) => status !== 200) ?? answers[0] ?? (await admin.get(ALICE));
  }, 200);
  expect((await evaluate()).body.decision).toBe(true);
  expect((await admin.put('/admin/v1/identities/user/after', {})).status).toBe(201);
}

describe('a database that cannot be reached', () => {
  it('makes every admin request a 503, and no decision a permit', async () => {
    proxy.cut();
    for (const [, send] of ADMIN_REQUESTS) {
      expectProblem(await send(), 503, 'database.unavailable');
    }
    expectUndecided(await evaluate());
  });

  it('makes the service live and not ready, and it recovers by itself', async () => {
    const before = await readStoredState(service.database);
    proxy.cut();
    expect((await admin.get('/health/live')).status).toBe(200);
    expect((await admin.get('/health/ready')).status).toBe(503);
    await admin.put(ALICE, { attributes: {} });
    expect(await readStoredState(service.database)).toEqual(before);
    proxy.heal();
    await expectRecovery();
  });

  it('does not make a wrong key or a broken request another error than before', async () => {
    proxy.cut();
    expectProblem(await admin.as('no-key').get(ALICE), 401, 'caller.unauthenticated');
    expectProblem(await admin.get('/nothing'), 404, 'route.not_found');
  });
});

describe('a connection that breaks', () => {
  it('between the key and the facts is a deny, indeterminate.facts', async () => {
    proxy.cutAt('decision-facts');
    const answer = await evaluate();
    expect(proxy.hasTrapped).toBe(true);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      decision: false,
      context: { reasons: ['indeterminate.facts'] },
    });
    expectUndecided(answer);
    expect((await evaluate()).body.decision).toBe(true);
  });

  it.each([
    'FOR NO KEY UPDATE',
    'INSERT INTO resources',
    'UPDATE tenants',
    'INSERT INTO changes',
    'COMMIT',
  ])('in the middle of a write (at %s) is a 503, and nothing of it is written', async (text) => {
    const before = await readStoredState(service.database);
    const write = async () => await admin.put('/admin/v1/resources/record/1', {});
    proxy.cutAt(text);
    expectProblem(await write(), 503, 'database.unavailable');
    expect(proxy.hasTrapped).toBe(true);
    expect(await readStoredState(service.database)).toEqual(before);

    const again = await write();
    expect(again.status).toBe(201);
    expect(again.body.revision).toBe(before.revision + 1);
  });

  it('because the server ends it does not end the service', async () => {
    await queryDatabase(
      service.database,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await expectRecovery();
  });
});

describe('a connection that is half open (SpiceDB #3142)', () => {
  it('does not hang an admin request', async () => {
    proxy.freeze();
    const answers = await Promise.all(ADMIN_REQUESTS.map(async ([, send]) => await send()));
    for (const answer of answers) {
      expectProblem(answer, 503, 'database.unavailable');
    }
  });

  it('does not hang a decision, nor who asks whether the service is ready', async () => {
    proxy.freeze();
    const [decision, ready] = await Promise.all([evaluate(), admin.get('/health/ready')]);
    expectUndecided(decision);
    expect(ready.status).toBe(503);
  });

  it.each<[string, string, () => Promise<HttpAnswer>]>([
    ['a read', 'FROM identities', async () => await admin.get(ALICE)],
    ['a write', 'FOR NO KEY UPDATE', async () => await admin.put(ALICE, { attributes: {} })],
    ['the end of a write', 'COMMIT', async () => await admin.put(ALICE, { status: 'suspended' })],
    ['a decision', 'decision-facts', evaluate],
    ['the health check', 'SELECT 1', async () => await admin.get('/health/ready')],
  ])('in %s is given up: what comes later uses others', async (_, text, send) => {
    const before = await readStoredState(service.database);
    for (let connection = 0; connection < POOL_SIZE; connection += 1) {
      proxy.freezeAt(text);
      const { status } = await send();
      expect(proxy.hasTrapped).toBe(true);
      expect(status).toBe(text === 'decision-facts' ? 200 : 503);
    }
    expect(await readStoredState(service.database)).toEqual(before);
    await expectRecovery();
  });

  it('among those that lie idle is given up too', async () => {
    await Promise.all(ADMIN_REQUESTS.map(async ([, send]) => await send()));
    await admin.put(ALICE, { attributes: { roles: ['viewer'] } });
    proxy.freezeOpen();
    await expectRecovery();
  });
});
