import { createHmac } from 'node:crypto';
import { expectDecisionError, expectProblem } from '../support/expect-error.js';
import type { HttpAnswer } from '../support/http-client.js';
import { HttpClient } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import {
  AUDIENCE,
  makeSigningKey,
  putIssuer,
  secondsFromNow,
  signToken,
} from '../support/token-issuer.js';
import type { SigningKey } from '../support/token-issuer.js';

const ISSUER = 'https://idp.example';
const OTHERS = 'https://other-tenant.example';
const ONCE = 'https://once.example';
const FOR_SUBJECTS = 'https://subjects.example';
const CREDENTIALS = [ISSUER, ONCE, FOR_SUBJECTS].map((issuer) => ({ issuer, subject: 'crm' }));
const QUESTION = {
  subject: { type: 'user', id: 'alice' },
  action: { name: 'read' },
  resource: { type: 'record', id: '1' },
};

const key = makeSigningKey('RS256');
const curve = makeSigningKey('ES256');
const stranger = makeSigningKey('RS256');
let service: RunningService;
let callerId: string;

beforeAll(async () => {
  service = await startService();
  const { admin } = service;
  await admin.put('/admin/v1/identities/user/alice', { attributes: { roles: ['viewer'] } });
  await admin.put('/admin/v1/tenants/beta', {});
  await putIssuer(admin, ISSUER, { keys: [key, curve] });
  await putIssuer(admin, ONCE, { keys: [key], singleUse: true });
  await putIssuer(admin, FOR_SUBJECTS, { keys: [key], purposes: ['subject'] });
  const body = { name: 'crm', roles: ['decide'], key: false, credentials: CREDENTIALS };
  const made = await admin.post('/admin/v1/callers', body);
  expect(made.body).toEqual({ id: expect.any(String), revision: expect.any(Number) });
  callerId = made.body.id;
  const beta = new HttpClient(`${service.url}/t/beta`, service.key);
  await putIssuer(beta, OTHERS, { keys: [key] });
  const credentials = [{ issuer: OTHERS, subject: 'crm' }];
  const theirs = await beta.post('/admin/v1/callers', {
    name: 'b',
    roles: ['decide'],
    credentials,
  });
  expect(theirs.status).toBe(201);
});

afterAll(async () => {
  await service.stop();
});

async function ask(token: string, path = ''): Promise<HttpAnswer> {
  return await new HttpClient(service.url + path, token).evaluate(QUESTION);
}

