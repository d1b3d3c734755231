import { join } from 'node:path';
import { Client } from 'pg';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import { ServiceProcesses } from '../support/service-processes.js';

const SHIFT_MS = 300_000;
const MINUTE_MS = 60_000;
/** How far a process's picture of the database's clock may be off: far less than the shift. */
const UNCERTAINTY_MS = 20_000;
const SKEWED = {
  NODE_OPTIONS: `--require ${join(__dirname, '..', 'support', 'skewed-clock.cjs')}`,
  TEST_CLOCK_SHIFT_MS: String(SHIFT_MS),
};

let processes: ServiceProcesses;
let clock: Client;
let right: HttpClient;
let skewed: HttpClient;
let refused: HttpClient;

beforeAll(async () => {
  processes = await ServiceProcesses.create();
  clock = new Client({ connectionString: processes.database.url });
  await clock.connect();
  right = await processes.start();
  [skewed, refused] = await Promise.all([
    processes.start(SKEWED),
    processes.start({ ...SKEWED, LEGATE_MAX_CLOCK_SKEW_MS: '1000' }),
  ]);
  await right.put('/admin/v1/identities/user/alice', { attributes: { roles: ['editor'] } });
});

afterAll(async () => {
  await clock.end();
  await processes.stop();
});

/** ms since the epoch. */
async function databaseNow(): Promise<number> {
  const { rows } = await clock.query<{ now: number }>(
    'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now',
  );
  return rows[0]?.now ?? NaN;
}

/** An agent of its own with one grant from alice; gives its question. */
async function given(agent: string, times: object): Promise<object> {
  const owners = [{ kind: 'user', id: 'alice' }];
  await right.put(`/admin/v1/identities/agent/${agent}`, { owners });
  const granted = await right.post('/admin/v1/grants', {
    grantor: { kind: 'user', id: 'alice' },
    grantee: { kind: 'agent', id: agent },
    actions: ['read'],
    resources: [{ type: 'record', id: '**' }],
    ...times,
  });
  expect(granted.status).toBe(201);
  return {
    subject: { type: 'user', id: 'alice' },
    action: { name: 'read' },
    resource: { type: 'record', id: 'r1' },
    context: { agent },
  };
}

async function ask(service: HttpClient, question: object): Promise<HttpAnswer> {
  const { body } = await right.get('/admin/v1/identities/user/alice');
  const headers = { 'legate-min-revision': String(body.revision) };
  return await service.send('POST', '/access/v1/evaluation', JSON.stringify(question), headers);
}

describe('a process whose clock is five minutes fast, and may be', () => {
  it.each<[string, (at: (minutes: number) => string) => object, string]>([
    ['still valid for two minutes', (at) => ({ expiresAt: at(2) }), 'permit.editor'],
    ['valid for an hour', (at) => ({ notBefore: at(-60), expiresAt: at(60) }), 'permit.editor'],
    ['expired for two minutes', (at) => ({ expiresAt: at(-2) }), 'grant.expired'],
    ['valid in two minutes', (at) => ({ notBefore: at(2) }), 'grant.not_yet_valid'],
    ['valid since two minutes', (at) => ({ notBefore: at(-2) }), 'permit.editor'],
  ])('agrees with one that is right on a grant that is %s', async (name, times, reason) => {
    const now = await databaseNow();
    const question = await given(
      name.replaceAll(' ', '-'),
      times((minutes) => new Date(now + minutes * MINUTE_MS).toISOString()),
    );
    // The second time from memory.
    for (const service of [right, skewed, right, skewed]) {
      expect((await ask(service, question)).body.context.reasons).toEqual([reason]);
    }
  });

  it("lets a grant expire when the database's clock says so", async () => {
    const end = (await databaseNow()) + 1500;
    const question = await given('expiring', { expiresAt: new Date(end).toISOString() });
    for (const service of [right, skewed]) {
      for (let isOver = false; !isOver;) {
        const before = await databaseNow();
        const { decision, context } = (await ask(service, question)).body;
        const after = await databaseNow();
        isOver = !decision;
        expect(context.reasons).toEqual([decision ? 'permit.editor' : 'grant.expired']);
        expect(decision ? before - UNCERTAINTY_MS < end : after + UNCERTAINTY_MS >= end).toBe(true);
      }
    }
  });
});

describe('a process whose clock is further off than it may be', () => {
  it('denies what the others permit, and is not ready', async () => {
    const question = await given('doubted', {});
    expect((await ask(skewed, question)).body.decision).toBe(true);
    const { body } = await ask(refused, question);
    expect(body).toMatchObject({ decision: false, context: { reasons: ['indeterminate.clock'] } });
    const ready = await refused.get('/health/ready');
    expect(ready).toMatchObject({ status: 503, body: { parts: { clock: false } } });
    expect((await skewed.get('/health/ready')).status).toBe(200);
  });
});
