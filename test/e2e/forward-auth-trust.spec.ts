import { sendRaw } from '../support/raw-http.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { makeSigningKey, putIssuer, signToken } from '../support/token-issuer.js';

const ISSUER = 'https://idp.example';
const key = makeSigningKey();

let service: RunningService;

beforeAll(async () => {
  service = await startService();
  const { admin } = service;
  await putIssuer(admin, ISSUER, { keys: [key], purposes: ['subject'] });
  for (const user of ['ann', 'bob']) {
    await admin.put(`/admin/v1/identities/user/${user}`, {
      attributes: { roles: [user === 'ann' ? 'editor' : 'viewer'] },
      aliases: [{ issuer: ISSUER, subject: `${user}-1` }],
    });
  }
  await admin.put('/admin/v1/route-tables/default', {
    proxy: 'nginx',
    subject: { type: 'user', header: 'X-User' },
    routes: [
      {
        methods: ['PUT'],
        path: '/r/{id}',
        action: { name: 'write' },
        resource: { type: 'record', id: '{id}' },
      },
    ],
  });
});

afterAll(async () => {
  await service.stop();
});

async function proxyWith(trust: object): Promise<string> {
  const body = { name: 'proxy', roles: ['decide'], trust };
  const made = await service.admin.post('/admin/v1/callers', body);
  expect(made.status).toBe(201);
  return made.body.key as string;
}

async function ask(proxyKey: string, headers: Readonly<Record<string, string>>): Promise<object> {
  const answer = await sendRaw(service.url, {
    method: 'GET',
    path: '/forward-auth',
    headers: {
      ...{ 'legate-key': proxyKey, 'x-original-method': 'PUT', 'x-original-uri': '/r/1' },
      ...headers,
    },
  });
  return { status: answer.status, reason: answer.headers['legate-reason'] };
}

const tokenOf = (user: string): string => signToken(key, { iss: ISSUER, sub: `${user}-1` });

describe('forward authorization and the trust record of the proxy', () => {
  it('takes the subject from the token that is handed on, where no header names one', async () => {
    const proxy = await proxyWith({ subjects: 'none', token: 'required' });
    expect(await ask(proxy, { 'legate-subject-token': tokenOf('ann') })).toEqual({
      status: 200,
      reason: 'permit.editor',
    });
    expect(await ask(proxy, { 'legate-subject-token': tokenOf('bob') })).toMatchObject({
      status: 403,
    });
  });

  it('refuses a header that the token, or the trust record, does not bear out', async () => {
    const proxy = await proxyWith({ subjects: 'none' });
    expect(await ask(proxy, { 'x-user': 'ann' })).toEqual({
      status: 403,
      reason: 'caller.subject_not_trusted',
    });
    expect(await ask(proxy, { 'x-user': 'ann', 'legate-subject-token': tokenOf('bob') })).toEqual({
      status: 403,
      reason: 'token.conflict',
    });
    expect(
      await ask(proxy, { 'x-user': 'ann', 'legate-subject-token': tokenOf('ann') }),
    ).toMatchObject({ status: 200 });
  });

  it('refuses a token that does not verify, and the want of one', async () => {
    const proxy = await proxyWith({ token: 'required' });
    const forged = signToken(makeSigningKey(), { iss: ISSUER, sub: 'ann-1' });
    const refused = (await ask(proxy, { 'legate-subject-token': forged })) as { status: number };
    expect([401, 403]).toContain(refused.status);
    expect(await ask(proxy, { 'x-user': 'ann' })).toEqual({
      status: 403,
      reason: 'token.required',
    });
    expect(await ask(proxy, {})).toEqual({ status: 401, reason: 'forward_auth.subject_missing' });
  });
});
