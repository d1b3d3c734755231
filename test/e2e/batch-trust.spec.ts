import { expectDecisionError } from '../support/expect-error.js';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { makeSigningKey, putIssuer, signToken } from '../support/token-issuer.js';

const ISSUER = 'https://idp.example';
const BATCH = '/access/v1/evaluations';
const key = makeSigningKey();
const user = (id: string): object => ({ subject: { type: 'user', id } });
const [ALICE, BOB] = [user('alice'), user('bob')];

let service: RunningService;

beforeAll(async () => {
  service = await startService();
  const { admin } = service;
  await putIssuer(admin, ISSUER, { keys: [key], purposes: ['subject'] });
  for (const [id, subject] of [
    ['alice', 'a-1'],
    ['bob', 'b-1'],
  ] as const) {
    await admin.put(`/admin/v1/identities/user/${id}`, {
      attributes: { roles: ['editor'] },
      aliases: [{ issuer: ISSUER, subject }],
    });
  }
});

afterAll(async () => {
  await service.stop();
});

const tokenOf = (sub: string): string => signToken(key, { iss: ISSUER, sub });

async function callerWith(trust: object, more: object = {}): Promise<HttpClient> {
  const body = { name: 'pep', roles: ['decide'], trust, ...more };
  const made = await service.admin.post('/admin/v1/callers', body);
  expect(made.status).toBe(201);
  return service.admin.as(made.body.key);
}

interface Asked {
  readonly client?: HttpClient;
  readonly header?: string;
  /** What the batch gives for all items. */
  readonly shared?: object;
  readonly options?: object;
}

async function ask(
  evaluations: readonly object[],
  { client = service.admin, header, ...asked }: Asked = {},
): Promise<HttpAnswer> {
  const body = {
    action: { name: 'write' },
    resource: { type: 'record', id: '1' },
    evaluations,
    ...asked.shared,
    ...(asked.options !== undefined && { options: asked.options }),
  };
  const headers = header === undefined ? {} : { 'legate-subject-token': header };
  return await client.send('POST', BATCH, JSON.stringify(body), headers);
}

interface Item {
  readonly decision: boolean;
  readonly context: { readonly reasons: readonly string[]; readonly error?: object };
}

/** Of each item `true`, or its reasons and the status and code of its error. */
function told({ status, body }: HttpAnswer): readonly unknown[] {
  expect(status).toBe(200);
  return (body.evaluations as readonly Item[]).map(({ decision, context }) =>
    decision ? true : [context.reasons, context.error],
  );
}

const refused = (status: number, code: string): unknown => [
  ['indeterminate.request'],
  { status, code, message: expect.any(String) },
];
const UNTRUSTED = refused(403, 'caller.subject_not_trusted');
const CONFLICT = refused(400, 'token.conflict');

describe('an item that the caller may not ask (AZ-27)', () => {
  const TRUST = { subjects: [{ type: 'user', id: 'alice' }] };

  it('is a deny with error 403 in its place, and the others are decided', async () => {
    const client = await callerWith(TRUST);
    expect(told(await ask([ALICE, BOB, ALICE], { client }))).toEqual([true, UNTRUSTED, true]);
    expect(told(await ask([BOB, user('x')], { client }))).toEqual([UNTRUSTED, UNTRUSTED]);
  });

  it('ends the batch as any deny does, and permits nothing (AZ-26)', async () => {
    const client = await callerWith(TRUST);
    const by = (evaluations_semantic: string): Asked => ({
      client,
      options: { evaluations_semantic },
    });
    const denied = await ask([ALICE, BOB, ALICE], by('deny_on_first_deny'));
    expect(told(denied)).toEqual([true, UNTRUSTED]);
    const permitted = await ask([BOB, ALICE, BOB], by('permit_on_first_permit'));
    expect(told(permitted)).toEqual([UNTRUSTED, true]);
  });

  it('is no more than a deny to a caller with minimal answers', async () => {
    const client = await callerWith(TRUST, { answers: 'minimal' });
    const { body } = await ask([ALICE, BOB], { client });
    expect(body).toEqual({ evaluations: [{ decision: true }, { decision: false }] });
  });

  it('is refused with the request in the single form', async () => {
    const client = await callerWith(TRUST);
    const answer = await ask([], { client, shared: BOB });
    expectDecisionError(answer, 403, 'caller.subject_not_trusted');
  });

  it('is each one by itself, where a token is demanded', async () => {
    const client = await callerWith({ token: 'required' });
    const required = refused(403, 'token.required');
    expect(told(await ask([ALICE, BOB], { client }))).toEqual([required, required]);
    const mixed = await ask([ALICE, BOB], { client, header: tokenOf('a-1') });
    expect(told(mixed)).toEqual([true, CONFLICT]);
  });
});

describe('a token that a batch forwards', () => {
  it('is held against every item, from the header or from the context for all', async () => {
    const token = tokenOf('a-1');
    const shared = { context: { token } };
    const client = await callerWith({ subjects: 'none' });
    for (const asked of [{ header: token }, { shared }, { header: token, shared }]) {
      const answer = await ask([ALICE, BOB, { ...ALICE, context: {} }], { client, ...asked });
      expect(told(answer)).toEqual([true, CONFLICT, true]);
    }
  });

  it('may stand in an item again, and an item that brings another, or the only one, is a deny', async () => {
    const token = tokenOf('a-1');
    const withToken = (value: unknown): object => ({ ...ALICE, context: { token: value } });
    const others = [tokenOf('a-1'), 'alice', '', null, 5, {}];
    const items = [withToken(token), ...others.map(withToken)];
    const answer = await ask(items, { header: token });
    expect(told(answer)).toEqual([true, ...others.map(() => CONFLICT)]);
    // Nobody has verified it: an item's own token proves nothing, and is not passed over.
    expect(told(await ask([withToken(token), ALICE]))).toEqual([CONFLICT, true]);
    const client = await callerWith({ subjects: 'none' });
    expect(told(await ask([withToken(token)], { client }))).not.toContain(true);
  });

  it('refuses the whole batch when it cannot be verified', async () => {
    const stranger = signToken(makeSigningKey(), { iss: ISSUER, sub: 'a-1' }, { kid: key.kid });
    for (const asked of [{ header: stranger }, { shared: { context: { token: stranger } } }]) {
      expectDecisionError(await ask([ALICE], asked), 403, 'token.invalid');
    }
  });
});
