import { engineOf } from '../policy/support/opa.js';
import { expectProblem } from '../support/expect-error.js';
import type { HttpClient } from '../support/http-client.js';
import { sendRaw } from '../support/raw-http.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';

const POLICY = {
  'a.rego': `package policy.accounts

guards := set()
permit contains "owner" if startswith(input.resource.id, "ann-")
permit contains "shared" if input.resource.type == "file"
obligations contains {"id": "o", "type": "notification", "properties": {"to": "ops", "body": "x"}} if input.action.name == "delete"
`,
};

const ROUTES = [
  {
    methods: ['GET', 'HEAD'],
    path: '/accounts/{id}',
    action: { name: 'read' },
    resource: { type: 'account', id: '{id}' },
  },
  {
    methods: ['DELETE'],
    path: '/accounts/{id}',
    action: { name: 'delete' },
    resource: { type: 'account', id: '{id}' },
  },
  {
    methods: ['*'],
    host: 'files.example.com',
    path: '/f/**',
    action: { name: 'use' },
    resource: { type: 'file', id: 'f/{**}' },
  },
];
const TABLE = {
  subject: { type: 'user', header: 'X-User' },
  actor: { header: 'X-Agent' },
  routes: ROUTES,
};

let service: RunningService;
let admin: HttpClient;
let key: string;

beforeAll(async () => {
  service = await startService({ starterPolicy: await engineOf(POLICY) });
  ({ admin } = service);
  await admin.put('/admin/v1/identities/user/ann', {});
  for (const proxy of ['nginx', 'traefik', 'caddy', 'envoy']) {
    const { status } = await admin.put(`/admin/v1/route-tables/${proxy}`, { ...TABLE, proxy });
    expect(status).toBe(201);
  }
  const { body } = await admin.post('/admin/v1/callers', { name: 'proxy', roles: ['decide'] });
  key = body.key as string;
});

afterAll(async () => {
  await service.stop();
});

type Headers = Readonly<Record<string, string>>;

interface Original {
  readonly method?: string;
  readonly uri: string;
  readonly host?: string;
}

/** How each proxy asks. */
const FORMS: Readonly<
  Record<
    string,
    (original: Required<Original>) => { method: string; path: string; headers: Headers }
  >
> = {
  nginx: ({ method, uri, host }) => ({
    method: 'GET',
    path: '/forward-auth/nginx',
    headers: { 'x-original-method': method, 'x-original-uri': uri, 'x-original-host': host },
  }),
  traefik: ({ method, uri, host }) => ({
    method: 'GET',
    path: '/forward-auth/traefik',
    headers: {
      ...{ 'x-forwarded-method': method, 'x-forwarded-proto': 'https', 'x-forwarded-host': host },
      ...{ 'x-forwarded-uri': uri, 'x-forwarded-for': '10.0.0.1' },
    },
  }),
  caddy: ({ method, uri, host }) => ({
    method: 'GET',
    path: '/forward-auth/caddy',
    headers: { 'x-forwarded-method': method, 'x-forwarded-uri': uri, 'x-forwarded-host': host },
  }),
  envoy: ({ method, uri, host }) => ({
    method,
    path: `/forward-auth/envoy${uri}`,
    headers: { host, ...(method === 'GET' ? {} : { 'content-length': '0' }) },
  }),
};

interface Verdict {
  readonly status: number;
  readonly reason: string | undefined;
}

async function ask(proxy: string, original: Original, headers: Headers = {}): Promise<Verdict> {
  const form = FORMS[proxy]?.({ method: 'GET', host: 'api.example.com:8443', ...original });
  if (form === undefined) {
    throw new Error(proxy);
  }
  const answer = await sendRaw(service.url, {
    ...form,
    headers: { 'legate-key': key, 'x-user': 'ann', ...form.headers, ...headers },
  });
  expect(answer.text).toBe('');
  expect(answer.headers['cache-control']).toBe('no-store');
  return { status: answer.status, reason: answer.headers['legate-reason'] as string | undefined };
}

