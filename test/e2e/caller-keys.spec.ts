import { KeyUseRecorder } from '@legate/callers';
import { expectDecisionError, expectProblem } from '../support/expect-error.js';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { queryDatabase } from '../support/stored-state.js';

const CALLERS = '/admin/v1/callers';
const QUESTION = {
  subject: { type: 'user', id: 'alice' },
  action: { name: 'read' },
  resource: { type: 'record', id: '1' },
};
const DECIDE = { name: 'pep', roles: ['decide'] };

let service: RunningService;

beforeAll(async () => {
  service = await startService();
  await service.admin.put('/admin/v1/identities/user/alice', {});
});

afterAll(async () => {
  await service.stop();
});

interface Made {
  readonly id: string;
  readonly key: string;
  readonly client: HttpClient;
}

async function make(body: object = DECIDE): Promise<Made> {
  const { status, body: made } = await service.admin.post(CALLERS, body);
  expect(status).toBe(201);
  return { ...made, client: service.admin.as(made.key) };
}

interface Shown {
  readonly id: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
}

const listKeys = async (id: string): Promise<readonly Shown[]> =>
  (await service.admin.get(`${CALLERS}/${id}/keys`)).body.items;

const further = async (id: string, body: object = {}): Promise<HttpAnswer> =>
  await service.admin.post(`${CALLERS}/${id}/keys`, body);

/** Puts the end of a key at the present time of the database, past the service: no wait in a test. */
async function expireNow(id: string): Promise<void> {
  await queryDatabase(
    service.database,
    'UPDATE caller_keys SET expires_at = clock_timestamp() WHERE caller_id = $1',
    [id],
  );
}

describe('a key that expires', () => {
  it('is good until then, and shown with it', async () => {
    const { id, key, client } = await make({ ...DECIDE, expiresAt: '2100-01-01T00:00:00Z' });
    expect((await client.evaluate(QUESTION)).status).toBe(200);
    const [shown] = await listKeys(id);
    expect(shown).toEqual({
      id: expect.any(String),
      prefix: key.slice(0, 10),
      roles: null,
      createdAt: expect.any(String),
      expiresAt: '2100-01-01T00:00:00.000Z',
      lastUsedAt: null,
    });
  });

  it('is not good afterwards, by the clock of the database', async () => {
    const past = await make({ ...DECIDE, expiresAt: '2020-01-01T00:00:00Z' });
    expectDecisionError(await past.client.evaluate(QUESTION), 401, 'caller.unauthenticated');
    const { id, client } = await make();
    await expireNow(id);
    expectDecisionError(await client.evaluate(QUESTION), 401, 'caller.unauthenticated');
  });

  it('is not good afterwards from memory either', async () => {
    const soon = new Date(Date.now() + 400).toISOString();
    const { client } = await make({ ...DECIDE, expiresAt: soon });
    let answer = await client.evaluate(QUESTION);
    while (answer.status === 200) {
      answer = await client.evaluate(QUESTION);
    }
    expectDecisionError(answer, 401, 'caller.unauthenticated');
    expect(Date.now()).toBeGreaterThan(Date.parse(soon) - 1100);
  });
});

describe('rotation', () => {
  it('makes a further key beside the others', async () => {
    const { id, client } = await make();
    const { status, body, headers } = await further(id);
    expect(status).toBe(201);
    expect(headers.get('cache-control')).toBe('no-store');
    expect((await client.evaluate(QUESTION)).status).toBe(200);
    expect((await service.admin.as(body.key).evaluate(QUESTION)).status).toBe(200);
    expect((await listKeys(id)).map((one) => one.expiresAt)).toEqual([null, null]);
  });

  it('with an overlap lets the old ones run out, and never longer than they had', async () => {
    const { id, client } = await make({ ...DECIDE, expiresAt: '2100-01-01T00:00:00Z' });
    const { body } = await further(id, { overlapSeconds: 3600 });
    expect((await client.evaluate(QUESTION)).status).toBe(200);
    const byId = new Map((await listKeys(id)).map((one) => [one.id, one]));
    expect(byId.get(body.id)?.expiresAt).toBeNull();
    byId.delete(body.id);
    const [old] = [...byId.values()];
    expect(Math.abs(Date.parse(String(old?.expiresAt)) - Date.now() - 3_600_000)).toBeLessThan(
      60_000,
    );
    await further(id, { overlapSeconds: 7200 });
    const again = (await listKeys(id)).find((one) => one.id === old?.id);
    expect(again?.expiresAt).toBe(old?.expiresAt);
  });

  it('without an overlap ends the old ones at once', async () => {
    const { id, client } = await make();
    expect((await client.evaluate(QUESTION)).status).toBe(200);
    const { body } = await further(id, { overlapSeconds: 0 });
    expectDecisionError(await client.evaluate(QUESTION), 401, 'caller.unauthenticated');
    expect((await service.admin.as(body.key).evaluate(QUESTION)).status).toBe(200);
  });

  it('has a bound on keys that are good', async () => {
    const { id } = await make();
    for (let made = 1; made < 20; made += 1) {
      expect((await further(id)).status).toBe(201);
    }
    expectProblem(await further(id), 409, 'caller.too_many_keys');
    expect((await further(id, { overlapSeconds: 0 })).status).toBe(201);
  });

  it.each([
    { overlapSeconds: -1 },
    { overlapSeconds: 1.5 },
    { overlapSeconds: '5' },
    { expiresAt: 'tomorrow' },
    { roles: ['root'] },
    { key: 'lgt_mine' },
  ])('is refused with %j', async (body) => {
    const { id } = await make();
    expectProblem(await further(id, body), 400, 'request.invalid');
  });
});

