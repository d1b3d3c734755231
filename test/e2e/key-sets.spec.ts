import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ChangeFeed } from '@legate/directory';
import { HttpClient } from '../support/http-client.js';
import type { HttpAnswer } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { makeSigningKey, putIssuer, signToken } from '../support/token-issuer.js';
import type { SigningKey } from '../support/token-issuer.js';

const QUESTION = {
  subject: { type: 'user', id: 'alice' },
  action: { name: 'read' },
  resource: { type: 'record', id: '1' },
};
const PAUSE_MS = 60_000;

/** A clock that a test moves. */
const clock = {
  ahead: 0,
  read: () => ({ monotonic: performance.now() + clock.ahead, wall: Date.now() }),
};

let service: RunningService;
let idp: Server;
let origin: string;
let fetches = 0;
let serve: (response: ServerResponse, path: string) => void;

const serveKeys =
  (...keys: readonly SigningKey[]) =>
  (response: ServerResponse): void => {
    response.end(JSON.stringify({ keys: keys.map(({ publicJwk }) => publicJwk) }));
  };

beforeAll(async () => {
  idp = createServer((request, response) => {
    fetches += 1;
    serve(response, request.url ?? '');
  });
  await new Promise<void>((resolve) => {
    idp.listen(0, '127.0.0.1', resolve);
  });
  origin = `http://127.0.0.1:${(idp.address() as AddressInfo).port}`;
  service = await startService({
    clock,
    feed: { maxStalenessMs: 600_000, maxClockSkewMs: 600_000 },
    tokens: { allowLoopbackHttp: true, fetchPauseMs: PAUSE_MS },
  });
});

afterAll(async () => {
  await service.stop();
  idp.close();
});

let made = 0;

/** A new issuer whose keys are at the path, and a caller that is known by it. */
async function issuerAt(jwksUri: string): Promise<(key: SigningKey) => Promise<HttpAnswer>> {
  made += 1;
  const iss = `https://idp-${made}.example`;
  const put = await putIssuer(service.admin, iss, { keys: [], jwks: undefined, jwksUri });
  expect(put.status).toBe(201);
  const credentials = [{ issuer: iss, subject: 'crm' }];
  await service.admin.post('/admin/v1/callers', { name: iss, roles: ['decide'], credentials });
  fetches = 0;
  return async (key) => {
    const token = signToken(key, { iss, sub: 'crm' });
    return await new HttpClient(service.url, token).evaluate(QUESTION);
  };
}

/** Moves the monotonic clock, and waits for a poll that begins afterwards: it sets the database's clock anew. */
async function advance(ms: number): Promise<void> {
  const feed = service.app.get(ChangeFeed);
  clock.ahead += ms;
  while (feed.ageMs() >= ms) {
    feed.hint();
    expect((await service.admin.get('/health/live')).status).toBe(200);
  }
}

const [first, second] = [makeSigningKey(), makeSigningKey('RS256')];

