import {
  answerJson,
  answerNever,
  answerText,
  breakOffAfter,
  resetConnection,
  ScriptedServer,
} from '@legate/testing';
import type { ScriptedAnswer } from '@legate/testing';
import { LegateClient, LegateError } from './index.js';
import type { LegateClientOptions } from './index.js';

const QUESTION = {
  subject: { type: 'user', id: 'alice' },
  action: { name: 'read' },
  resource: { type: 'record', id: '1' },
};
const PERMIT = { decision: true, context: { evaluation_id: 'e-1', reasons: ['permit.owner'] } };
const DENY = { decision: false, context: { reasons: ['policy.no_match'] } };
const JSON_TYPE = { 'content-type': 'application/json' };
const permit = answerJson(200, PERMIT);

let server: ScriptedServer;

beforeAll(async () => {
  server = await ScriptedServer.start();
});

afterAll(async () => {
  await server.stop();
});

function client(options: Partial<LegateClientOptions> = {}): LegateClient {
  // Long enough for a slow machine; what hangs is given less.
  return new LegateClient({ baseUrl: server.url, key: 'lgt_key', timeoutMs: 30_000, ...options });
}

/** What `evaluate` throws; fails when it does not. `isAllowed` must say no to the same. */
async function failure(
  script: readonly ScriptedAnswer[],
  options: Partial<LegateClientOptions> = {},
): Promise<LegateError> {
  server.willAnswer(...script);
  expect(await client(options).isAllowed(QUESTION)).toBe(false);
  server.willAnswer(...script);
  const thrown: unknown = await client(options)
    .evaluate(QUESTION)
    .catch((cause: unknown) => cause);
  expect(thrown).toBeInstanceOf(LegateError);
  return thrown as LegateError;
}

