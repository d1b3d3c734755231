import { expectDecisionError } from '../support/expect-error.js';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { makeSigningKey, putIssuer, secondsFromNow, signToken } from '../support/token-issuer.js';

const ISSUER = 'https://idp.example';
const ALICE = { kind: 'user', id: 'alice' };
const key = makeSigningKey();
const stranger = makeSigningKey();

let service: RunningService;
let grant: string;

beforeAll(async () => {
  service = await startService();
  const { admin } = service;
  await putIssuer(admin, ISSUER, { keys: [key], purposes: ['subject'] });
  await putIssuer(admin, 'https://once.example', { keys: [key], singleUse: true });
  await putIssuer(admin, 'https://callers.example', { keys: [key], purposes: ['caller'] });
  const alias = (subject: string): object => ({ aliases: [{ issuer: ISSUER, subject }] });
  await admin.put('/admin/v1/identities/user/alice', {
    attributes: { roles: ['editor'] },
    aliases: [ISSUER, 'https://once.example'].map((issuer) => ({ issuer, subject: 'a-1' })),
  });
  await admin.put('/admin/v1/identities/user/bob', {
    attributes: { roles: ['editor'] },
    ...alias('b-1'),
  });
  const owned = { owners: [ALICE], ceiling: { actions: ['write'] } };
  await admin.put('/admin/v1/identities/agent/bot', { ...owned, ...alias('bot-1') });
  await admin.put('/admin/v1/identities/agent/other', { ...owned, ...alias('other-1') });
  await admin.put('/admin/v1/identities/agent/old', { ...owned, ...alias('old-1') });
  const answer = await admin.post('/admin/v1/grants', {
    grantor: ALICE,
    grantee: { kind: 'agent', id: 'bot' },
    actions: ['write'],
    resources: [{ type: 'record', id: '**' }],
  });
  grant = answer.body.id;
});

afterAll(async () => {
  await service.stop();
});

interface Asked {
  readonly token?: unknown;
  readonly header?: string;
  readonly subject?: object;
  readonly context?: object;
  readonly client?: HttpClient;
}

async function ask({ token, header, subject, context, client }: Asked): Promise<HttpAnswer> {
  const body = {
    subject: { type: 'user', id: 'alice', ...subject },
    action: { name: 'write' },
    resource: { type: 'record', id: '1' },
    context: { ...context, ...(token !== undefined && { token }) },
  };
  const headers = header === undefined ? {} : { 'legate-subject-token': header };
  const path = '/access/v1/evaluation';
  return await (client ?? service.admin).send('POST', path, JSON.stringify(body), headers);
}

const forAlice = (claims = {}, header = {}): string =>
  signToken(key, { iss: ISSUER, sub: 'a-1', ...claims }, header);
const forBot = (claims = {}): string => signToken(key, { iss: ISSUER, sub: 'bot-1', ...claims });

function expectPermit({ status, body }: HttpAnswer, grants?: readonly string[]): void {
  expect({ status, decision: body.decision, grants: body.context?.grants }).toEqual({
    status: 200,
    decision: true,
    grants,
  });
}

async function callerWith(trust: object, more: object = {}): Promise<HttpClient> {
  const body = { name: 'pep', roles: ['decide'], trust, ...more };
  const made = await service.admin.post('/admin/v1/callers', body);
  expect(made.status).toBe(201);
  return service.admin.as(made.body.key);
}

