import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { findNginx, Nginx } from './fixtures/nginx.js';

const PAGE = join(__dirname, '..', '..', 'docs', 'forward-auth.md');
const found = findNginx();
if (found === null) {
  process.stdout.write('forward-auth-nginx.spec.ts: skipped, nginx is not installed\n');
}

let service: RunningService;
let backend: Server;
let nginx: Nginx;
/** What has come through to the server behind the proxy. */
const reached: string[] = [];

async function startBackend(): Promise<string> {
  backend = createServer(({ method = '', url = '', headers }, response) => {
    const user = [headers['x-user']].flat().join();
    reached.push(`${method} ${url} ${user} ${headers['legate-key'] === undefined ? '' : 'key'}`);
    response.end('through');
  });
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;
}

/** The block of the documentation, with the addresses and the key of this test. */
async function documented(listen: string, key: string, backendUrl: string): Promise<string> {
  const [, block = ''] = /```nginx\n([^`]*)```/.exec(await readFile(PAGE, 'utf8')) ?? [];
  const server = block
    .replace('listen 127.0.0.1:8081', `listen ${listen}`)
    .replace('http://127.0.0.1:3000', backendUrl)
    .replace('http://127.0.0.1:8080', service.url)
    .replace('lgt_the-key-of-the-proxy', key);
  return `map $cookie_session $session_user { default ""; one ann; two bob; }\n${server}`;
}

async function start(path: string): Promise<void> {
  service = await startService();
  const { admin } = service;
  await admin.put('/admin/v1/identities/user/ann', { attributes: { roles: ['editor'] } });
  await admin.put('/admin/v1/identities/user/bob', { attributes: { roles: ['viewer'] } });
  const route = (methods: readonly string[], name: string): object => ({
    methods,
    host: 'crm.example.com',
    path: '/accounts/{id}',
    action: { name },
    resource: { type: 'account', id: '{id}' },
  });
  await admin.put('/admin/v1/route-tables/web', {
    proxy: 'nginx',
    subject: { type: 'user', header: 'X-User' },
    actor: { header: 'X-Agent' },
    routes: [route(['GET'], 'read'), route(['PUT', 'POST'], 'write')],
  });
  const { body } = await admin.post('/admin/v1/callers', { name: 'nginx', roles: ['decide'] });
  const backendUrl = await startBackend();
  const key = body.key as string;
  nginx = await Nginx.start(path, async (listen) => await documented(listen, key, backendUrl));
}

const describeIfFound = found === null ? describe.skip : describe;

describeIfFound('a real nginx with the configuration of the docs', () => {
  beforeAll(async () => {
    await start(found ?? '');
  });

  afterAll(async () => {
    await nginx.stop();
    backend.close();
    await service.stop();
  });

  beforeEach(() => {
    reached.splice(0);
  });

  it.each([
    ['one', 'GET', '/accounts/1?a=%2F'],
    ['one', 'PUT', '/accounts/1'],
    ['two', 'GET', '/accounts/a%20b'],
  ])('lets through what session %s may: %s %s', async (session, method, path) => {
    const headers = { cookie: `session=${session}` };
    expect(await nginx.send({ method, path, headers })).toEqual({ status: 200, text: 'through' });
    const user = session === 'one' ? 'ann' : 'bob';
    expect(reached).toEqual([`${method} ${path} ${user} `]);
  });

  it.each([
    ['a user that may not', 403, 'two', 'PUT', '/accounts/1'],
    ['nobody', 401, 'none', 'GET', '/accounts/1'],
    ['a path that no route is for', 403, 'one', 'GET', '/admin'],
    ['a dot segment', 403, 'one', 'GET', '/admin/../accounts/1'],
    ['an encoded dot segment', 403, 'one', 'GET', '/accounts/%2e%2e/1'],
    ['an empty segment', 403, 'one', 'GET', '//accounts/1'],
    ['an encoded slash', 403, 'one', 'GET', '/accounts/1%2f2'],
    ['an escape of an escape', 403, 'one', 'GET', '/accounts/%252e'],
    ['a method that no route is for', 403, 'one', 'DELETE', '/accounts/1'],
  ])('stops %s with %i', async (...[, status, session, method, path]) => {
    const headers = { cookie: `session=${session}` };
    expect((await nginx.send({ method, path, headers })).status).toBe(status);
    expect(reached).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, string>>, number]>([
    ['a user', { 'x-user': 'ann' }, 401],
    ['a key', { 'legate-key': 'lgt_x', cookie: 'session=one' }, 200],
    ['an actor', { 'x-agent': 'nobody', cookie: 'session=one' }, 200],
    ['an original path', { 'x-original-uri': '/accounts/1', cookie: 'session=one' }, 200],
    ['a forwarded path', { 'x-forwarded-uri': '/accounts/2', cookie: 'session=one' }, 403],
    ['a method override', { 'x-http-method-override': 'DELETE', cookie: 'session=one' }, 403],
    ['a body type', { 'content-type': 'text/x', cookie: 'session=one' }, 200],
  ])('does not believe a client that sends %s', async (_, headers, status) => {
    const answer = await nginx.send({ path: '/accounts/1', headers });
    expect(answer.status).toBe(status);
    expect(reached).toEqual(status === 200 ? ['GET /accounts/1 ann '] : []);
  });

  it('stops everything once the key of the proxy has ended', async () => {
    const { body } = await service.admin.get('/admin/v1/callers');
    const { id } = body.items.find(({ name }: { name: string }) => name === 'nginx') as {
      readonly id: string;
    };
    await service.admin.delete(`/admin/v1/callers/${id}`);
    const answer = await nginx.send({ path: '/accounts/1', headers: { cookie: 'session=one' } });
    expect(answer.status).toBe(401);
    expect(reached).toEqual([]);
  });
});
