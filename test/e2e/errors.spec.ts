import { expectDecisionError, expectNoInternals, expectProblem } from '../support/expect-error.js';
import type { HttpAnswer } from '../support/http-client.js';
import { sendRaw } from '../support/raw-http.js';
import type { RawRequest } from '../support/raw-http.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';

const BODY_LIMIT = 64 * 1024;
const ALICE = '/admin/v1/identities/user/alice';
const EVALUATION = '/access/v1/evaluation';
const JSON_TYPE = { 'content-type': 'application/json' };

let service: RunningService;

beforeAll(async () => {
  service = await startService({ bodyLimitBytes: BODY_LIMIT });
});

afterAll(async () => {
  await service.stop();
});

/** Sends the bytes as they are, with the bootstrap key unless other headers say otherwise. */
async function raw(options: RawRequest): Promise<HttpAnswer> {
  const headers = { authorization: `Bearer ${service.key}`, ...options.headers };
  const { status, headers: answered, text } = await sendRaw(service.url, { ...options, headers });
  const known = Object.entries(answered).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  return { status, headers: new Headers(known), body: JSON.parse(text) };
}

describe('without a valid key', () => {
  it.each([
    ['none', undefined],
    ['another scheme', 'Basic abc'],
    ['no scheme', 'lgt_0123456789012345678901234567890123456789'],
    ['an empty one', 'Bearer '],
    ['a malformed one', 'Bearer lgt_short'],
    ['an unknown one', `Bearer lgt_${'x'.repeat(43)}`],
    ['two in one header', `Bearer lgt_${'x'.repeat(43)} lgt_${'x'.repeat(43)}`],
    ['one that is SQL', "Bearer lgt_';DROP/**/TABLE/**/callers;--0123456789"],
  ])('(%s) answers 401 with a challenge on both kinds of route (AZ-71)', async (_, key) => {
    const headers: Record<string, string> = key === undefined ? {} : { authorization: key };
    const anonymous = service.admin.as(null);
    const admin = await anonymous.send('GET', ALICE, undefined, headers);
    expectProblem(admin, 401, 'caller.unauthenticated');
    const decision = await anonymous.send('POST', EVALUATION, '{}', headers);
    expectDecisionError(decision, 401, 'caller.unauthenticated');
    for (const { headers: answered } of [admin, decision]) {
      expect(answered.get('www-authenticate')).toBe('Bearer realm="legate"');
    }
  });

  it.each([
    ['is not JSON', '{"broken', JSON_TYPE],
    ['is of another type', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['is larger than the limit', ' '.repeat(BODY_LIMIT + 1), JSON_TYPE],
    ['has duplicate names', '{"a":1,"a":2}', JSON_TYPE],
  ])('answers 401 before it looks at a body that %s', async (_, body, headers) => {
    const anonymous = service.admin.as(null);
    for (const [method, path] of [
      ['PUT', ALICE],
      ['POST', EVALUATION],
      ['POST', '/admin/v1/grants'],
      ['POST', '/admin/v1/callers'],
    ] as const) {
      expect((await anonymous.send(method, path, body, headers)).status).toBe(401);
    }
  });

  it('takes the scheme in any case, as RFC 9110 section 11.1 has it', async () => {
    const headers = { authorization: `bEARER   ${service.key}` };
    const answer = await service.admin.as(null).send('GET', ALICE, undefined, headers);
    expectProblem(answer, 404, 'identity.not_found');
  });
});

describe('a route', () => {
  it.each([
    ['GET', '/'],
    ['GET', '/admin/v1/nothing'],
    ['POST', '/admin/v1/identities/user/alice'],
    ['PATCH', '/admin/v1/identities/user/alice'],
    ['GET', '/admin/v1/identities/user'],
    ['GET', '/admin/v1/identities/user/alice/'],
    ['GET', '/ADMIN/v1/identities'],
    ['GET', '/admin//v1/identities'],
    ['GET', '/admin/v1/identities/user/a/b'],
  ])('that is not there answers 404: %s %s', async (method, path) => {
    expectProblem(await raw({ method, path }), 404, 'route.not_found');
  });

  it('that is not there answers below /access as decision routes do', async () => {
    const answer = await raw({ method: 'POST', path: '/access/v1/nothing' });
    expectDecisionError(answer, 404, 'route.not_found');
  });

  it('with a segment longer than any id answers 400', async () => {
    const path = `/admin/v1/identities/user/${'a'.repeat(3 * 1024 + 1)}`;
    expectProblem(await raw({ method: 'GET', path }), 400, 'request.invalid');
  });

  it.each(['%', '%zz', '%c3', '%ff', '%ed%a0%80', '%c0%af'])(
    'with the bad percent-encoding %s answers 400',
    async (id) => {
      const path = `/admin/v1/identities/user/${id}`;
      expectProblem(await raw({ method: 'GET', path }), 400, 'request.invalid');
      expectProblem(
        await raw({ method: 'PUT', path, headers: JSON_TYPE, body: '{}' }),
        400,
        'request.invalid',
      );
    },
  );
});

describe('a body', () => {
  async function put(body: Buffer | string, headers: RawRequest['headers'] = JSON_TYPE) {
    return await raw({ method: 'PUT', path: ALICE, headers, body });
  }

  async function evaluate(body: Buffer | string, headers: RawRequest['headers'] = JSON_TYPE) {
    return await raw({ method: 'POST', path: EVALUATION, headers, body });
  }

  it('over the limit answers 413', async () => {
    const body = JSON.stringify({ attributes: { a: 'x'.repeat(BODY_LIMIT) } });
    expectProblem(await put(body), 413, 'request.too_large');
    expectDecisionError(await evaluate(body), 413, 'request.too_large');
  });

  it('over the limit answers 413 when it does not say its length', async () => {
    const headers = { ...JSON_TYPE, 'transfer-encoding': 'chunked' };
    const body = JSON.stringify({ attributes: { a: 'x'.repeat(BODY_LIMIT) } });
    expectProblem(await put(body, headers), 413, 'request.too_large');
  });

  it.each([
    ['nothing', ''],
    ['white space', ' \n'],
    ['a cut object', '{"attributes":{'],
    ['two values', '{} {}'],
    ['a comment', '{/* x */}'],
    ['single quotes', "{'a':1}"],
    ['NaN', '{"attributes":{"a":NaN}}'],
    ['a NUL byte', '{"displayName":"\0"}'],
    ['__proto__', '{"attributes":{"__proto__":{"roles":["admin"]}}}'],
    ['an escaped __proto__', '{"attributes":{"\\u005f_proto__":1}}'],
    ['constructor.prototype', '{"attributes":{"constructor":{"prototype":{}}}}'],
    ['duplicate names', '{"status":"active","status":"suspended"}'],
    ['names that are the same unescaped', '{"attributes":{"role":1,"r\\u006fle":2}}'],
    ['duplicates in a list', '{"attributes":{"a":[0,{"b":"}","b":{}}]}}'],
    ['a lone surrogate', '{"attributes":{"a":"\\ud83d"}}'],
    ['a lone low surrogate as a name', '{"attributes":{"\\ude00":1}}'],
    ['a number out of range', '{"attributes":{"a":-1e999}}'],
    ['a lone opening', '['.repeat(5000)],
    ['deep nesting', `{"attributes":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}`],
    ['deep lists', `{"attributes":{"a":${'['.repeat(5000)}${']'.repeat(5000)}}}`],
  ])('with %s is no I-JSON and answers 400 (AZ-11, AZ-74, AZ-75)', async (_, body) => {
    expectProblem(await put(body), 400, 'request.malformed');
    expectDecisionError(await evaluate(body), 400, 'request.malformed');
  });

  it.each([
    ['a bare byte', [0xff]],
    ['a cut sequence', [0xf0, 0x9f, 0x98]],
    ['an encoded surrogate', [0xed, 0xa0, 0x80]],
    ['an overlong form', [0xc0, 0xaf]],
  ])('that is not UTF-8 (%s) answers 400, however it is sent (AZ-74)', async (_, bytes) => {
    const body = Buffer.concat([
      Buffer.from('{"displayName":"'),
      Buffer.from(bytes),
      Buffer.from('"}'),
    ]);
    expectProblem(await put(body), 400, 'request.malformed');
    const chunked = { ...JSON_TYPE, 'transfer-encoding': 'chunked' };
    expectProblem(await put(body, chunked), 400, 'request.malformed');
    expectDecisionError(await evaluate(body), 400, 'request.malformed');
  });

  it.each([
    'text/plain',
    'text/json',
    'application/jsonp',
    'application/problem+json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain; a=application/json',
    'json',
    'garbage',
    '/',
    ';',
  ])('sent as %s answers 400, not 415 (AZ-11)', async (type) => {
    const headers = { 'content-type': type };
    expectProblem(await put('{}', headers), 400, 'request.content_type');
    expectDecisionError(await evaluate('{}', headers), 400, 'request.content_type');
  });

  it('sent without a type answers 400', async () => {
    expectProblem(await put('{}', {}), 400, 'request.content_type');
    expectDecisionError(await evaluate('{}', {}), 400, 'request.content_type');
  });

  it.each([
    'application/json; charset=utf-8',
    'Application/JSON',
    'application/json;charset="UTF-8"',
  ])('sent as %s is taken (AZ-11)', async (type) => {
    const answer = await put('{}', { 'content-type': type });
    expect([200, 201]).toContain(answer.status);
  });

  it.each(['null', '[]', '"text"', '1', 'true', '[{}]'])(
    'that is %s and no object answers 400 (AZ-12)',
    async (body) => {
      expectProblem(await put(body), 400, 'request.invalid');
      expectDecisionError(await evaluate(body), 400, 'request.invalid');
      const posted = { headers: JSON_TYPE, body };
      for (const path of ['/admin/v1/grants', '/admin/v1/callers']) {
        const answer = await raw({ method: 'POST', path, ...posted });
        expectProblem(answer, 400, 'request.invalid');
      }
    },
  );

  it('that is missing altogether answers 400', async () => {
    for (const [method, path] of [
      ['PUT', ALICE],
      ['POST', '/admin/v1/grants'],
    ] as const) {
      expectProblem(await raw({ method, path }), 400, 'request.invalid');
    }
    expectDecisionError(await raw({ method: 'POST', path: EVALUATION }), 400, 'request.invalid');
  });
});

describe('X-Request-ID', () => {
  const ID = 'trace/1 "<>%00\t{}';
  const named = { 'x-request-id': ID };

  it.each([
    ['a success', { method: 'GET', path: '/health/live' }, 200],
    ['no route', { method: 'GET', path: '/nothing' }, 404],
    ['no such identity', { method: 'GET', path: '/admin/v1/identities/user/nobody' }, 404],
    ['a bad path', { method: 'GET', path: '/admin/v1/identities/user/%zz' }, 400],
    ['a broken body', { method: 'POST', path: EVALUATION, body: '{' }, 400],
    [
      'a body over the limit',
      { method: 'PUT', path: ALICE, body: ' '.repeat(BODY_LIMIT + 1) },
      413,
    ],
    [
      'a foreign type',
      { method: 'PUT', path: ALICE, body: '{}', headers: { 'content-type': 'x' } },
      400,
    ],
  ] as const)('is echoed unaltered on %s (AZ-72)', async (_, asked, status) => {
    const headers = { ...JSON_TYPE, ...('headers' in asked && asked.headers), ...named };
    const answer = await raw({ ...asked, headers });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('x-request-id')).toBe(ID);
    if (status >= 400) {
      expect(answer.body.requestId).toBe(ID);
    }
  });

  it('is echoed on a decision and on a refused key (AZ-72)', async () => {
    const denied = await raw({
      method: 'POST',
      path: EVALUATION,
      body: '{}',
      headers: { ...JSON_TYPE, ...named, authorization: 'no' },
    });
    expect(denied.status).toBe(401);
    expect(denied.headers.get('x-request-id')).toBe(ID);
  });

  it('of 256 characters is echoed, a longer one refused and not echoed (AZ-72)', async () => {
    const longest = 'x'.repeat(256);
    const asked = { method: 'GET', path: '/health/live' };
    const taken = await raw({ ...asked, headers: { 'x-request-id': longest } });
    expect(taken.headers.get('x-request-id')).toBe(longest);
    const refused = await raw({ ...asked, headers: { 'x-request-id': `${longest}x` } });
    expectProblem(refused, 400, 'request.id_too_long');
    expect(refused.headers.get('x-request-id')).not.toBe(`${longest}x`);
  });

  it('is made when there is none, and is in the body of an error', async () => {
    const answer = await raw({ method: 'GET', path: '/nothing' });
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.body.requestId).toBe(answer.headers.get('x-request-id'));
  });
});

describe('what an error shows', () => {
  it('names every wrong member with its JSON pointer, and no internals', async () => {
    const answer = await raw({
      method: 'POST',
      path: '/admin/v1/grants',
      headers: JSON_TYPE,
      body: JSON.stringify({
        grantor: { kind: 'robot', id: 'a' },
        actions: ['ok', 7],
        resources: [{ type: 'record', id: 'x', more: 1 }],
        unknown: true,
      }),
    });
    expectProblem(answer, 400, 'request.invalid');
    const pointers = answer.body.problems.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers.sort()).toEqual([
      '/actions',
      '/grantee',
      '/grantor/kind',
      '/resources/0/more',
      '/unknown',
    ]);
  });

  it('tells nothing of the service on a request that is not HTTP', async () => {
    const answer = await raw({
      method: 'GET',
      path: '/health/live',
      headers: { 'x-request-id': 'a'.repeat(20_000) },
    });
    expect(answer.status).toBe(431);
    expectNoInternals(answer);
  });
});