describe('a token that is forwarded', () => {
  it('proves the subject, from either place, or from both when they are one', async () => {
    const token = forAlice();
    expectPermit(await ask({ token }));
    expectPermit(await ask({ header: token }));
    expectPermit(await ask({ header: token, token }));
  });

  it('brings its actor along: the outermost act, mapped by the issuer (DEL-1, DEL-2)', async () => {
    const act = { sub: 'bot-1', act: { sub: 'other-1' } };
    expectPermit(await ask({ token: forAlice({ act }) }), [grant]);
    expectPermit(await ask({ token: forAlice({ act }), context: { agent: 'bot' } }), [grant]);
    const named = { properties: { act: { iss: ISSUER, sub: 'bot-1' } } };
    expectPermit(await ask({ token: forAlice({ act }), subject: named }), [grant]);
    const other = await ask({
      token: forAlice({ act: { sub: 'other-1', act: { sub: 'bot-1' } } }),
    });
    expect(other.body).toMatchObject({ decision: false, context: { reasons: ['grant.none'] } });
  });

  it('of the actor proves the actor, and the subject is the caller’s word', async () => {
    expectPermit(await ask({ token: forBot(), context: { agent: 'bot' } }), [grant]);
  });

  it('whose act is its subject is no delegation (DEL-13)', async () => {
    expectPermit(await ask({ token: forAlice({ act: { sub: 'a-1' } }) }));
  });

  it('with may_act for the actor lets it be named; it is no proof that it acts (DEL-4)', async () => {
    const token = forAlice({ may_act: { sub: 'bot-1' } });
    expectPermit(await ask({ token, context: { agent: 'bot' } }), [grant]);
    expectPermit(await ask({ token }));
  });

  it('ignores what else act holds (DEL-3)', async () => {
    const act = { sub: 'bot-1', exp: 1, aud: 'nobody' };
    expectPermit(await ask({ token: forAlice({ act }) }), [grant]);
  });

  const conflicts: readonly [string, () => Asked][] = [
    ['another subject', () => ({ token: forAlice(), subject: { id: 'bob' } })],
    ['the subject under another type', () => ({ token: forAlice(), subject: { type: 'agent' } })],
    [
      'a subject by what the issuer calls it',
      () => ({ token: forAlice(), subject: { id: 'a-1' } }),
    ],
    [
      'another actor',
      () => ({ token: forAlice({ act: { sub: 'bot-1' } }), context: { agent: 'other' } }),
    ],
    [
      'an actor that is not the subject',
      () => ({ token: forAlice({ act: { sub: 'a-1' } }), context: { agent: 'bot' } }),
    ],
    [
      'an actor that may not act',
      () => ({ token: forAlice({ may_act: { sub: 'other-1' } }), context: { agent: 'bot' } }),
    ],
    [
      'an actor where nobody known may act',
      () => ({ token: forAlice({ may_act: { sub: 'x' } }), context: { agent: 'bot' } }),
    ],
    [
      'the agent as an actor of another id',
      () => ({ token: forBot(), context: { agent: 'other' } }),
    ],
    ['nothing of the agent that the token is of', () => ({ token: forBot() })],
    ['another token in the other place', () => ({ token: forAlice(), header: forAlice() })],
  ];
  it.each(conflicts)('and a request that names %s contradict each other', async (_, asked) => {
    expectDecisionError(await ask(asked()), 400, 'token.conflict');
  });

  const invalid: readonly [string, () => string][] = [
    ['by a stranger', () => signToken(stranger, { iss: ISSUER, sub: 'a-1' }, { kid: key.kid })],
    [
      'of an issuer for callers',
      () => signToken(key, { iss: 'https://callers.example', sub: 'a-1' }),
    ],
    ['of an unknown issuer', () => forAlice({ iss: 'https://x.example' })],
    ['that has expired', () => forAlice({ exp: secondsFromNow(-100) })],
    ['for others', () => forAlice({ aud: 'https://else.example' })],
    ['that is none', () => 'alice'],
    ['that is empty', () => ''],
    ['with an act that is none', () => forAlice({ act: 'bot-1' })],
    ['with an act of nobody', () => forAlice({ act: {} })],
    ['with an act of a user', () => forAlice({ act: { sub: 'b-1' } })],
    [
      'with an act in a namespace of others (DEL-15)',
      () => forAlice({ act: { iss: 'https://once.example', sub: 'a-1' } }),
    ],
    ['with a may_act that is none', () => forAlice({ may_act: ['bot-1'] })],
    [
      'with nine acts (DEL-12)',
      () => {
        const nest = (depth: number): object => ({
          sub: 'bot-1',
          ...(depth > 1 && { act: nest(depth - 1) }),
        });
        return forAlice({ act: nest(9) });
      },
    ],
  ];
  it.each(invalid)('%s is refused, not passed over', async (_, make) => {
    expectDecisionError(await ask({ token: make() }), 403, 'token.invalid');
  });

  it('is refused when it names somebody who is not known here', async () => {
    expectDecisionError(await ask({ token: forAlice({ sub: 'x' }) }), 403, 'token.unmapped');
    const token = forAlice({ act: { sub: 'x' } });
    expectDecisionError(await ask({ token }), 403, 'token.unmapped');
  });

  it.each([5, null, true, {}, []])('is a text, and not %j', async (token) => {
    expectDecisionError(await ask({ token }), 400, 'request.invalid');
  });

  it('twice in a header is refused', async () => {
    const token = forAlice();
    expectDecisionError(await ask({ header: `${token}, ${token}` }), 403, 'token.invalid');
  });

  it('that may be used once is refused the second time', async () => {
    const token = forAlice({ iss: 'https://once.example' });
    expectPermit(await ask({ token }));
    expectDecisionError(await ask({ token }), 403, 'token.invalid');
  });

  it('is not believed below another tenant', async () => {
    await service.admin.put('/admin/v1/tenants/beta', {});
    const body = JSON.stringify({
      subject: { type: 'user', id: 'alice' },
      action: { name: 'a' },
      resource: { type: 'r', id: '1' },
    });
    const headers = { 'legate-subject-token': forAlice() };
    const answer = await service.admin.send('POST', '/t/beta/access/v1/evaluation', body, headers);
    expectDecisionError(answer, 403, 'token.invalid');
  });

  it('from before the not-before mark is void', async () => {
    const token = signToken(key, { iss: ISSUER, sub: 'old-1', iat: secondsFromNow(-10) });
    const before = await ask({ token, subject: { type: 'agent', id: 'old' } });
    expect(before.status).toBe(200);
    await service.admin.put('/admin/v1/identities/agent/old', {
      owners: [ALICE],
      aliases: [{ issuer: ISSUER, subject: 'old-1' }],
      notBefore: new Date().toISOString(),
    });
    const after = await ask({ token, subject: { type: 'agent', id: 'old' } });
    expectDecisionError(after, 403, 'token.invalid');
  });

  it('is refused as soon as its alias is gone', async () => {
    const token = signToken(key, { iss: ISSUER, sub: 'b-1' });
    const subject = { id: 'bob' };
    expectPermit(await ask({ token, subject }));
    await service.admin.put('/admin/v1/identities/user/bob', { attributes: { roles: ['editor'] } });
    expectDecisionError(await ask({ token, subject }), 403, 'token.unmapped');
  });
});