describe('a decision', () => {
  it('is given with its reasons, revision and request id', async () => {
    server.willAnswer(answerJson(200, PERMIT, { 'legate-revision': '7' }));
    const result = await client().evaluate(QUESTION);
    const [seen] = server.seen;
    expect(seen).toMatchObject({ method: 'POST', path: '/access/v1/evaluation', body: QUESTION });
    expect(seen?.headers).toMatchObject({
      authorization: 'Bearer lgt_key',
      'content-type': 'application/json',
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(result).toEqual({
      decision: true,
      reasons: ['permit.owner'],
      obligations: [],
      evaluationId: 'e-1',
      context: PERMIT.context,
      revision: 7,
      requestId: seen?.headers['x-request-id'],
    });
  });

  it('that denies is an answer, not an error, and is not asked for again', async () => {
    server.willAnswer(answerJson(200, DENY), permit);
    expect((await client().evaluate(QUESTION)).decision).toBe(false);
    expect(server.seen).toHaveLength(1);
  });

  it('is asked of the tenant below the path of the base address', async () => {
    server.willAnswer(permit);
    await client({ baseUrl: `${server.url}/legate/`, tenant: 'a/b' }).evaluate(QUESTION);
    expect(server.seen[0]?.path).toBe('/legate/t/a%2Fb/access/v1/evaluation');
  });

  it.each<[string, unknown]>([
    ['a text', { decision: 'true' }],
    ['a number', { decision: 1 }],
    ['null', { decision: null }],
    ['missing', {}],
    ['in a list', { decision: [true] }],
    ['in another member', { Decision: true, allow: true, result: true }],
    ['inherited', JSON.parse('{"__proto__": {"decision": true}}')],
    ['of a batch', { evaluations: [{ decision: true }] }],
    ['of another service', { result: { decision: true } }],
  ])('that is %s is an error, and no permit (AZ-14)', async (_, body) => {
    const error = await failure([answerJson(200, body), permit]);
    expect(error).toMatchObject({ code: 'client.malformed_answer', status: 200 });
    expect(server.seen).toHaveLength(1);
  });

  it.each<[string, string | Buffer]>([
    ['nothing', ''],
    ['true', 'true'],
    ['a list', '[{"decision":true}]'],
    ['null', 'null'],
    ['a page', '<html>decision: true</html>'],
    ['cut JSON', '{"decision":true'],
    ['two values', '{"decision":true}{"decision":true}'],
    ['no UTF-8', Buffer.from([...Buffer.from('{"decision":true,"a":"'), 0xff, 0x22, 0x7d])],
  ])('that is %s is an error, and no permit', async (_, text) => {
    const error = await failure([answerText(200, text, JSON_TYPE), permit]);
    expect(error.code).toBe('client.malformed_answer');
    expect(server.seen).toHaveLength(1);
  });

  it.each([
    ['context', { decision: true, context: 'x' }],
    ['context', { decision: true, context: [] }],
    ['reasons', { decision: true, context: { reasons: 'x' } }],
    ['obligations', { decision: true, context: { obligations: {} } }],
    ['obligations', { decision: true, context: { obligations: [{ id: '1', type: 'x' }] } }],
    ['obligations', { decision: true, context: { obligations: ['step-up'] } }],
  ])('whose %s cannot be understood is an error', async (_, body) => {
    expect((await failure([answerJson(200, body)])).code).toBe('client.malformed_answer');
  });

  it.each([undefined, 'text/html', 'text/plain; charset=application/json'])(
    'of content type %s is an error',
    async (type) => {
      const headers = type === undefined ? {} : { 'content-type': type };
      const error = await failure([answerText(200, JSON.stringify(PERMIT), headers)]);
      expect(error.code).toBe('client.malformed_answer');
    },
  );

  it.each([201, 202, 204, 206, 400, 401, 403, 404, 409, 413, 500, 501])(
    'of status %i is an error that is not asked for again, whatever the body says',
    async (status) => {
      const error = await failure([answerJson(status, PERMIT), permit]);
      expect(error).toMatchObject({ code: 'client.unexpected_status', status });
      expect(server.seen).toHaveLength(1);
    },
  );

  it('longer than the bound is an error', async () => {
    const long = answerJson(200, { ...PERMIT, more: 'x'.repeat(1000) });
    const error = await failure([long, permit], { maxAnswerBytes: 1000 });
    expect(error.code).toBe('client.answer_too_large');
    server.willAnswer(long);
    expect(await client({ maxAnswerBytes: 2000 }).isAllowed(QUESTION)).toBe(true);
  });

  it.each([301, 302, 303, 307, 308])('behind a redirect (%i) is not fetched', async (status) => {
    const elsewhere = answerText(status, '', { location: `${server.url}/elsewhere` });
    const error = await failure([elsewhere, permit]);
    expect(error).toMatchObject({ code: 'client.redirect_refused', status });
    expect(server.seen).toHaveLength(1);
  });
});

describe('an error of Legate', () => {
  it('keeps its code, status and the request id', async () => {
    const error = await failure([answerJson(401, { code: 'caller.unauthenticated' })]);
    expect(error).toMatchObject({
      code: 'caller.unauthenticated',
      status: 401,
      requestId: server.seen[0]?.headers['x-request-id'],
      isTransient: false,
    });
  });

  it.each([{ code: 5 }, { code: 'no code\n' }, { code: 'x'.repeat(300) }, [], 'x'])(
    'whose body is %j is told by its status',
    async (body) => {
      expect((await failure([answerJson(400, body)])).code).toBe('client.unexpected_status');
    },
  );
});

describe('trying again', () => {
  const soon = { 'retry-after': '0' };

  it.each([429, 502, 503, 504])('comes after %i, under the same request id', async (status) => {
    server.willAnswer(answerJson(status, {}, soon), answerJson(status, {}, soon), permit);
    const { decision, requestId } = await client().evaluate(QUESTION);
    expect(decision).toBe(true);
    expect(server.seen.map(({ headers }) => headers['x-request-id'])).toEqual(
      Array(3).fill(requestId),
    );
  });

  it('comes after a connection that was reset', async () => {
    server.willAnswer(resetConnection, permit);
    expect(await client().isAllowed(QUESTION)).toBe(true);
    expect(server.seen.length).toBeGreaterThanOrEqual(2);
  });

  it('ends with the number of tries, and then there is no decision', async () => {
    const error = await failure([answerJson(503, PERMIT, soon)], { retries: 3 });
    expect(error).toMatchObject({ status: 503, isTransient: true });
    expect(server.seen).toHaveLength(4);
    expect((await failure([resetConnection], { retries: 1 })).code).toBe(
      'client.connection_failed',
    );
  });

  it.each(['reset', 'hang'] as const)(
    'does not come once an answer has begun (then: %s), whatever it began with',
    async (then) => {
      const script = [breakOffAfter('{"decision":true}', then), permit];
      const error = await failure(script, { timeoutMs: 500 });
      expect(['client.connection_failed', 'client.timeout']).toContain(error.code);
      expect(server.seen).toHaveLength(1);
    },
  );

  it('waits as long as Retry-After says, or gives up when that is too long', async () => {
    const later = answerJson(429, { code: 'request.rate_limited' }, { 'retry-after': '60' });
    const error = await failure([later, permit]);
    expect(error).toMatchObject({ code: 'request.rate_limited', retryAfterMs: 60_000 });
    expect(server.seen).toHaveLength(1);
    server.willAnswer(answerJson(503, {}, { 'retry-after': '1' }), permit);
    const asked = performance.now();
    expect(await client().isAllowed(QUESTION)).toBe(true);
    expect(performance.now() - asked).toBeGreaterThanOrEqual(990);
  });

  it('asks for the key anew', async () => {
    const keys = ['first', 'second'];
    server.willAnswer(answerJson(503, {}, soon), permit);
    await client({ key: async () => await Promise.resolve(keys.shift() ?? '') }).evaluate(QUESTION);
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer first',
      'Bearer second',
    ]);
  });
});