describe.each(Object.keys(FORMS))('forward authorization for %s', (proxy) => {
  it.each<[Original, number, string]>([
    [{ uri: '/accounts/ann-1' }, 200, 'permit.owner'],
    [{ uri: '/accounts/ann-1?a=b' }, 200, 'permit.owner'],
    [{ uri: '/accounts/ann%2D1', method: 'HEAD' }, 200, 'permit.owner'],
    [{ uri: '/f/x/y', host: 'Files.example.com', method: 'PATCH' }, 200, 'permit.shared'],
    [{ uri: '/accounts/bob-1' }, 403, 'policy.no_match'],
    [{ uri: '/accounts/ann-1', method: 'POST' }, 403, 'forward_auth.unmatched'],
    [{ uri: '/f/x', method: 'PUT' }, 403, 'forward_auth.unmatched'],
    [{ uri: '/accounts/ann-1/' }, 403, 'forward_auth.unmatched'],
    [{ uri: '/Accounts/ann-1' }, 403, 'forward_auth.unmatched'],
    [{ uri: '/accounts/bob-1/../ann-1' }, 403, 'forward_auth.path'],
    [{ uri: '/accounts/%2e%2e/ann-1' }, 403, 'forward_auth.path'],
    [{ uri: '//accounts/ann-1' }, 403, 'forward_auth.path'],
    [{ uri: '/accounts/ann-1%2fx' }, 403, 'forward_auth.path'],
    [{ uri: '/accounts/ann-1;x' }, 403, 'forward_auth.path'],
    [{ uri: '/accounts/ann-%252e' }, 403, 'forward_auth.path'],
    [{ uri: '/accounts/ann-1', method: 'DELETE' }, 403, 'obligation.unsupported'],
  ])('of %j answers %i with %s', async (original, status, reason) => {
    expect(await ask(proxy, original)).toEqual({ status, reason });
  });

  it.each<[string, Headers]>([
    ['another original path', { 'x-original-uri': '/accounts/bob-1' }],
    ['another forwarded path', { 'x-forwarded-uri': '/accounts/bob-1' }],
    ['another original method', { 'x-original-method': 'DELETE' }],
    ['another forwarded method', { 'x-forwarded-method': 'DELETE' }],
    ['a method override', { 'x-http-method-override': 'DELETE' }],
    ['a path override', { 'x-rewrite-url': '/accounts/bob-1' }],
  ])('denies what has %s besides', async (_, headers) => {
    const [name = '', value = ''] = Object.entries(headers)[0] ?? [];
    const form = FORMS[proxy]?.({ method: 'GET', uri: '/accounts/ann-1', host: 'a' });
    // Where it is the header of this very form, it is the answer.
    if (form?.headers[name] === undefined) {
      expect(await ask(proxy, { uri: '/accounts/ann-1' }, { [name]: value })).toEqual({
        status: 403,
        reason: 'forward_auth.headers',
      });
    }
  });

  it('takes the same said twice', async () => {
    const told = { 'x-original-uri': '/accounts/ann-1', 'x-forwarded-uri': '/accounts/ann-1' };
    expect(await ask(proxy, { uri: '/accounts/ann-1' }, told)).toMatchObject({ status: 200 });
  });

  it('asks for a subject, and takes the actor where there is one', async () => {
    expect(await ask(proxy, { uri: '/accounts/ann-1' }, { 'x-user': '' })).toEqual({
      status: 401,
      reason: 'forward_auth.subject_missing',
    });
    expect(await ask(proxy, { uri: '/accounts/ann-1' }, { 'x-user': 'a\u00e9' })).toEqual({
      status: 403,
      reason: 'forward_auth.headers',
    });
    expect(await ask(proxy, { uri: '/accounts/ann-1' }, { 'x-agent': 'nobody' })).toEqual({
      status: 403,
      reason: 'actor.unknown',
    });
  });

  it('takes its own key, and no other', async () => {
    const bearer = { 'legate-key': key, authorization: 'Bearer of-the-user' };
    expect(await ask(proxy, { uri: '/accounts/ann-1' }, bearer)).toMatchObject({ status: 200 });
    for (const wrong of ['', 'x', `${key}x`]) {
      expect(await ask(proxy, { uri: '/accounts/ann-1' }, { 'legate-key': wrong })).toEqual({
        status: 401,
        reason: 'caller.unauthenticated',
      });
    }
  });
});