describe('a trust record', () => {
  it('can demand a token', async () => {
    const client = await callerWith({ token: 'required' });
    expectDecisionError(await ask({ client }), 403, 'token.required');
    expectPermit(await ask({ client, token: forAlice() }));
    expectPermit(await ask({ client, token: forBot(), context: { agent: 'bot' } }), [grant]);
  });

  it('can have every subject proven', async () => {
    const client = await callerWith({ subjects: 'none' });
    expectDecisionError(await ask({ client }), 403, 'caller.subject_not_trusted');
    const asserted = await ask({ client, token: forBot(), context: { agent: 'bot' } });
    expectDecisionError(asserted, 403, 'caller.subject_not_trusted');
    expectPermit(await ask({ client, token: forAlice() }));
  });

  it('can name the subjects, by type and a selector of ids', async () => {
    const client = await callerWith({
      subjects: [
        { type: 'user', id: 'alice' },
        { type: 'user', id: 'hr/*' },
      ],
    });
    expectPermit(await ask({ client }));
    for (const subject of [
      { id: 'bob' },
      { id: 'Alice' },
      { type: 'agent' },
      { id: 'hr/a/b' },
      { type: 'users' },
    ]) {
      expectDecisionError(await ask({ client, subject }), 403, 'caller.subject_not_trusted');
    }
    expect((await ask({ client, subject: { id: 'hr/a' } })).status).toBe(200);
  });

  it('binds the caller to the actors it may speak for, proven or not', async () => {
    const client = await callerWith({ actsAs: [{ kind: 'agent', id: 'bot' }] });
    expectPermit(await ask({ client, context: { agent: 'bot' } }), [grant]);
    const others: readonly Asked[] = [
      { context: { agent: 'other' } },
      { context: { client_id: 'other' } },
      { subject: { properties: { act: { sub: 'other' } } } },
      { subject: { properties: { act: { sub: 'bot', sub_profile: 'service' } } } },
      { subject: { properties: { act: { sub: 'bot-1', iss: ISSUER } } } },
      { subject: { type: 'agent', id: 'other' } },
      { token: forAlice({ act: { sub: 'other-1' } }) },
      // Without an actor the subject would act alone: leaving the actor out is no way around.
      {},
      { token: forAlice() },
    ];
    for (const asked of others) {
      expectDecisionError(await ask({ client, ...asked }), 403, 'caller.actor_not_trusted');
    }
  });

  it('always lets a caller be the identity that it is', async () => {
    const trust = { subjects: 'none', actsAs: [] };
    const client = await callerWith(trust, { identity: { kind: 'agent', id: 'bot' } });
    const own = await ask({ client, subject: { type: 'agent', id: 'bot' } });
    expect({ status: own.status, decision: own.body.decision }).toEqual({
      status: 200,
      decision: false,
    });
    const asOther = await ask({ client, subject: { type: 'agent', id: 'other' } });
    expectDecisionError(asOther, 403, 'caller.subject_not_trusted');
  });

  it('acts when it is changed, on the next request', async () => {
    const made = await service.admin.post('/admin/v1/callers', { name: 'c', roles: ['decide'] });
    const client = service.admin.as(made.body.key);
    expectPermit(await ask({ client }));
    const path = `/admin/v1/callers/${made.body.id as string}`;
    await service.admin.put(path, { name: 'c', roles: ['decide'], trust: { subjects: 'none' } });
    expectDecisionError(await ask({ client }), 403, 'caller.subject_not_trusted');
    await service.admin.put(path, { name: 'c', roles: ['decide'] });
    expectDecisionError(await ask({ client }), 403, 'caller.subject_not_trusted');
    await service.admin.put(path, { name: 'c', roles: ['decide'], trust: null });
    expectPermit(await ask({ client }));
  });
});
