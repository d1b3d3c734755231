import { LegateClient } from '@legate/client';
import { answerJson, answerNever, answerText, ScriptedServer } from '@legate/testing';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { RecordsApiModule } from '../../examples/records-api/records-api.module.js';
import { HttpClient } from '../support/http-client.js';
import type { HttpAnswer } from '../support/http-client.js';
import { startService } from '../support/running-service.js';
import type { RunningService } from '../support/running-service.js';

let legate: RunningService;
let key: string;
let running: NestFastifyApplication | null = null;

beforeAll(async () => {
  legate = await startService();
  const { admin } = legate;
  const { body } = await admin.post('/admin/v1/callers', { name: 'records', roles: ['decide'] });
  ({ key } = body);
  for (const [path, value] of [
    ['identities/user/alice', { attributes: { roles: ['viewer'] } }],
    ['identities/user/owner', {}],
    ['identities/user/nobody', {}],
    ['identities/agent/helper', { owners: [{ kind: 'user', id: 'alice' }], ceiling: null }],
    ['resources/record/q1', { attributes: { owner: 'owner' } }],
  ] as const) {
    expect((await admin.put(`/admin/v1/${path}`, value)).status).toBe(201);
  }
  const granted = await admin.post('/admin/v1/grants', {
    grantor: { kind: 'user', id: 'alice' },
    grantee: { kind: 'agent', id: 'helper' },
    actions: ['read'],
    resources: [{ type: 'record', id: 'q1' }],
  });
  expect(granted.status).toBe(201);
});

afterEach(async () => {
  await running?.close();
  running = null;
});

afterAll(async () => {
  await legate.stop();
});

/** The example, asking the Legate at that address. */
async function start(baseUrl: string, timeoutMs = 30_000): Promise<HttpClient> {
  const client = new LegateClient({ baseUrl, key, timeoutMs, retries: 1 });
  running = await NestFactory.create<NestFastifyApplication>(
    RecordsApiModule.with(client),
    new FastifyAdapter(),
    { logger: false },
  );
  await running.listen(0, '127.0.0.1');
  return new HttpClient(await running.getUrl(), null);
}

type Who = Readonly<{ 'x-user'?: string; 'x-agent'?: string }>;

const read = async (api: HttpClient, who: Who, id = 'q1'): Promise<HttpAnswer> =>
  await api.send('GET', `/records/${id}`, undefined, who);
const write = async (api: HttpClient, who: Who): Promise<HttpAnswer> =>
  await api.send('PUT', '/records/q1', '{"text":"changed"}', who);

describe('the records API in front of a real Legate', () => {
  it('lets in whom policy permits, and knows by which evaluation', async () => {
    const api = await start(legate.url);
    const { status, body } = await read(api, { 'x-user': 'alice' });
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        id: 'q1',
        text: 'Turnover of the first quarter',
        evaluation: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    });
    expect((await write(api, { 'x-user': 'owner' })).status).toBe(200);
  });

  it('refuses whom policy denies, and does nothing', async () => {
    const api = await start(legate.url);
    for (const who of [{ 'x-user': 'alice' }, { 'x-user': 'nobody' }, { 'x-user': 'unknown' }]) {
      const { status, body } = await write(api, who);
      expect(status).toBe(403);
      expect(JSON.stringify(body)).not.toContain('policy');
    }
    expect((await read(api, { 'x-user': 'alice' })).body.text).not.toBe('changed');
  });

  it('lets an agent do what it was granted, and no more, until that is revoked', async () => {
    const api = await start(legate.url);
    const helper = { 'x-user': 'alice', 'x-agent': 'helper' };
    expect((await read(api, helper)).status).toBe(200);
    expect((await read(api, helper, 'q2')).status).toBe(403);
    expect((await read(api, { 'x-user': 'owner', 'x-agent': 'helper' })).status).toBe(403);
    expect((await read(api, { 'x-user': 'alice' }, 'q2')).status).toBe(200);
    const { body } = await legate.admin.get('/admin/v1/grants');
    const path = `/admin/v1/grants/${body.items[0].id}/revoke`;
    expect((await legate.admin.post(path, { reason: 'test' })).status).toBe(200);
    expect((await read(api, helper)).status).toBe(403);
  });

  it('lets nobody in who is not known, or by a route that says nothing', async () => {
    const api = await start(legate.url);
    expect((await read(api, {})).status).toBe(503);
    expect((await api.send('GET', '/records', undefined, { 'x-user': 'alice' })).status).toBe(403);
    expect((await api.get('/health')).body).toEqual({ status: 'up' });
  });
});

describe('the records API without a Legate that works', () => {
  let fake: ScriptedServer;

  beforeAll(async () => {
    fake = await ScriptedServer.start();
  });

  afterAll(async () => {
    await fake.stop();
  });

  it('lets nobody in when there is none', async () => {
    const gone = await ScriptedServer.start();
    await gone.stop();
    const api = await start(gone.url);
    expect((await read(api, { 'x-user': 'alice' })).status).toBe(503);
    expect((await write(api, { 'x-user': 'owner' })).status).toBe(503);
  });

  it('lets nobody in when it is slow', async () => {
    fake.willAnswer(answerNever);
    const api = await start(fake.url, 200);
    expect((await read(api, { 'x-user': 'alice' })).status).toBe(503);
  });

  it.each([
    ['garbage', answerText(200, 'permit', { 'content-type': 'application/json' })],
    ['a text for true', answerJson(200, { decision: 'true' })],
    ['a permit of status 500', answerJson(500, { decision: true })],
    ['a permit of status 503', answerJson(503, { decision: true })],
    ['nothing', answerText(200, '')],
    ['a refusal', answerJson(401, { code: 'caller.unauthenticated' })],
  ])('lets nobody in when it answers %s', async (_, answer) => {
    fake.willAnswer(answer);
    const api = await start(fake.url);
    expect((await read(api, { 'x-user': 'alice' })).status).toBe(503);
    expect((await write(api, { 'x-user': 'owner' })).status).toBe(503);
  });

  it('lets nobody in by a permit whose obligation it cannot perform', async () => {
    const obligations = [{ id: '1', type: 'step-up', properties: {} }];
    fake.willAnswer(answerJson(200, { decision: true, context: { obligations } }));
    const api = await start(fake.url);
    expect((await read(api, { 'x-user': 'alice' })).status).toBe(403);
  });
});
