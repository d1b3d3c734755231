import { LegateClient, LegateError } from '@legate/client';
import { startService } from '../support/running-service.js';
import type { RunningService } from '../support/running-service.js';

const question = (id = '1'): Parameters<LegateClient['evaluate']>[0] => ({
  subject: { type: 'user', id: 'alice' },
  action: { name: 'read' },
  resource: { type: 'record', id },
});

let service: RunningService;
let client: LegateClient;

beforeAll(async () => {
  service = await startService({ http: { rateLimit: 1, rateBurst: 50 } });
  await service.admin.put('/admin/v1/identities/user/alice', { attributes: { roles: ['viewer'] } });
  client = new LegateClient({ baseUrl: service.url, key: service.key, timeoutMs: 30_000 });
});

afterAll(async () => {
  await service.stop();
});

describe('the client against the service', () => {
  it('gives permits and denies with reasons, revision and the request id sent', async () => {
    const permit = await client.evaluate(question(), { requestId: 'req-1' });
    expect(permit).toMatchObject({
      decision: true,
      reasons: ['permit.viewer'],
      evaluationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      requestId: 'req-1',
      revision: expect.any(Number),
    });
    const deny = await client.evaluate({ ...question(), action: { name: 'delete' } });
    expect(deny).toMatchObject({ decision: false, reasons: ['policy.no_match'] });
  });

  it('sees its own write by the revision of it', async () => {
    const path = '/admin/v1/identities/user/alice';
    const { body } = await service.admin.put(path, { attributes: { roles: [] } });
    const { decision, revision } = await client.evaluate(question(), {
      minRevision: body.revision,
    });
    expect({ decision, isNew: (revision ?? 0) >= body.revision }).toEqual({
      decision: false,
      isNew: true,
    });
    const later = { minRevision: Number(body.revision) + 1000 };
    expect(await client.isAllowed(question(), later)).toBe(false);
    expect((await client.evaluate(question(), later)).reasons).toEqual(['indeterminate.stale']);
    await service.admin.put(path, { attributes: { roles: ['viewer'] } });
  });

  it('names what Legate refuses: the key, the tenant, the question', async () => {
    const codeOf = async (asked: Promise<unknown>): Promise<unknown> =>
      await asked.catch((cause: unknown) => (cause instanceof LegateError ? cause.code : cause));
    const { url: baseUrl, key } = service;
    const stranger = new LegateClient({ baseUrl, key: `lgt_${'x'.repeat(40)}` });
    expect(await codeOf(stranger.evaluate(question()))).toBe('caller.unauthenticated');
    const elsewhere = new LegateClient({ baseUrl, key, tenant: 'nowhere' });
    expect(await codeOf(elsewhere.evaluate(question()))).toBe('caller.forbidden');
    expect(await codeOf(client.evaluate(question('')))).toBe('request.invalid');
    for (const one of [stranger, elsewhere]) {
      expect(await one.isAllowed(question())).toBe(false);
    }
  });

  it('waits out the bound of its rate, and asks again under the same request id', async () => {
    const caller = await service.admin.post('/admin/v1/callers', { name: 'p', roles: ['decide'] });
    const hasty = new LegateClient({
      baseUrl: service.url,
      key: caller.body.key,
      timeoutMs: 30_000,
      retries: 0,
    });
    const patient = new LegateClient({
      baseUrl: service.url,
      key: caller.body.key,
      timeoutMs: 30_000,
      retries: 10,
    });
    let refused: unknown = null;
    while (refused === null) {
      refused = await hasty.evaluate(question()).then(
        () => null,
        (cause: unknown) => cause,
      );
    }
    expect(refused).toMatchObject({
      code: 'request.rate_limited',
      status: 429,
      isTransient: true,
      retryAfterMs: 1000,
    });
    expect(await patient.isAllowed(question())).toBe(true);
  });
});
