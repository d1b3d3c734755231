import type { PolicyInput } from '@legate/core';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { makeSigningKey, putIssuer, signToken } from '../support/token-issuer.js';

const ISSUER = 'https://idp.example';
const ALICE = { kind: 'user', id: 'alice' };
const key = makeSigningKey();
const seen: PolicyInput[] = [];
let service: RunningService;

/** Shows what policy is asked. */
const policy = {
  digest: 'x',
  evaluate: (input: PolicyInput) => {
    seen.push(input);
    return { permits: ['seen'], unprovenGuards: [], obligations: [], failures: [] };
  },
};

beforeAll(async () => {
  service = await startService({ starterPolicy: policy });
  const { admin } = service;
  await putIssuer(admin, ISSUER, { keys: [key] });
  await admin.put('/admin/v1/identities/user/alice', {
    attributes: { roles: ['viewer'], level: 1, team: 'red' },
    aliases: [{ issuer: ISSUER, subject: 'a-1' }],
  });
  await admin.put('/admin/v1/identities/agent/bot', {
    owners: [ALICE],
    attributes: { model: 'm' },
  });
  await admin.post('/admin/v1/grants', {
    grantor: ALICE,
    grantee: { kind: 'agent', id: 'bot' },
    actions: ['read'],
    resources: [{ type: 'record', id: '**' }],
  });
});

afterAll(async () => {
  await service.stop();
});

const act = { sub: 'bot', model: 'claimed', risk: 'low', roles: ['admin'], exp: 5 };
const properties = { level: 9, team: 'blue', mood: 'good', roles: ['admin'], groups: ['all'], act };

async function inputWith(trust: object, context: object = {}): Promise<PolicyInput> {
  const made = await service.admin.post('/admin/v1/callers', {
    name: 'p',
    roles: ['decide'],
    trust,
  });
  const { status, body } = await service.admin.as(made.body.key).evaluate({
    subject: { type: 'user', id: 'alice', properties },
    action: { name: 'read' },
    resource: { type: 'record', id: '1' },
    context: { a: 1, ...context },
  });
  expect({ status, decision: body.decision }).toEqual({ status: 200, decision: true });
  const input = seen.at(-1);
  if (input === undefined) {
    throw new Error('policy was not asked');
  }
  return input;
}

describe('what policy sees', () => {
  it('is what is stored, where the trust record names nothing', async () => {
    const { subject, actor } = await inputWith({});
    expect(subject.properties).toEqual({ level: 1, team: 'red', roles: ['viewer'], groups: [] });
    expect(actor?.properties).toMatchObject({ model: 'm' });
    expect(actor?.properties).not.toHaveProperty('risk');
  });

  it('is what the request says of the names in the trust record, above what is stored', async () => {
    const trust = {
      subjectAttributes: ['level', 'mood', 'absent'],
      actorAttributes: ['risk', 'model'],
    };
    const { subject, actor } = await inputWith(trust);
    expect(subject.properties).toEqual({
      ...{ level: 9, team: 'red', mood: 'good', roles: ['viewer'], groups: [] },
    });
    expect(actor?.properties).toMatchObject({ model: 'claimed', risk: 'low' });
    expect(actor?.properties['roles']).not.toEqual(['admin']);
  });

  it('is never the token', async () => {
    const token = signToken(key, { iss: ISSUER, sub: 'a-1' });
    const input = await inputWith({}, { token });
    expect(input.context).toEqual({ a: 1 });
    expect(JSON.stringify(input)).not.toContain(token.slice(0, 40));
  });
});
