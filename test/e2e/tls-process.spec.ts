import { askOverTls, makeAuthority, writeFiles } from '../support/certificates.js';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { ServiceProcess } from '../support/service-process.js';

const ADMIN_KEY = `lgt_${'k'.repeat(40)}`;
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await database.drop();
});

function start(settings: Readonly<Record<string, string>>): ServiceProcess {
  return ServiceProcess.start({
    DATABASE_URL: database.url,
    LEGATE_PORT: '0',
    LEGATE_BOOTSTRAP_ADMIN_KEY: ADMIN_KEY,
    ...settings,
  });
}

describe('the service with LEGATE_TLS_*', () => {
  it('serves HTTPS and lets in a caller by its certificate', async () => {
    const authority = await makeAuthority('test');
    const own = await authority.issue([{ type: 'dns', value: 'localhost' }]);
    const paths = writeFiles({ cert: own.cert, key: own.key, ca: authority.cert });
    const service = start({
      LEGATE_TLS_CERT_FILE: paths.cert,
      LEGATE_TLS_KEY_FILE: paths.key,
      LEGATE_TLS_CLIENT_CA_FILE: paths.ca,
      LEGATE_TLS_TRUST_DOMAIN: 'example.org',
    });
    try {
      const url = (await service.ready()).replace('127.0.0.1', 'localhost');
      expect(url).toMatch(/^https:/);
      const id = 'spiffe://example.org/auditor';
      const body = { name: 'a', roles: ['audit'], key: false, credentials: [{ spiffeId: id }] };
      const callers = `${url}/admin/v1/callers`;
      const made = await askOverTls(callers, { ca: authority.cert, key: ADMIN_KEY, body });
      expect(made.status).toBe(201);
      const client = await authority.issue([{ type: 'url', value: id }]);
      const read = await askOverTls(callers, { ca: authority.cert, client });
      expect(read.status).toBe(200);
    } finally {
      await service.stop();
    }
  });

  it.each([
    [{ LEGATE_TLS_CERT_FILE: '/x' }, /LEGATE_TLS_KEY_FILE/],
    [{ LEGATE_TLS_TRUST_DOMAIN: 'example.org' }, /LEGATE_TLS_CERT_FILE/],
    [{ LEGATE_TLS_TRUST_DOMAIN: 'Example.org' }, /LEGATE_TLS_TRUST_DOMAIN/],
    [{ LEGATE_TLS_CERT_FILE: '/x', LEGATE_TLS_KEY_FILE: '/y' }, /cannot be used/],
    [{ LEGATE_JWKS_CA_FILE: '/x' }, /LEGATE_JWKS_CA_FILE/],
  ])('does not start with %j', async (settings, expected) => {
    const service = start(settings);
    await service.saw(expected);
    expect(await service.exit()).toBe(1);
  });
});
