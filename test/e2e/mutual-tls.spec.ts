import { writeFileSync } from 'node:fs';
import type { Server } from 'node:https';
import { TlsFiles } from '../../apps/pdp/src/http/tls-files.js';
import {
  askOverTls,
  ExtendedKeyUsage,
  makeAuthority,
  writeFiles,
} from '../support/certificates.js';
import type { Authority, Certificate } from '../support/certificates.js';
import { expectDecisionError } from '../support/expect-error.js';
import type { HttpAnswer } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';

const ID = 'spiffe://example.org/crm';
const QUESTION = {
  subject: { type: 'user', id: 'alice' },
  action: { name: 'read' },
  resource: { type: 'record', id: '1' },
};

let service: RunningService;
let servers: Authority;
let clients: Authority;
let good: Certificate;
let files: TlsFiles;
let paths: Readonly<Record<'cert' | 'key' | 'ca', string>>;

const uri = (value: string) => [{ type: 'url', value }] as const;

async function issue(value: string): Promise<Certificate> {
  return await clients.issue(uri(value));
}

const post = async (path: string, body: unknown): Promise<HttpAnswer> =>
  await askOverTls(service.url + path, { ca: servers.cert, key: service.key, body });

beforeAll(async () => {
  servers = await makeAuthority('servers');
  clients = await makeAuthority('clients');
  const own = await servers.issue([
    { type: 'dns', value: 'localhost' },
    { type: 'ip', value: '127.0.0.1' },
  ]);
  paths = writeFiles({ cert: own.cert, key: own.key, ca: clients.cert });
  const { cert, key, ca } = paths;
  files = new TlsFiles({ cert, key, clientCa: ca, trustDomain: 'example.org' });
  service = await startService({ tls: files });
  const credentials = [{ spiffeId: ID }, { spiffeId: 'spiffe://else.org/crm' }];
  const body = { name: 'crm', roles: ['decide'], key: false, credentials };
  expect((await post('/admin/v1/callers', body)).status).toBe(201);
  good = await issue(ID);
});

afterAll(async () => {
  await service.stop();
});

async function ask(client?: Certificate, key?: string, prefix = ''): Promise<HttpAnswer> {
  const url = `${service.url}${prefix}/access/v1/evaluation`;
  return await askOverTls(url, { ca: servers.cert, client, key, body: QUESTION });
}

describe('a caller with a certificate', () => {
  it('is known by its SPIFFE id', async () => {
    expect((await ask(good)).status).toBe(200);
  });

  it('has the roles of its record', async () => {
    const url = `${service.url}/admin/v1/identities`;
    const answer = await askOverTls(url, { ca: servers.cert, client: good });
    expect(answer.status).toBe(403);
  });

  it('is not known by another id of the trust domain, nor in another tenant', async () => {
    for (const id of [
      'spiffe://example.org/crm/a',
      'spiffe://example.org/CRM',
      'spiffe://example.org/c',
    ]) {
      expectDecisionError(await ask(await issue(id)), 401, 'caller.unauthenticated');
    }
    expectDecisionError(await ask(good, undefined, '/t/beta'), 401, 'caller.unauthenticated');
  });

  it('may use a key instead, and a wrong key is not made good by the certificate', async () => {
    expect((await ask(good, service.key)).status).toBe(200);
    expectDecisionError(await ask(good, 'nonsense'), 401, 'caller.unauthenticated');
  });

  it('needs none where it has a key, and one of both', async () => {
    expect((await ask(undefined, service.key)).status).toBe(200);
    expectDecisionError(await ask(), 401, 'caller.unauthenticated');
  });
});

describe('a bad certificate is refused with its connection, even beside a good key', () => {
  const DAY_MS = 24 * 3600 * 1000;
  const bad: readonly [string, () => Promise<Certificate>][] = [
    ['of another CA', async () => await (await makeAuthority('clients')).issue(uri(ID))],
    ['of the CA of servers', async () => await servers.issue(uri(ID))],
    [
      'that has expired',
      async () => await clients.issue(uri(ID), { notAfter: new Date(Date.now() - DAY_MS / 2) }),
    ],
    [
      'that is not valid yet',
      async () => await clients.issue(uri(ID), { notBefore: new Date(Date.now() + DAY_MS / 2) }),
    ],
    [
      'for servers only',
      async () => await clients.issue(uri(ID), { usage: ExtendedKeyUsage.serverAuth }),
    ],
    ['that is of a CA', async () => await clients.issue(uri(ID), { isAuthority: true })],
    ['of another trust domain', async () => await issue('spiffe://else.org/crm')],
    [
      'of a trust domain that ours begins with',
      async () => await issue('spiffe://example.org.evil/crm'),
    ],
    ['without a path', async () => await issue('spiffe://example.org')],
    ['with a path to normalise', async () => await issue('spiffe://example.org/a/../crm')],
    [
      'with two ids',
      async () => await clients.issue([...uri(ID), ...uri('spiffe://example.org/b')]),
    ],
    ['without an id', async () => await clients.issue([])],
    [
      'whose DNS name holds an id',
      async () => await clients.issue([{ type: 'dns', value: `a, URI:${ID}` }]),
    ],
    ['whose URI is no SPIFFE id', async () => await issue('https://example.org/crm')],
  ];
  it.each(bad)('%s', async (_, make) => {
    await expect(ask(await make(), service.key)).rejects.toThrow(/ECONNRESET|socket hang up|alert/);
  });
});

describe('files that change', () => {
  it('are taken as they are then, and a CA that is replaced lets nobody in any more', async () => {
    const server = service.app.getHttpServer() as Server;
    expect(files.reload(server)).toBe(false);
    const next = await makeAuthority('next');
    writeFileSync(paths.ca, 'no certificate');
    expect(() => files.reload(server)).toThrow();
    expect((await ask(good)).status).toBe(200);
    writeFileSync(paths.ca, next.cert);
    expect(files.reload(server)).toBe(true);
    await expect(ask(good)).rejects.toThrow(/ECONNRESET|socket hang up|alert/);
    expect((await ask(await next.issue(uri(ID)))).status).toBe(200);
  });
});
