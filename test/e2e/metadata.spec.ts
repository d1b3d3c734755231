import { generateKeyPairSync } from 'node:crypto';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { MetadataSigner } from '../../apps/pdp/src/metadata/metadata-signer.js';
import { expectProblem } from '../support/expect-error.js';
import { HttpClient } from '../support/http-client.js';
import { sendRaw } from '../support/raw-http.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';

const PATH = '/.well-known/authzen-configuration';
const BASE = 'https://pdp.example';

function endpoints(identifier: string): object {
  return {
    policy_decision_point: identifier,
    access_evaluation_endpoint: `${identifier}/access/v1/evaluation`,
    access_evaluations_endpoint: `${identifier}/access/v1/evaluations`,
    search_subject_endpoint: `${identifier}/access/v1/search/subject`,
    search_resource_endpoint: `${identifier}/access/v1/search/resource`,
    search_action_endpoint: `${identifier}/access/v1/search/action`,
  };
}

describe('metadata', () => {
  let service: RunningService;
  let anybody: HttpClient;

  beforeAll(async () => {
    service = await startService({ metadata: { publicUrl: BASE } });
    anybody = new HttpClient(service.url, null);
  });

  afterAll(async () => {
    await service.stop();
  });

  it('names the endpoints that there are, and nothing without a value (AZ-60, AZ-61, AZ-65)', async () => {
    const { status, headers, body } = await anybody.get(PATH);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^application\/json\b/);
    expect(headers.get('cache-control')).toMatch(/max-age=\d+/);
    expect(body).toEqual(endpoints(BASE));
  });

  it('of a tenant is under its name, alike whether there is such a tenant (AZ-62)', async () => {
    await service.admin.put('/admin/v1/tenants/acme', {});
    for (const tenant of ['acme', 'nobody', 'default']) {
      const { status, headers, body } = await anybody.get(`${PATH}/t/${tenant}`);
      expect(status).toBe(200);
      expect(headers.get('cache-control')).toBe(
        (await anybody.get(PATH)).headers.get('cache-control'),
      );
      expect(body).toEqual(endpoints(`${BASE}/t/${tenant}`));
    }
  });

  it('names endpoints that answer', async () => {
    for (const tenant of ['', '/t/acme']) {
      const { body } = await anybody.get(`${PATH}${tenant}`);
      for (const [name, url] of Object.entries(body as Record<string, string>)) {
        if (name.endsWith('_endpoint')) {
          const { status } = await service.admin.post(url.replace(BASE, ''), {});
          expect({ name, status }).toEqual({ name, status: 400 });
        }
      }
    }
  });

  it.each(['A b', '..', 'x'.repeat(300), '%00'])('is not there for %j', async (name) => {
    const path = `${PATH}/t/${name === '%00' ? name : encodeURIComponent(name)}`;
    const { status, text } = await sendRaw(service.url, { method: 'GET', path });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(text).not.toContain('policy_decision_point');
  });

  it('does not believe the Host header (AZ-63)', async () => {
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example' };
    const { text } = await sendRaw(service.url, { method: 'GET', path: PATH, headers });
    expect(JSON.parse(text)).toEqual(endpoints(BASE));
  });

  it('has no keys where nothing is signed', async () => {
    expect((await anybody.get('/.well-known/jwks.json')).body).toEqual({ keys: [] });
  });

  it('is of no other method', async () => {
    expectProblem(await anybody.post(PATH, {}), 404, 'route.not_found');
  });
});

describe('metadata without a public address', () => {
  it('names the address that was connected to, whatever the Host header says', async () => {
    const service = await startService();
    try {
      const headers = { host: 'evil.example' };
      const { text } = await sendRaw(service.url, { method: 'GET', path: PATH, headers });
      expect(JSON.parse(text)).toEqual(endpoints(service.url));
    } finally {
      await service.stop();
    }
  });
});

describe('signed metadata', () => {
  const pair = {
    'EC P-256': generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    Ed25519: generateKeyPairSync('ed25519'),
    RSA: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  };

  it.each([
    ['EC P-256', 'jwk', 'ES256'],
    ['EC P-256', 'pem', 'ES256'],
    ['Ed25519', 'jwk', 'EdDSA'],
    ['RSA', 'pem', 'RS256'],
  ] as const)(
    'by %s as %s can be verified with the published keys (AZ-64)',
    async (kind, form, alg) => {
      const { privateKey } = pair[kind];
      const key =
        form === 'jwk'
          ? JSON.stringify(privateKey.export({ format: 'jwk' }))
          : privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
      const signer = await MetadataSigner.load(key);
      const service = await startService({ metadata: { publicUrl: BASE, signer } });
      try {
        const anybody = new HttpClient(service.url, null);
        for (const [path, identifier] of [
          [PATH, BASE],
          [`${PATH}/t/acme`, `${BASE}/t/acme`],
        ] as const) {
          const { signed_metadata: signed, ...plain } = (await anybody.get(path)).body;
          expect(plain).toEqual({
            ...endpoints(identifier),
            jwks_uri: `${BASE}/.well-known/jwks.json`,
          });
          const { body: jwks } = await anybody.get('/.well-known/jwks.json');
          const options = { issuer: identifier, algorithms: [alg] };
          const { payload } = await jwtVerify(signed, createLocalJWKSet(jwks), options);
          expect(payload).toEqual({ ...plain, iss: identifier, iat: expect.any(Number) });
          // Only the public half is published.
          expect(Object.keys(jwks.keys[0])).not.toContain('d');
          expect(JSON.stringify(jwks)).not.toContain(
            String(privateKey.export({ format: 'jwk' }).d),
          );
        }
      } finally {
        await service.stop();
      }
    },
  );

  it.each([
    ['nonsense', 'nonsense'],
    ['a symmetric key', '{"kty":"oct","k":"c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0"}'],
    ['a public key', pair.RSA.publicKey.export({ format: 'pem', type: 'spki' }).toString()],
    [
      'another curve',
      JSON.stringify(
        generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ format: 'jwk' }),
      ),
    ],
    [
      'a short key',
      generateKeyPairSync('rsa', { modulusLength: 1024 })
        .privateKey.export({ format: 'pem', type: 'pkcs8' })
        .toString(),
    ],
  ])('is refused with %s as the key, which is not shown', async (_, key) => {
    const refused = MetadataSigner.load(key);
    await expect(refused).rejects.toMatchObject({ code: 'config.invalid' });
    await expect(refused).rejects.not.toMatchObject({
      message: expect.stringContaining(key.slice(0, 20)),
    });
  });
});
