import { engineOf } from '../policy/support/opa.js';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';

const POLICY = {
  'a.rego': `package policy.docs

guards := {"open"}
guard contains "open" if input.resource.id != "closed"
permit contains "reader" if input.action.name == "read"
permit contains "asked" if input.action.name == "ask"
permit contains "clash" if clash == 1
clash := 1 if input.context.clash
clash := 2 if input.context.clash
obligations contains {"id": "o1", "type": "step-up", "properties": {"acr_value": "mfa"}} if input.action.name == "ask"
advice contains {"id": "a1", "type": "custom", "properties": {"tip": "be brief"}} if input.action.name == "read"
advice contains {"id": "bad", "type": "unknown", "properties": {}} if input.context.broken
`,
};

let service: RunningService;
let admin: HttpClient;
let debug: HttpClient;
let pep: HttpClient;

async function caller(role: string): Promise<HttpClient> {
  const { body } = await admin.post('/admin/v1/callers', { name: role, roles: [role] });
  return admin.as(body.key as string);
}

beforeAll(async () => {
  service = await startService({ starterPolicy: await engineOf(POLICY) });
  ({ admin } = service);
  await admin.put('/admin/v1/identities/user/ann', {});
  debug = await caller('policy:debug');
  pep = await caller('decide');
});

afterAll(async () => {
  await service.stop();
});

const question = (action: string, change: object = {}): object => ({
  subject: { type: 'user', id: 'ann' },
  action: { name: action },
  resource: { type: 'doc', id: '1' },
  ...change,
});
const DECISION = '/v1/data/legate/decision';
const decide = async (input: unknown, path = DECISION): Promise<HttpAnswer> =>
  await pep.post(path, { input });

describe('/v1/data/legate/decision', () => {
  it('OPA-1: serves the full decision with its id and revision, by POST and by GET', async () => {
    const posted = await decide(question('read'));
    const query = new URLSearchParams({ input: JSON.stringify(question('read')) }).toString();
    const got = await pep.get(`${DECISION}?${query}&pretty=true`);
    for (const { status, body, headers } of [posted, got]) {
      expect(status).toBe(200);
      expect(body).toEqual({
        decision_id: body.result.evaluation_id,
        result: {
          allow: true,
          evaluation_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          mode: 'autonomous',
          reasons: ['permit.reader'],
          advice: [{ id: 'a1', type: 'custom', properties: { tip: 'be brief' } }],
        },
      });
      expect(headers.get('legate-revision')).toMatch(/^\d+$/);
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  it('denies as an evaluation does', async () => {
    const { body } = await decide(question('write', { resource: { type: 'doc', id: 'closed' } }));
    expect(body.result).toMatchObject({ allow: false, reasons: ['policy.no_match', 'guard.open'] });
  });

  it('OBL-3: carries obligations whole, and denies where only allow is asked for', async () => {
    const whole = await decide(question('ask'));
    expect(whole.body.result).toMatchObject({ allow: true, obligations: [{ type: 'step-up' }] });
    expect((await decide(question('ask'), `${DECISION}/allow`)).body.result).toBe(false);
    expect((await decide(question('read'), `${DECISION}/allow`)).body.result).toBe(true);
  });

  it.each([undefined])('is undefined without an input', async (input) => {
    for (const answer of [
      await decide(input),
      await pep.get(DECISION),
      await pep.send('POST', DECISION),
    ]) {
      expect(answer).toMatchObject({ status: 200, body: {} });
      expect(answer.body).not.toHaveProperty('result');
    }
  });

  it.each([null, 5, 'x', [], {}, question('read', { subject: { type: 'user' } }), question('')])(
    'OPA-4: tells what is wrong with the input %j',
    async (input) => {
      const { status, body } = await decide(input);
      expect({ status, code: body.code }).toEqual({ status: 400, code: 'request.invalid' });
      expect(body.errors).toContainEqual({
        code: 'request.invalid',
        pointer: expect.stringMatching(/^\/input/),
        message: expect.any(String),
      });
      expect(body).not.toHaveProperty('requestId');
    },
  );

  it.each([
    ['POST', DECISION, '{"input": {', 'request.malformed'],
    ['POST', DECISION, '[]', 'request.invalid'],
    ['GET', `${DECISION}?input=%7B`, undefined, 'request.malformed'],
    ['GET', `${DECISION}?input=%7B%22a%22:1,%22a%22:2%7D`, undefined, 'request.malformed'],
    ['GET', `${DECISION}?input=%7B%22__proto__%22:1%7D`, undefined, 'request.malformed'],
    ['GET', `${DECISION}?input=1&input=2`, undefined, 'request.invalid'],
  ])('OPA-1: bad JSON is 400: %s %s %s', async (method, path, sent, code) => {
    const { status, body } = await pep.send(method, path, sent);
    expect({ status, body }).toEqual({ status: 400, body: { code, message: expect.any(String) } });
  });

  it('exists for every tenant, and knows that of its key only', async () => {
    await admin.put('/admin/v1/tenants/other', {});
    const { body } = await admin.post(`/t/other${DECISION}`, { input: question('read') });
    expect(body.result).toMatchObject({ allow: false, reasons: ['subject.unknown'] });
    const foreign = await pep.post(`/t/other${DECISION}`, { input: question('read') });
    expect(foreign).toMatchObject({ status: 403, body: { code: 'caller.forbidden' } });
  });
});

describe('advice', () => {
  it('OBL-2: that is not valid makes the answer a deny', async () => {
    const { body } = await admin.evaluate(question('read', { context: { broken: true } }));
    expect(body).toMatchObject({
      decision: false,
      context: { reasons: ['indeterminate.advice', 'policy.no_match', 'guard.open'] },
    });
  });
});

describe('context.supported_obligations', () => {
  it.each([
    [['step-up'], true],
    [['step-up', 'made-up'], true],
    [['notification', 'made-up'], false],
    [[], false],
    ['step-up', true],
  ])('OBL-5, OBL-6: of %j lets a step-up through: %s', async (supported, decision) => {
    const context = { supported_obligations: supported };
    const { body } = await admin.evaluate(question('ask', { context }));
    expect(body.decision).toBe(decision);
    expect(body.context.reasons).toEqual([decision ? 'permit.asked' : 'obligation.unsupported']);
    expect(body.context.obligations).toHaveLength(1);
  });
});

describe('other documents', () => {
  it.each([
    '/v1/data',
    '/v1/data/',
    '/v1/data/legate',
    '/v1/data/legate/decision/reasons',
    '/v1/data/identities/user',
  ])('OPA-5: %s is undefined, whatever is stored', async (path) => {
    for (const answer of [await pep.get(path), await decide(question('read'), path)]) {
      expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: {} });
    }
  });

  it('OPA-4: a method that there is not is 405', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const { status, body, headers } = await pep.send(method, DECISION, '{}');
      expect({ status, code: body.code }).toEqual({
        status: 405,
        code: 'route.method_not_allowed',
      });
      expect(headers.get('allow')).toBe('GET, HEAD, POST');
    }
  });

  it('need a key', async () => {
    const { status, body } = await admin.as(null).get(DECISION);
    expect({ status, code: body.code }).toEqual({ status: 401, code: 'caller.unauthenticated' });
  });
});