const valid = (claims = {}, header = {}): string =>
  signToken(key, { iss: ISSUER, sub: 'crm', ...claims }, header);

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function withHmac(secret: string): string {
  const [, payload = ''] = valid().split('.');
  const input = `${part({ alg: 'HS256', kid: key.kid, typ: 'JWT' })}.${payload}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

function unsigned(alg: string): string {
  const [, payload = ''] = valid().split('.');
  return `${part({ alg, typ: 'JWT' })}.${payload}.`;
}

describe('a caller with a token of an issuer that its tenant believes', () => {
  it.each<[string, () => string]>([
    ['RS256', () => valid()],
    ['ES256', () => signToken(curve, { iss: ISSUER, sub: 'crm' })],
    ['without typ', () => valid({}, { typ: undefined })],
    ['with typ at+jwt (RFC 9068)', () => valid({}, { typ: 'application/AT+JWT' })],
    ['for several audiences', () => valid({ aud: ['https://a.example', AUDIENCE] })],
    ['that expired within the skew', () => valid({ exp: secondsFromNow(-30) })],
    [
      'with a key of its own in the header, which counts for nothing',
      () =>
        valid(
          {},
          { jwk: stranger.publicJwk, jku: 'https://evil.example/k', x5u: 'https://evil.example/c' },
        ),
    ],
  ])('is let in: %s', async (_, make) => {
    const { status, body } = await ask(make());
    expect({ status, decision: body.decision }).toEqual({ status: 200, decision: true });
  });

  it('has the roles of its record, whatever the token claims', async () => {
    const token = valid({ roles: ['admin'], scope: 'admin' });
    const answer = await new HttpClient(service.url, token).get('/admin/v1/identities');
    expectProblem(answer, 403, 'caller.forbidden');
  });

  it('is shown with its credentials, and without a key', async () => {
    const { body } = await service.admin.get(`/admin/v1/callers/${callerId}`);
    expect(body).toMatchObject({ id: callerId, credentials: CREDENTIALS, trust: {} });
    expect((await service.admin.get(`/admin/v1/callers/${callerId}/keys`)).body.items).toEqual([]);
  });
});

describe('a token', () => {
  const evil = { jwk: stranger.publicJwk };
  const hostile: readonly [string, () => string][] = [
    ['of alg none', () => unsigned('none')],
    ['of alg None', () => unsigned('None')],
    ['of HS256 with the public key as the secret', () => withHmac(key.publicPem)],
    ['of HS256 with the JWK as the secret', () => withHmac(JSON.stringify(key.publicJwk))],
    ['of HS256 with the modulus as the secret', () => withHmac(String(key.publicJwk['n']))],
    ['for another audience', () => valid({ aud: 'https://else.example' })],
    ['for no audience', () => valid({ aud: undefined })],
    ['for an audience that ours begins with', () => valid({ aud: `${AUDIENCE}/` })],
    ['of another typ', () => valid({}, { typ: 'secevent+jwt' })],
    ['of a typ that is a number', () => valid({}, { typ: 5 })],
    ['that expired beyond the skew', () => valid({ exp: secondsFromNow(-61) })],
    ['that never expires', () => valid({ exp: undefined })],
    ['that expires at a text', () => valid({ exp: 'never' })],
    ['that is not valid yet beyond the skew', () => valid({ nbf: secondsFromNow(90) })],
    ['issued in the future beyond the skew', () => valid({ iat: secondsFromNow(90) })],
    ['of an unknown key id', () => valid({}, { kid: 'nobody' })],
    ['of a key id that walks', () => valid({}, { kid: '../../etc/passwd' })],
    [
      'without a key id, of two keys',
      () => signToken(stranger, { iss: ISSUER, sub: 'crm' }, { kid: undefined }),
    ],
    [
      'of a stranger under a known key id',
      () => signToken(stranger, { iss: ISSUER, sub: 'crm' }, { kid: key.kid }),
    ],
    [
      'with the key it is signed with in the header',
      () => signToken(stranger, { iss: ISSUER, sub: 'crm' }, { ...evil, kid: key.kid }),
    ],
    [
      'with only the key in the header',
      () => signToken(stranger, { iss: ISSUER, sub: 'crm' }, { ...evil, kid: undefined }),
    ],
    [
      'with where to find its key',
      () =>
        signToken(
          stranger,
          { iss: ISSUER, sub: 'crm' },
          { jku: `${ISSUER}/jwks`, x5u: `${ISSUER}/x`, kid: 'x' },
        ),
    ],
    ['with a crit header', () => valid({}, { crit: ['exp2'], exp2: 1 })],
    ['with an empty crit header', () => valid({}, { crit: [] })],
    ['with an unencoded payload', () => valid({}, { crit: ['b64'], b64: false })],
    ['of another issuer', () => valid({ iss: 'https://nobody.example' })],
    ['of an issuer with a slash more', () => valid({ iss: `${ISSUER}/` })],
    ['of issuers', () => valid({ iss: [ISSUER] })],
    ['without an issuer', () => valid({ iss: undefined })],
    ['of an issuer that is named like a member of objects', () => valid({ iss: '__proto__' })],
    ['of an issuer of another tenant', () => valid({ iss: OTHERS })],
    ['of an issuer for subjects only', () => valid({ iss: FOR_SUBJECTS })],
    ['of nobody', () => valid({ sub: undefined })],
    ['of somebody who is no caller', () => valid({ sub: 'stranger' })],
    ['of a caller in another case', () => valid({ sub: 'CRM' })],
    ['of a number', () => valid({ sub: 5 })],
    ['of an invisible id', () => valid({ sub: 'cr\u200bm' })],
    ['of one use without jti', () => valid({ iss: ONCE, jti: undefined })],
    ['that is too large', () => valid({ more: 'x'.repeat(7000) })],
    [
      'with another payload under its signature',
      () => {
        const [header, , signature] = valid().split('.');
        return `${header}.${part({ iss: ISSUER, sub: 'crm', aud: AUDIENCE, exp: secondsFromNow(99) })}.${signature}`;
      },
    ],
    ['without its signature', () => valid().replace(/[^.]*$/, '')],
    ['of two parts', () => valid().split('.').slice(0, 2).join('.')],
    ['of five parts', () => `${valid()}.a.b`],
    ['that is JSON', () => part({ payload: 'x', signatures: [] })],
    ['of dots', () => '..'],
  ];

  it.each(hostile)('%s answers 401 and nothing more', async (_, make) => {
    const token = make();
    expectDecisionError(await ask(token), 401, 'caller.unauthenticated');
    const admin = await new HttpClient(service.url, token).get('/admin/v1/identities');
    expectProblem(admin, 401, 'caller.unauthenticated');
  });

  it('of a caller does not open another tenant, nor tell whether there is one', async () => {
    for (const tenant of ['beta', 'nobody', '%00']) {
      const answer = await new HttpClient(`${service.url}/t/${tenant}`, valid()).evaluate(QUESTION);
      expect({ status: answer.status, code: answer.body.code }).toEqual({
        status: 401,
        code: 'caller.unauthenticated',
      });
    }
  });

  it('that may be used once is refused the second time, by another process too (jti)', async () => {
    const beside = await startService({ beside: service });
    try {
      const token = valid({ iss: ONCE });
      expect((await ask(token)).status).toBe(200);
      expectDecisionError(await ask(token), 401, 'caller.unauthenticated');
      const again = await new HttpClient(beside.url, token).evaluate(QUESTION);
      expectDecisionError(again, 401, 'caller.unauthenticated');
      expect((await ask(valid({ iss: ONCE }))).status).toBe(200);
    } finally {
      await beside.stop();
    }
  });
});

describe('what ends acts on the next request', () => {
  const make = async (subject: string): Promise<{ id: string; token: string }> => {
    const credentials = [{ issuer: ISSUER, subject }];
    const body = { name: subject, roles: ['decide'], key: false, credentials };
    const { id } = (await service.admin.post('/admin/v1/callers', body)).body;
    const token = signToken(key, { iss: ISSUER, sub: subject });
    expect((await ask(token)).status).toBe(200);
    return { id, token };
  };

  it('a caller, and its credential is free again', async () => {
    const { id, token } = await make('ending');
    await service.admin.delete(`/admin/v1/callers/${id}`);
    expectDecisionError(await ask(token), 401, 'caller.unauthenticated');
    await make('ending');
  });

  it('a credential', async () => {
    const { id, token } = await make('changing');
    const body = { name: 'changing', roles: ['decide'], credentials: null };
    expect((await service.admin.put(`/admin/v1/callers/${id}`, body)).status).toBe(200);
    expectDecisionError(await ask(token), 401, 'caller.unauthenticated');
  });

  it('a role', async () => {
    const { id, token } = await make('demoted');
    await service.admin.put(`/admin/v1/callers/${id}`, { name: 'demoted', roles: [] });
    expectDecisionError(await ask(token), 403, 'caller.forbidden');
  });

  it('a key of the issuer, and the issuer', async () => {
    const iss = 'https://ending.example';
    const rotated: SigningKey = makeSigningKey();
    await putIssuer(service.admin, iss, { keys: [key] });
    const credentials = [{ issuer: iss, subject: 'crm' }];
    await service.admin.post('/admin/v1/callers', { name: 'x', roles: ['decide'], credentials });
    const [old, fresh] = [key, rotated].map((by) => signToken(by, { iss, sub: 'crm' }));
    expect((await ask(old ?? '')).status).toBe(200);
    await putIssuer(service.admin, iss, { keys: [rotated] });
    expectDecisionError(await ask(old ?? ''), 401, 'caller.unauthenticated');
    expect((await ask(fresh ?? '')).status).toBe(200);
    expect((await service.admin.delete('/admin/v1/issuers/ending.example')).status).toBe(200);
    expectDecisionError(await ask(fresh ?? ''), 401, 'caller.unauthenticated');
  });
});

describe('who may let others in', () => {
  it('is no admin without the roles of those who are known by the issuer', async () => {
    const made = await service.admin.post('/admin/v1/callers', { name: 'a', roles: ['admin'] });
    const admin = service.admin.as(made.body.key);
    const refused = await putIssuer(admin, ISSUER, { keys: [stranger] });
    expectProblem(refused, 403, 'caller.role_not_held');
    const credentials = [{ issuer: 'https://mine.example', subject: 'me' }];
    const body = { name: 'crm', roles: ['decide'], credentials };
    const taken = await admin.put(`/admin/v1/callers/${callerId}`, body);
    expectProblem(taken, 403, 'caller.role_not_held');
    const key2 = await admin.post(`/admin/v1/callers/${callerId}/keys`, {});
    expectProblem(key2, 403, 'caller.role_not_held');
  });

  it('cannot give a credential to two callers, nor describe an issuer twice', async () => {
    const body = { name: 'y', roles: [], credentials: CREDENTIALS.slice(0, 1) };
    const taken = await service.admin.post('/admin/v1/callers', body);
    expectProblem(taken, 409, 'caller.credential_taken');
    const twice = await service.admin.put('/admin/v1/issuers/again', {
      issuer: ISSUER,
      purposes: ['caller'],
      jwks: { keys: [key.publicJwk] },
      audiences: ['x'],
      algorithms: ['ES256'],
    });
    expectProblem(twice, 409, 'issuer.taken');
  });
});
