import { expectDecisionError, expectProblem } from '../support/expect-error.js';
import { HttpClient } from '../support/http-client.js';
import type { HttpAnswer } from '../support/http-client.js';
import { sendRaw } from '../support/raw-http.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';

/** Routes that answer without a key. A route that is not here must name its operation. */
const OPEN = [
  'GET /.well-known/authzen-configuration',
  'GET /.well-known/authzen-configuration/t/{tenant}',
  'GET /.well-known/jwks.json',
  'GET /health/live',
  'GET /health/ready',
];
/** The same for those that are no operation of the API: the API's description. */
const DESCRIPTION = /^\/(docs(\/.*)?|docs-json|docs-yaml|openapi\.json)$/;

interface Route {
  readonly method: string;
  readonly path: string;
}

const registered: Route[] = [];
let service: RunningService;
let anonymous: HttpClient;

beforeAll(async () => {
  service = await startService({
    beforeInit: (app) => {
      app
        .getHttpAdapter()
        .getInstance()
        .addHook('onRoute', ({ method, url }) => {
          registered.push(...[method].flat().map((name) => ({ method: name, path: url })));
        });
    },
  });
  anonymous = new HttpClient(service.url, null);
});

afterAll(async () => {
  await service.stop();
});

const nameOf = ({ method, path }: Route): string => `${method} ${path}`;

async function readDescribed(): Promise<readonly Route[]> {
  const { body } = await anonymous.get('/openapi.json');
  const paths = body.paths as Readonly<Record<string, object>>;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter((method) => method !== 'parameters')
      .map((method) => ({ method: method.toUpperCase(), path })),
  );
}

const fill = (path: string): string => path.replaceAll(/\{[^}]+\}/g, 'x');

async function askWithoutKey({ method, path }: Route): Promise<HttpAnswer> {
  return await anonymous.send(method, fill(path));
}

/** Two colons are one in the path; what follows a single one is a parameter, and a star is the one named path. */
function toDescribed(path: string): string {
  return path
    .replace(/\/\*$/, '/:path')
    .replaceAll(/::|:([^/]+)/g, (_, name?: string) => (name === undefined ? ':' : `{${name}}`));
}

describe('the routes', () => {
  it('that the API describes answer 401 without a key, but for those that are open', async () => {
    const routes = await readDescribed();
    expect(routes.length).toBeGreaterThan(OPEN.length);
    const answered = await Promise.all(
      routes.map(async (route) => ({ route, status: (await askWithoutKey(route)).status })),
    );
    const open = answered.filter(({ status }) => status !== 401).map(({ route }) => nameOf(route));
    expect(open.toSorted()).toEqual(OPEN);
  });

  it('that are registered are described, or are the description itself', async () => {
    const described = new Set((await readDescribed()).map(nameOf));
    const missing = registered
      .map(({ method, path }) => ({ method, path: toDescribed(path) }))
      .filter(({ method, path }) => method !== 'HEAD' && !DESCRIPTION.test(path))
      .filter((route) => !described.has(nameOf(route)));
    expect(missing.map(nameOf)).toEqual([]);
    expect(registered.length).toBeGreaterThanOrEqual(described.size);
  });

  it('answer a HEAD without a key as they answer a GET', async () => {
    const gets = (await readDescribed()).filter(({ method }) => method === 'GET');
    for (const { path } of gets) {
      const { status } = await sendRaw(service.url, { method: 'HEAD', path: fill(path) });
      const isOpen = OPEN.includes(`GET ${path}`);
      expect({ path, status }).toEqual({ path, status: isOpen ? expect.any(Number) : 401 });
    }
  });

  it('that are open tell that the service is well', async () => {
    expect((await anonymous.get('/health/live')).body).toEqual({ status: 'live' });
    const ready = await anonymous.get('/health/ready');
    expect(ready.status).toBe(200);
    expect(ready.body).toMatchObject({ status: 'ready', parts: { database: true } });
  });
});