describe('forward authorization', () => {
  const send = async (path: string, headers: Headers = {}, method = 'GET'): Promise<Verdict> => {
    const answer = await sendRaw(service.url, {
      method,
      path,
      headers: { authorization: `Bearer ${key}`, 'x-user': 'ann', ...headers },
    });
    return { status: answer.status, reason: answer.headers['legate-reason'] as string | undefined };
  };
  const ORIGINAL = { 'x-original-method': 'GET', 'x-original-uri': '/accounts/ann-1' };

  it('tells the revision and the evaluation of a permit', async () => {
    const { headers } = await sendRaw(service.url, {
      method: 'GET',
      path: '/forward-auth/nginx',
      headers: { authorization: `Bearer ${key}`, 'x-user': 'ann', ...ORIGINAL },
    });
    expect(headers['legate-revision']).toMatch(/^\d+$/);
    expect(headers['legate-evaluation-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    ['/forward-auth/none', 'route_table.not_found'],
    ['/forward-auth', 'route_table.not_found'],
    ['/forward-auth/nginx/accounts/ann-1', 'forward_auth.headers'],
    ['/forward-auth/a.b', 'forward_auth.path'],
    ['/forward-auth/n%67inx', 'forward_auth.path'],
    ['/forward-auth/envoy', 'forward_auth.headers'],
    ['/forward-auth/envoy/%', 'request.invalid'],
    ['/t/other/forward-auth/nginx', 'caller.forbidden'],
  ])('answers 403 for %s, never an error a proxy could take for a fault', async (path, reason) => {
    expect(await send(path, ORIGINAL)).toEqual({ status: 403, reason });
  });

  it.each<[Headers, string]>([
    [{}, 'forward_auth.headers'],
    [{ 'x-original-method': 'GET' }, 'forward_auth.headers'],
    [{ ...ORIGINAL, 'x-original-method': 'get' }, 'forward_auth.headers'],
    [{ ...ORIGINAL, 'x-original-host': 'a b' }, 'forward_auth.headers'],
    [{ ...ORIGINAL, 'x-original-uri': 'accounts/ann-1' }, 'forward_auth.path'],
  ])('denies the headers %j', async (headers, reason) => {
    expect(await send('/forward-auth/nginx', headers)).toEqual({ status: 403, reason });
  });

  it('denies a method that it has not, and a body that it cannot read', async () => {
    expect((await send('/forward-auth/envoy/accounts/ann-1', {}, 'PROPFIND')).status).toBe(403);
    const headers = { authorization: `Bearer ${key}`, 'x-user': 'ann', 'content-type': 'text/x' };
    const path = '/forward-auth/envoy/accounts/ann-1';
    const answer = await sendRaw(service.url, { method: 'POST', path, headers, body: 'x' });
    expect(answer.status).toBe(403);
  });

  it('goes by the table as it is now, and the default one is named by the bare path', async () => {
    const bare = async (): Promise<number> => (await send('/forward-auth', ORIGINAL)).status;
    await admin.put('/admin/v1/route-tables/default', { ...TABLE, proxy: 'nginx' });
    expect(await bare()).toBe(200);
    await admin.put('/admin/v1/route-tables/default', { ...TABLE, proxy: 'nginx', routes: [] });
    expect(await bare()).toBe(403);
    await admin.put('/admin/v1/route-tables/default', { ...TABLE, proxy: 'nginx' });
    expect(await bare()).toBe(200);
    expect((await admin.delete('/admin/v1/route-tables/default')).status).toBe(200);
    expect(await bare()).toBe(403);
  });
});

describe('a route table', () => {
  it('is stored, listed and read as it was put', async () => {
    const stored = { ...TABLE, proxy: 'caddy', context: { audience: 'web' } };
    const put = await admin.put('/admin/v1/route-tables/kept', stored);
    expect(put.body).toEqual({ name: 'kept', ...stored, revision: expect.any(Number) });
    expect((await admin.get('/admin/v1/route-tables/kept')).body).toEqual(put.body);
    const again = await admin.put('/admin/v1/route-tables/kept', stored);
    expect({ status: again.status, revision: again.body.revision }).toEqual({
      status: 200,
      revision: put.body.revision,
    });
    const { body } = await admin.get('/admin/v1/route-tables');
    expect(body.items.map(({ name }: { name: string }) => name)).toContain('kept');
  });

  it.each<[object, string]>([
    [{ path: '/a//b' }, '/routes/0/path'],
    [{ path: '/a/{x}', resource: { type: 't', id: '{y}' } }, '/routes/0/resource/id'],
    [{ methods: ['get'] }, '/routes/0/methods'],
    [{ host: 'API.example.com' }, '/routes/0/host'],
    [{ more: 1 }, '/routes/0/more'],
  ])('is refused with the route %j', async (change, pointer) => {
    const table = { ...TABLE, proxy: 'nginx', routes: [{ ...ROUTES[0], ...change }] };
    const answer = await admin.put('/admin/v1/route-tables/bad', table);
    expectProblem(answer, 400, 'request.invalid');
    expect(answer.body.problems).toMatchObject([{ pointer }]);
  });

  it.each(['Authorization', 'Legate-Key', 'X-Original-URI', 'a b', ''])(
    'cannot take the subject from the header %j',
    async (header) => {
      const table = { ...TABLE, proxy: 'nginx', subject: { type: 'user', header } };
      expectProblem(await admin.put('/admin/v1/route-tables/bad', table), 400, 'request.invalid');
    },
  );
});