describe('/v1/data/policy', () => {
  const ask = async (input: unknown, path = '/v1/data/policy/docs'): Promise<HttpAnswer> =>
    await debug.post(path, { input });

  it('serves what a package says of the input alone', async () => {
    const input = question('read');
    const { status, body } = await ask(input);
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        result: {
          permit: ['reader'],
          guard: ['open'],
          guards: ['open'],
          obligations: [],
          advice: [expect.objectContaining({ id: 'a1' })],
        },
      },
    });
    expect((await ask(input, '/v1/data/policy/docs/permit')).body).toEqual({ result: ['reader'] });
  });

  it.each([
    ['/v1/data/policy/none', {}],
    ['/v1/data/policy/docs/none', {}],
    ['/v1/data/policy/docs/permit/0/x', {}],
    ['/v1/data/policy/docs', undefined],
    ['/v1/data/policy/docs', 'text'],
  ])('is undefined at %s for the input %j', async (path, input) => {
    expect((await ask(input, path)).body).toEqual({});
  });

  it('tells of a package that cannot be evaluated, and goes on', async () => {
    const { status, body } = await ask({ context: { clash: true } });
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'policy.evaluation_failed' });
    expect((await ask(question('read'))).status).toBe(200);
  });

  it('is for policy:debug only, which reaches nothing else', async () => {
    const admins = await caller('admin');
    for (const client of [pep, admins]) {
      expect((await client.post('/v1/data/policy/docs', { input: {} })).status).toBe(403);
    }
    expect((await debug.post(DECISION, { input: question('read') })).status).toBe(403);
  });
});

describe('/v0/data', () => {
  it('OPA-2: takes the input as the body, and answers the bare result or 404', async () => {
    const path = '/v0/data/legate/decision';
    expect((await pep.post(path, question('read'))).body).toMatchObject({ allow: true });
    expect((await pep.post(`${path}/allow`, question('ask'))).body).toBe(false);
    expect((await debug.post('/v0/data/policy/docs/permit', question('read'))).body).toEqual([
      'reader',
    ]);
    for (const [client, undefinedPath] of [
      [pep, '/v0/data'],
      [pep, '/v0/data/none'],
      [debug, '/v0/data/policy/none'],
    ] as const) {
      const { status, body } = await client.post(undefinedPath, {});
      expect({ status, code: body.code }).toEqual({ status: 404, code: 'data.undefined' });
    }
  });
});