describe('keys of an issuer', () => {
  it('are fetched once, and again for a key that is new, but not sooner than the pause', async () => {
    const ask = await issuerAt(`${origin}/jwks`);
    serve = serveKeys(first);
    expect((await ask(first)).status).toBe(200);
    expect((await ask(first)).status).toBe(200);
    expect(fetches).toBe(1);

    serve = serveKeys(first, second);
    expect((await ask(second)).status).toBe(401);
    expect(fetches).toBe(1);
    await advance(PAUSE_MS);
    expect((await ask(second)).status).toBe(200);
    expect(fetches).toBe(2);
    const strangers = Array.from({ length: 5 }, async () => await ask(makeSigningKey()));
    expect((await Promise.all(strangers)).map(({ status }) => status)).toEqual(Array(5).fill(401));
    expect(fetches).toBe(2);
  });

  it('that are taken back are not believed after the next fetch', async () => {
    const ask = await issuerAt(`${origin}/jwks`);
    serve = serveKeys(first);
    expect((await ask(first)).status).toBe(200);
    serve = serveKeys(second);
    await advance(11 * 60_000);
    expect((await ask(first)).status).toBe(401);
    expect((await ask(second)).status).toBe(200);
  });

  it('are believed for a bounded time while they cannot be fetched', async () => {
    const ask = await issuerAt(`${origin}/jwks`);
    serve = serveKeys(first);
    expect((await ask(first)).status).toBe(200);
    serve = (response) => response.writeHead(503).end();
    await advance(11 * 60_000);
    expect((await ask(first)).status).toBe(200);
    await advance(50 * 60_000);
    expect((await ask(first)).status).toBe(401);
  });

  it.each<[string, (response: ServerResponse, path: string) => void]>([
    [
      'a redirect',
      (response, path) => {
        if (path === '/jwks') {
          response.writeHead(302, { location: '/other' }).end();
        } else {
          serveKeys(first)(response);
        }
      },
    ],
    ['an error', (response) => response.writeHead(500).end()],
    ['no JSON', (response) => response.end('<html>')],
    ['no key set', (response) => response.end('{"keys": 5}')],
    ['null', (response) => response.end('null')],
    [
      'an endless answer',
      (response) => response.end(`{"keys": [], "x": "${'x'.repeat(300_000)}"}`),
    ],
    [
      'a secret as a key',
      (response) =>
        response.end(JSON.stringify({ keys: [{ kty: 'oct', k: 'AA', kid: first.kid }] })),
    ],
    [
      'a key that is none',
      (response) => response.end(JSON.stringify({ keys: [{ kty: 'EC', kid: first.kid }] })),
    ],
    ['a closed connection', (response) => response.destroy()],
  ])('are none after %s: 401, not 5xx', async (_, answer) => {
    const ask = await issuerAt(`${origin}/jwks`);
    serve = answer;
    expect((await ask(first)).status).toBe(401);
    expect(fetches).toBe(1);
  });

  it.each([
    'https://127.0.0.1:1/jwks',
    'https://localhost:1/jwks',
    'https://[::1]:1/jwks',
    'https://169.254.169.254/latest',
    'http://169.254.169.254/latest',
    'http://10.0.0.1/jwks',
    'https://[::ffff:127.0.0.1]/jwks',
    'https://2130706433/jwks',
  ])('are not fetched from inside: %s', async (uri) => {
    const ask = await issuerAt(uri);
    expect((await ask(first)).status).toBe(401);
  });
});

describe('an issuer', () => {
  const ISSUER = {
    issuer: 'https://x.example',
    purposes: ['caller'],
    jwks: { keys: [first.publicJwk] },
    audiences: ['a'],
    algorithms: ['ES256'],
  };

  it.each<[string, object]>([
    ['an algorithm of shared secrets', { algorithms: ['HS256'] }],
    ['no algorithm at all', { algorithms: ['none'] }],
    ['no algorithms', { algorithms: [] }],
    ['no audience', { audiences: [] }],
    ['keys in two places', { jwksUri: 'https://x.example/jwks' }],
    ['no keys', { jwks: undefined }],
    ['an empty key set', { jwks: { keys: [] } }],
    ['a secret as a key', { jwks: { keys: [{ kty: 'oct', k: 'AA' }] } }],
    ['a private key', { jwks: { keys: [{ ...first.publicJwk, d: 'AA' }] } }],
    ['a skew beyond the bound', { clockSkewSeconds: 301 }],
    ['another scheme', { jwks: undefined, jwksUri: 'file:///etc/passwd' }],
    ['a password', { jwks: undefined, jwksUri: 'https://u:p@x.example/jwks' }],
    ['no purpose', { purposes: [] }],
    ['an issuer that is no URL', { issuer: 'idp' }],
    ['a SPIFFE id as the issuer', { issuer: 'spiffe://example.org' }],
    ['roles by claim', { roleClaim: 'roles' }],
  ])('is refused with %s', async (_, wrong) => {
    const answer = await service.admin.put('/admin/v1/issuers/x', { ...ISSUER, ...wrong });
    expect({ status: answer.status, code: answer.body.code }).toEqual({
      status: 400,
      code: 'request.invalid',
    });
  });

  it('is created, read, listed and deleted, under preconditions', async () => {
    const path = '/admin/v1/issuers/x';
    const created = await service.admin.put(path, ISSUER);
    expect(created.status).toBe(201);
    expect(created.body).toEqual({ ...ISSUER, id: 'x', revision: expect.any(Number) });
    expect((await service.admin.put(path, ISSUER)).body.revision).toBe(created.body.revision);
    expect((await service.admin.get(path)).body).toEqual(created.body);
    expect((await service.admin.get('/admin/v1/issuers')).body.items).toContainEqual(created.body);
    const stale = await service.admin.send('DELETE', path, undefined, { 'if-match': '"0"' });
    expect(stale.status).toBe(412);
    expect((await service.admin.delete(path)).status).toBe(200);
    expect((await service.admin.delete(path)).body.code).toBe('issuer.not_found');
  });
});