describe('a route there is not', () => {
  it.each([
    ['GET', '/'],
    ['GET', '/admin/v1/nothing'],
    ['GET', '/Admin/v1/identities'],
    ['PATCH', '/admin/v1/identities/user/alice'],
    ['GET', '/admin/v1/identities/user/a/b'],
    ['POST', '/health/live'],
  ])('is not found with or without a key: %s %s', async (method, path) => {
    for (const client of [service.admin, anonymous]) {
      expectProblem(await client.send(method, path), 404, 'route.not_found');
    }
  });

  it('is not found as a decision error under /access', async () => {
    expectDecisionError(await service.admin.get('/access/v1/nothing'), 404, 'route.not_found');
  });
});

describe('a path of broken percent-encoding', () => {
  it.each(['/admin/v1/identities/user/%', '/admin/v1/identities/user/%zz', '/%E0%A4%A'])(
    'is refused, with the request id: %s',
    async (path) => {
      const headers = {
        authorization: `Bearer ${service.key}`,
        'x-request-id': 'broken-path',
      };
      const {
        status,
        headers: answered,
        text,
      } = await sendRaw(service.url, {
        method: 'GET',
        path,
        headers,
      });
      expect(status).toBe(400);
      expect(answered['content-type']).toMatch(/^application\/problem\+json/);
      expect(answered['x-request-id']).toBe('broken-path');
      expect(JSON.parse(text)).toMatchObject({
        code: 'request.invalid',
        requestId: 'broken-path',
      });
    },
  );

  it('does not let a request id through that is too long', async () => {
    const { status, text } = await sendRaw(service.url, {
      method: 'GET',
      path: '/%',
      headers: { 'x-request-id': 'x'.repeat(257) },
    });
    expect(status).toBe(400);
    expect(text).not.toContain('x'.repeat(257));
  });
});

describe('X-Request-ID', () => {
  const SENT = 'req-17 / "{x}; y=1"';

  async function send(
    client: HttpClient,
    method: string,
    path: string,
    body?: string,
  ): Promise<HttpAnswer> {
    return await client.send(method, path, body, { 'x-request-id': SENT });
  }

  it('comes back unaltered on a success', async () => {
    const { status, headers } = await send(service.admin, 'GET', '/admin/v1/identities');
    expect({ status, id: headers.get('x-request-id') }).toEqual({ status: 200, id: SENT });
  });

  it.each([
    [404, 'GET', '/nothing', undefined],
    [404, 'GET', '/admin/v1/identities/user/nobody', undefined],
    [400, 'PUT', '/admin/v1/identities/user/x', '{'],
    [400, 'POST', '/access/v1/evaluation', '{}'],
    [413, 'PUT', '/admin/v1/identities/user/x', `"${'x'.repeat(300_000)}"`],
  ])('comes back unaltered on an error %i of %s %s', async (status, method, path, body) => {
    const answer = await send(service.admin, method, path, body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('x-request-id')).toBe(SENT);
    expect(answer.body.requestId).toBe(SENT);
  });

  it('comes back unaltered on a 401', async () => {
    const answer = await send(anonymous, 'GET', '/admin/v1/identities');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('x-request-id')).toBe(SENT);
  });

  it('is made where there is none, another one each time', async () => {
    const answers = await Promise.all([1, 2].map(async () => await anonymous.get('/health/live')));
    const ids = answers.map(({ headers }) => headers.get('x-request-id'));
    expect(ids).toEqual([expect.stringMatching(/^\S{36}$/), expect.stringMatching(/^\S{36}$/)]);
    expect(new Set(ids).size).toBe(2);
  });

  it('may be of 256 characters', async () => {
    const id = 'x'.repeat(256);
    const headers = { 'x-request-id': id };
    const answer = await service.admin.send('GET', '/admin/v1/callers', undefined, headers);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-request-id')).toBe(id);
  });

  it('is refused when it is longer, and not sent back', async () => {
    const headers = { 'x-request-id': 'x'.repeat(257) };
    const admin = await service.admin.send('GET', '/admin/v1/callers', undefined, headers);
    expectProblem(admin, 400, 'request.id_too_long');
    const decision = await service.admin.send('POST', '/access/v1/evaluation', '{}', headers);
    expectDecisionError(decision, 400, 'request.id_too_long');
    for (const { headers: answered, body } of [admin, decision]) {
      expect(answered.get('x-request-id')).not.toBe(headers['x-request-id']);
      expect(body.requestId).toMatch(/^\S{36}$/);
    }
  });
});
