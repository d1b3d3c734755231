import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { expectDecisionError, expectProblem } from '../support/expect-error.js';
import type { HttpAnswer } from '../support/http-client.js';
import type { HttpClient } from '../support/http-client.js';
import { sendRaw } from '../support/raw-http.js';
import { startService } from '../support/running-service.js';
import type { RunningService, ServiceOptions } from '../support/running-service.js';
import { TcpProxy } from '../support/tcp-proxy.js';

const QUESTION = {
  subject: { type: 'user', id: 'alice' },
  action: { name: 'read' },
  resource: { type: 'record', id: '1' },
};
const EVALUATION = '/access/v1/evaluation';
const LIST = '/admin/v1/identities';
const ALICE = '/admin/v1/identities/user/alice';

let service: RunningService;
let admin: HttpClient;

async function start(options: ServiceOptions): Promise<void> {
  service = await startService(options);
  ({ admin } = service);
  expect((await admin.put(ALICE, { attributes: { roles: ['viewer'] } })).status).toBe(201);
}

afterEach(async () => {
  await service.stop();
});

/** A question whose `context` makes it nest that deep. */
function nested(depth: number): object {
  let context: unknown = {};
  for (let level = 3; level < depth; level += 1) {
    context = { a: context };
  }
  return { ...QUESTION, context: { a: context } };
}

describe('the body', () => {
  it('may be as long as LEGATE_BODY_LIMIT_BYTES and no longer (AZ-75)', async () => {
    await start({ bodyLimitBytes: 4096 });
    const text = JSON.stringify(QUESTION);
    const padded = (bytes: number): string => text + ' '.repeat(bytes - text.length);
    expect((await admin.send('POST', EVALUATION, padded(4096))).body.decision).toBe(true);
    const over = await admin.send('POST', EVALUATION, padded(4097));
    expectDecisionError(over, 413, 'request.too_large');
    expectProblem(await admin.send('PUT', ALICE, padded(4097)), 413, 'request.too_large');
  });

  it('may nest as deep as LEGATE_MAX_JSON_DEPTH and no deeper (AZ-75)', async () => {
    await start({ http: { maxJsonDepth: 10 } });
    expect((await admin.evaluate(nested(10))).body.decision).toBe(true);
    expectDecisionError(await admin.evaluate(nested(11)), 400, 'request.malformed');
    const deep = { attributes: nested(10) };
    expectProblem(await admin.put(ALICE, deep), 400, 'request.malformed');
  });
});

describe('a page', () => {
  it('is as large as LEGATE_MAX_PAGE_SIZE at most, and by default', async () => {
    await start({ maxPageSize: 2 });
    for (const id of ['b', 'c', 'd']) {
      await admin.put(`/admin/v1/identities/user/${id}`, {});
    }
    expect((await admin.get(`${LIST}?limit=2`)).body.items).toHaveLength(2);
    expect((await admin.get(LIST)).body).toMatchObject({ nextCursor: expect.any(String) });
    expect((await admin.get(LIST)).body.items).toHaveLength(2);
    const over = await admin.get(`${LIST}?limit=3`);
    expectProblem(over, 400, 'request.invalid');
    expect(over.body.problems).toEqual([{ pointer: '/limit', message: expect.any(String) }]);
  });
});