describe('the end of a key', () => {
  it('acts on the next request and leaves the others', async () => {
    const { id, client } = await make();
    const { body } = await further(id);
    const [, first] = await listKeys(id);
    expect((await client.evaluate(QUESTION)).status).toBe(200);
    expect((await service.admin.delete(`${CALLERS}/${id}/keys/${String(first?.id)}`)).status).toBe(
      200,
    );
    expectDecisionError(await client.evaluate(QUESTION), 401, 'caller.unauthenticated');
    expect((await service.admin.as(body.key).evaluate(QUESTION)).status).toBe(200);
    const again = await service.admin.delete(`${CALLERS}/${id}/keys/${String(first?.id)}`);
    expectProblem(again, 404, 'caller.key_not_found');
  });

  it('is not found under another caller', async () => {
    const [one, other] = [await make(), await make()];
    const [key] = await listKeys(one.id);
    const refused = await service.admin.delete(`${CALLERS}/${other.id}/keys/${String(key?.id)}`);
    expectProblem(refused, 404, 'caller.key_not_found');
  });
});

describe('a narrowed key', () => {
  it('is good for its roles alone, also of the bootstrap caller, which it cannot climb back to', async () => {
    const { items } = (await service.admin.get(CALLERS)).body;
    const { id } = items.find(({ name }: { name: string }) => name === 'bootstrap');
    const { body } = await further(id, { roles: ['admin'] });
    const narrowed = service.admin.as(body.key);
    expect((await narrowed.get(CALLERS)).status).toBe(200);
    expectDecisionError(await narrowed.evaluate(QUESTION), 403, 'caller.forbidden');
    expectProblem(await narrowed.get('/admin/v1/tenants'), 403, 'caller.forbidden');
    expectProblem(await narrowed.post(`${CALLERS}/${id}/keys`, {}), 403, 'caller.role_not_held');
  });
});

describe('the last use of a key', () => {
  it('is written beside the requests', async () => {
    const { id, client } = await make();
    await client.evaluate(QUESTION);
    expect((await listKeys(id))[0]?.lastUsedAt).toBeNull();
    await service.app.get(KeyUseRecorder).flush();
    const lastUsedAt = String((await listKeys(id))[0]?.lastUsedAt);
    expect(Math.abs(Date.parse(lastUsedAt) - Date.now())).toBeLessThan(60_000);
    const rounds = await listKeys(id);
    await service.app.get(KeyUseRecorder).flush();
    expect(await listKeys(id)).toEqual(rounds);
  });
});

describe('a caller', () => {
  it('is read with its revision and replaced under If-Match', async () => {
    const { id } = await make();
    const read = await service.admin.get(`${CALLERS}/${id}`);
    const etag = read.headers.get('etag') ?? '';
    expect(etag).toBe(`"${String(read.body.revision)}"`);
    const path = `${CALLERS}/${id}`;
    const body = JSON.stringify({ name: 'new', roles: ['decide', 'search'] });
    const put = await service.admin.send('PUT', path, body, { 'if-match': etag });
    expect(put.status).toBe(200);
    expect(put.body).toMatchObject({ id, name: 'new', roles: ['decide', 'search'] });
    const late = await service.admin.send('PUT', path, body, { 'if-match': etag });
    expectProblem(late, 412, 'precondition.failed');
    const same = await service.admin.send('PUT', path, body);
    expect(same.body.revision).toBe(put.body.revision);
  });

  it('keeps how much it is told when a PUT does not say, and is told as much from the next request', async () => {
    const { id, client } = await make({ ...DECIDE, answers: 'minimal' });
    const path = `${CALLERS}/${id}`;
    const isTold = async (): Promise<boolean> =>
      'context' in (await client.evaluate(QUESTION)).body;
    const kept = await service.admin.put(path, { ...DECIDE, name: 'renamed' });
    expect(kept.body).toMatchObject({ name: 'renamed', answers: 'minimal' });
    expect(await isTold()).toBe(false);
    const full = await service.admin.put(path, { ...DECIDE, answers: 'full' });
    expect(full.body).toMatchObject({ answers: 'full' });
    expect(full.body.revision).toBeGreaterThan(kept.body.revision as number);
    expect(await isTold()).toBe(true);
    expect((await service.admin.put(path, DECIDE)).body).toEqual(full.body);
    await service.admin.put(path, { ...DECIDE, answers: 'minimal' });
    expect(await isTold()).toBe(false);
    expectProblem(
      await service.admin.put(path, { ...DECIDE, answers: null }),
      400,
      'request.invalid',
    );
    expect((await service.admin.get(path)).body.answers).toBe('minimal');
  });

  it('is not found when there is none, and cannot be given roles that its editor lacks', async () => {
    const nobody = `${CALLERS}/00000000-0000-4000-8000-000000000000`;
    expectProblem(await service.admin.get(nobody), 404, 'caller.not_found');
    expectProblem(await service.admin.put(nobody, DECIDE), 404, 'caller.not_found');
    expectProblem(await service.admin.get(`${nobody}/keys`), 404, 'caller.not_found');
    const { client } = await make({ name: 'a', roles: ['admin'] });
    const { id } = await make({ name: 'b', roles: [] });
    const refused = await client.put(`${CALLERS}/${id}`, { name: 'b', roles: ['decide'] });
    expectProblem(refused, 403, 'caller.role_not_held');
  });
});