describe('the time of a call', () => {
  it('is bounded when nothing is answered', async () => {
    const error = await failure([answerNever], { timeoutMs: 100 });
    expect(error).toMatchObject({ code: 'client.timeout', status: null });
  });

  it('is bounded over all tries', async () => {
    const script = [answerJson(503, {}, { 'retry-after': '0' }), answerNever];
    expect((await failure(script, { timeoutMs: 300 })).code).toBe('client.timeout');
  });

  it('is bounded when fetch heeds no signal, or the key does not come', async () => {
    const never = async (): Promise<never> => await new Promise<never>(() => undefined);
    expect((await failure([permit], { timeoutMs: 50, fetch: never })).code).toBe('client.timeout');
    expect((await failure([permit], { timeoutMs: 50, key: never })).code).toBe('client.timeout');
  });

  it('ends when the caller gives up', async () => {
    server.willAnswer(answerNever);
    const given = new AbortController();
    const asked = client().evaluate(QUESTION, { signal: given.signal });
    given.abort();
    await expect(asked).rejects.toMatchObject({ code: 'client.aborted' });
    await expect(
      client().evaluate(QUESTION, { signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: 'client.aborted' });
  });
});

describe('Legate-Min-Revision', () => {
  it('is sent, and a permit from before it is an error', async () => {
    for (const [revision, isAllowed] of [
      ['9', true],
      ['8', true],
      ['7', false],
      ['x', false],
      [null, false],
    ] as const) {
      const headers: Record<string, string> =
        revision === null ? {} : { 'legate-revision': revision };
      server.willAnswer(answerJson(200, PERMIT, headers));
      expect(await client().isAllowed(QUESTION, { minRevision: 8 })).toBe(isAllowed);
      expect(server.seen[0]?.headers['legate-min-revision']).toBe('8');
    }
    await expect(client().evaluate(QUESTION, { minRevision: 8 })).rejects.toMatchObject({
      code: 'client.stale_answer',
    });
  });
});

describe('obligations', () => {
  const notify = { id: 'o-1', type: 'notification', properties: { to: 'x', body: 'y' } };
  const obliged = { decision: true, context: { reasons: ['permit.a'], obligations: [notify] } };

  it('that are not supported make a permit a deny, and stay in the answer (OBL-3)', async () => {
    server.willAnswer(answerJson(200, obliged));
    const result = await client({ supportedObligations: ['step-up'] }).evaluate(QUESTION);
    expect(result).toMatchObject({
      decision: false,
      reasons: ['permit.a', 'client.obligation_unsupported'],
      obligations: [notify],
    });
    expect(await client().isAllowed(QUESTION)).toBe(false);
  });

  it('that are supported leave it', async () => {
    server.willAnswer(answerJson(200, obliged));
    expect(await client({ supportedObligations: ['notification'] }).isAllowed(QUESTION)).toBe(true);
    const options = { supportedObligations: ['notification'] };
    expect(await client().isAllowed(QUESTION, options)).toBe(true);
  });

  it('never make a deny a permit', async () => {
    server.willAnswer(answerJson(200, { ...obliged, decision: false }));
    const options = { supportedObligations: ['notification'] };
    expect(await client().isAllowed(QUESTION, options)).toBe(false);
  });
});

describe('wrong use', () => {
  it.each<Partial<LegateClientOptions>>([
    { baseUrl: 'legate' },
    { baseUrl: 'ftp://127.0.0.1' },
    { baseUrl: 'http://legate.example.com' },
    { baseUrl: 'https://u:p@legate.example.com' },
    { baseUrl: 'https://legate.example.com/?a' },
    { baseUrl: 'https://legate.example.com/#a' },
    { tenant: '' },
    { tenant: '..' },
    { timeoutMs: 0 },
    { timeoutMs: Infinity },
    { retries: -1 },
    { retries: 1.5 },
    { maxAnswerBytes: 0 },
  ])('is refused: %j', (options) => {
    expect(() => client(options)).toThrow(
      expect.objectContaining({ code: 'client.invalid_request' }),
    );
  });

  it('plain HTTP to another machine must be wanted', () => {
    const baseUrl = 'http://legate.example.com';
    expect(() => client({ baseUrl, allowInsecureHttp: true })).not.toThrow();
    expect(() => client({ baseUrl: 'https://legate.example.com' })).not.toThrow();
  });

  it.each([
    { requestId: '' },
    { requestId: 'a\r\nb: c' },
    { requestId: 'x'.repeat(257) },
    { minRevision: -1 },
    { minRevision: 0.5 },
    { timeoutMs: 0 },
  ])('of a call is an error, and nothing is asked: %j', async (options) => {
    server.willAnswer(permit);
    expect(await client().isAllowed(QUESTION, options)).toBe(false);
    await expect(client().evaluate(QUESTION, options)).rejects.toMatchObject({
      code: 'client.invalid_request',
    });
    expect(server.seen).toHaveLength(0);
  });

  it('a question that is no JSON is an error', async () => {
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    server.willAnswer(permit);
    expect(await client().isAllowed({ ...QUESTION, context: circular })).toBe(false);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('no key');
      },
    ],
    ['is rejected', async () => await Promise.reject(new Error('no key'))],
    ['is empty', () => ''],
    ['has a line break', () => 'a\r\nb'],
    ['is nothing', () => undefined as unknown as string],
  ])('a key that %s is an error, and nothing is asked', async (_, key) => {
    expect((await failure([permit], { key })).code).toBe('client.token_failed');
    expect(server.seen).toHaveLength(0);
  });
});