describe('the rate of a caller', () => {
  async function another(): Promise<HttpClient> {
    const { status, body } = await admin.post('/admin/v1/callers', {
      name: 'pep',
      roles: ['decide'],
    });
    expect(status).toBe(201);
    return admin.as(body.key);
  }

  it('beyond LEGATE_RATE_BURST is 429 with Retry-After, for that caller alone (AZ-75)', async () => {
    await start({ http: { rateLimit: 1, rateBurst: 10 } });
    const pep = await another();
    const answers: HttpAnswer[] = [];
    for (let asked = 0; asked < 10; asked += 1) {
      answers.push(await pep.evaluate(QUESTION));
    }
    // A second passes now and then on a slow machine, and with it comes a token: ask until there is none.
    let last = await pep.evaluate(QUESTION);
    while (last.status === 200) {
      last =
        (await Promise.all(answers.map(async () => await pep.evaluate(QUESTION)))).at(-1) ?? last;
    }
    expect(answers.every(({ status, body }) => status === 200 && body.decision === true)).toBe(
      true,
    );
    expectDecisionError(last, 429, 'request.rate_limited');
    expect(last.headers.get('retry-after')).toBe('1');
    expect((await admin.evaluate(QUESTION)).status).toBe(200);
  });

  it('is refused on admin routes too, before the body is read', async () => {
    await start({ http: { rateLimit: 1, rateBurst: 1 }, bodyLimitBytes: 1024 });
    const answers = await Promise.all(
      [1, 2, 3, 4].map(async () => await admin.send('PUT', ALICE, 'x'.repeat(2000))),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    for (const answer of refused) {
      expectProblem(answer, 429, 'request.rate_limited');
      expect(answer.headers.get('retry-after')).toBe('1');
    }
  });

  it('does not touch what is asked without a key', async () => {
    await start({ http: { rateLimit: 1, rateBurst: 1 } });
    for (let asked = 0; asked < 3; asked += 1) {
      expect((await admin.as(null).get('/health/live')).status).toBe(200);
      expect((await admin.as(null).evaluate(QUESTION)).status).toBe(401);
    }
  });
});

describe('the deadline of a request', () => {
  let proxy: TcpProxy;

  async function startFrozen(http: ServiceOptions['http']): Promise<void> {
    await start({
      databaseTimeoutMs: 60_000,
      http: http ?? {},
      feed: { maxStalenessMs: 600_000, catchUpLimitMs: 60_000 },
      connectThrough: async (url) => {
        proxy = await TcpProxy.before(url);
        return proxy.url;
      },
    });
    expect((await admin.evaluate(QUESTION)).body.decision).toBe(true);
    proxy.freeze();
  }

  afterEach(async () => {
    proxy.cut();
    await proxy.close();
  });

  it('turns a decision whose facts do not come into a deny (200)', async () => {
    await startFrozen({ requestDeadlineMs: 200 });
    const unseen = { ...QUESTION, resource: { type: 'record', id: 'unseen' } };
    const { status, body, headers } = await admin.evaluate(unseen);
    expect({ status, decision: body.decision, reasons: body.context.reasons }).toEqual({
      status: 200,
      decision: false,
      reasons: ['indeterminate.deadline'],
    });
    expect(headers.get('legate-revision')).toBeNull();
  });

  it('turns a wait for a revision into a deny', async () => {
    await startFrozen({ requestDeadlineMs: 200 });
    const headers = { 'legate-min-revision': '999999' };
    const answer = await admin.send('POST', EVALUATION, JSON.stringify(QUESTION), headers);
    expect(answer.body.context.reasons).toEqual(['indeterminate.deadline']);
  });

  it('does not touch what is answered from memory', async () => {
    await startFrozen({ requestDeadlineMs: 200 });
    expect((await admin.evaluate(QUESTION)).body.decision).toBe(true);
  });

  it('makes any other request 503, and one whose caller cannot be told', async () => {
    await startFrozen({ requestDeadlineMs: 200 });
    const answers = await Promise.all([
      admin.get(ALICE),
      admin.put(ALICE, { attributes: {} }),
      admin.get(LIST),
    ]);
    for (const answer of answers) {
      expectProblem(answer, 503, 'request.deadline');
      expect(answer.headers.get('retry-after')).toBe('1');
    }
    const stranger = await admin.as(`lgt_${'x'.repeat(40)}`).evaluate(QUESTION);
    expectDecisionError(stranger, 503, 'request.deadline');
  });

  it('answers 503 to more than LEGATE_MAX_WAITING_REQUESTS at a time, and stays live', async () => {
    await startFrozen({ requestDeadlineMs: 3000, maxWaitingRequests: 2 });
    const asked = [1, 2, 3, 4].map(async () => await admin.get(ALICE));
    const first = await Promise.race(asked);
    expectProblem(first, 503, 'server.busy');
    expect(first.headers.get('retry-after')).toBe('1');
    expect((await admin.evaluate(QUESTION)).status).toBe(503);
    expect((await admin.as(null).get('/health/live')).status).toBe(200);
    const codes = (await Promise.all(asked)).map(({ body }) => body.code).toSorted();
    expect(codes).toEqual(['request.deadline', 'request.deadline', 'server.busy', 'server.busy']);
  });
});

it('requests that are refused do not count as waiting', async () => {
  await start({ http: { maxWaitingRequests: 2 } });
  for (let asked = 0; asked < 10; asked += 1) {
    expect((await admin.as(null).evaluate(QUESTION)).status).toBe(401);
  }
  expect((await admin.evaluate(QUESTION)).status).toBe(200);
});

describe('the headers', () => {
  async function sendHeaders(bytes: number): Promise<{ status: number; text: string }> {
    const headers = { authorization: `Bearer ${service.key}`, 'x-more': 'x'.repeat(bytes) };
    return await sendRaw(service.url, { method: 'GET', path: LIST, headers });
  }

  it('may be as long as LEGATE_MAX_HEADER_BYTES and no longer', async () => {
    await start({ http: { maxHeaderBytes: 4096 } });
    expect((await sendHeaders(3000)).status).toBe(200);
    const { status, text } = await sendHeaders(4096);
    expect(status).toBe(431);
    expect(JSON.parse(text)).toMatchObject({ status: 431, code: 'request.headers_too_large' });
  });

  it('that are no HTTP are refused with a code', async () => {
    await start({});
    const answer = await talk(`GET / HTTP/1.1\r\nhost: x\r\nbro ken\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('"code":"request.malformed"');
  });
});

function open(): Socket {
  const { hostname, port } = new URL(service.url);
  return connect({ host: hostname, port: Number(port) });
}

/** Sends bytes and gives all that comes until the service closes the connection. */
async function talk(sent: string): Promise<string> {
  const socket = open();
  let got = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    got += text;
  });
  socket.write(sent);
  await new Promise((resolve) => socket.once('close', resolve));
  return got;
}

it('a request that does not arrive within LEGATE_RECEIVE_TIMEOUT_MS is 408', async () => {
  await start({ http: { receiveTimeoutMs: 300 } });
  const head = `POST ${EVALUATION} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${service.key}\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{`;
  for (const sent of [head, 'POST /access']) {
    const answer = await talk(sent);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('"code":"request.not_received"');
  }
});

it('connections beyond LEGATE_MAX_CONNECTIONS are closed, and make room when they end', async () => {
  await start({ http: { maxConnections: 3 } });
  // `start` has asked over one that is kept alive, or over none.
  const sockets = [open(), open(), open(), open()];
  const closed = await Promise.race(
    sockets.map(
      async (socket) =>
        await new Promise<Socket>((resolve) =>
          socket.once('close', () => {
            resolve(socket);
          }),
        ),
    ),
  );
  expect(sockets).toContain(closed);
  for (const socket of sockets) {
    socket.destroy();
  }
  const request = `GET /health/live HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`;
  let answer = await talk(request);
  while (answer === '') {
    // The service has not seen all of them end yet.
    answer = await talk(request);
  }
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
});
