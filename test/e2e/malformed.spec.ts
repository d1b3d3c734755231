import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { runs } from '../property/support/runs.js';
import { INTERNALS, isErrorCode } from '../support/expect-error.js';
import {
  badAttributes,
  badChoice,
  badDepth,
  badId,
  badTime,
  malformedFrom,
  notList,
  notNumber,
  notObject,
} from '../support/malformed.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { readStoredState } from '../support/stored-state.js';

/** Bodies asked at once; a run of fast-check is one batch. */
const BATCH = 16;
const BATCHES = 63;
const OPTIONS = { seed: randomInt(2 ** 31), ...runs(BATCHES), endOnFailure: true };

const ALICE = { kind: 'user', id: 'alice' };
const AGENT = { kind: 'agent', id: 'helper' };
const RESOURCE = { type: 'record', id: 'crm/**' };
const CONSTRAINT = { path: 'action.properties.amount', op: 'max', value: 5 };
const SCOPE = { actions: ['read', 'write'], resources: [RESOURCE], constraints: [CONSTRAINT] };

const KIND = badChoice('user', 'service', 'agent');
const MEMBERS_OF_SCOPE = {
  actions: notList,
  'actions.0': badId,
  'actions.1': fc.constantFrom('*x', '**/a', 'a/../*', 'a//**', '/*'),
  resources: notList,
  'resources.0': notObject,
  'resources.0.type': badId,
  'resources.0.id': badId,
  'resources.0.more': fc.jsonValue(),
  constraints: notList,
  'constraints.0': badAttributes,
  'constraints.0.path': badId,
  'constraints.0.op': badChoice('max', 'min', 'equals', 'oneOf', 'prefix'),
  'constraints.0.value': notNumber,
  'constraints.0.more': fc.jsonValue(),
};
const UNKNOWN = fc.jsonValue({ maxDepth: 2 });
const HUGE = fc.constantFrom(257, 3000, 20_000).map((length) => Array<string>(length).fill('a'));

let service: RunningService;
let grantId = '';

beforeAll(async () => {
  process.stdout.write(`malformed.spec.ts: FC_SEED=${OPTIONS.seed}\n`);
  service = await startService();
  const { admin } = service;
  await admin.put('/admin/v1/identities/user/alice', { attributes: { roles: ['admin'] } });
  await admin.put('/admin/v1/identities/agent/helper', { owners: [ALICE] });
  const grant = await admin.post('/admin/v1/grants', { grantor: ALICE, grantee: AGENT, ...SCOPE });
  grantId = grant.body.id;
});

afterAll(async () => {
  await service.stop();
});

type Steps = readonly string[];
const MARK = '@@mark@@';

function pathsOf(value: object, above: Steps = []): readonly Steps[] {
  return Object.entries(value).flatMap(([name, member]: [string, unknown]) => {
    const path = [...above, name];
    const isObject = typeof member === 'object' && member !== null;
    return [path, ...(isObject ? pathsOf(member, path) : [])];
  });
}

/** A copy with the member at the path replaced; `undefined` drops it. */
function withMember(value: unknown, [name, ...rest]: Steps, member: unknown): unknown {
  if (name === undefined) {
    return member;
  }
  const copy: Record<string, unknown> = { ...(value as object) };
  copy[name] = withMember(copy[name], rest, member);
  return Array.isArray(value) ? Object.values(copy) : copy;
}

/** JSON text of `valid` with the text given where the member at the path is. */
function withText(valid: object, path: Steps, text: string): string {
  const marked = JSON.stringify(withMember(valid, path, MARK));
  return marked.replace(JSON.stringify(MARK), () => text);
}

const nested = (depth: number): string => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);

/** Text that is nowhere I-JSON, so to be refused wherever it stands (AZ-74, AZ-75). */
const UNREADABLE = [
  ...['1e999', '-1E+400', '01', '.5', 'NaN', 'undefined', "'x'", '"a\nb', '{', ']', '"\0"'],
  ...['"\\ud800"', '{"\\udc00":1}', '{"__proto__":{}}', '{"constructor":{"prototype":{}}}'],
  ...['{"a":1,"a":1}', '{"a":1,"\\u0061":1}', '[1,]', '{"a":1,}', '"\\x41"', nested(100)],
  ...['['.repeat(9000), nested(9000)],
];

/** `valid` with a member that cannot be read, or given twice. */
function unreadableFrom(valid: object): Arbitrary<string> {
  const twice = pathsOf(valid)
    .filter((path) => !/^\d+$/.test(path.at(-1) ?? ''))
    .map((path) => withText(valid, path, `1,${JSON.stringify(path.at(-1))}:1`));
  return fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(...twice) },
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.constantFrom(...pathsOf(valid)), fc.constantFrom(...UNREADABLE))
        .map(([path, text]) => withText(valid, path, text)),
    },
  );
}

/** Bodies to be refused by what they say, or because they cannot be read. */
function refusedFrom(...[valid, members]: Parameters<typeof malformedFrom>): Arbitrary<string> {
  return fc.oneof(
    { weight: 3, arbitrary: malformedFrom(valid, members) },
    { weight: 1, arbitrary: unreadableFrom(valid) },
  );
}

interface Route {
  readonly method: string;
  readonly path: string;
  readonly malformed: Arbitrary<string>;
}

const ROUTES: Readonly<Record<string, () => Route>> = {
  'an identity': () => ({
    method: 'PUT',
    path: '/admin/v1/identities/agent/new',
    malformed: refusedFrom(
      {
        displayName: 'New',
        attributes: { a: 1 },
        status: 'active',
        owners: [ALICE],
        ceiling: SCOPE,
      },
      {
        displayName: fc.oneof(
          fc.constantFrom('\0', 'x'.repeat(257)),
          fc.integer(),
          notObject.filter((one) => typeof one !== 'string'),
        ),
        attributes: badAttributes,
        status: badChoice('active', 'suspended', 'retired'),
        owners: fc.oneof(notList, fc.constant(Array(101).fill(ALICE))),
        'owners.0': notObject,
        'owners.0.kind': badChoice('user', 'service'),
        'owners.0.id': badId,
        'owners.0.more': UNKNOWN,
        ceiling: notObject.filter((one) => one !== null),
        'ceiling.more': UNKNOWN,
        ...Object.fromEntries(
          Object.entries(MEMBERS_OF_SCOPE).map(([path, wrong]) => [`ceiling.${path}`, wrong]),
        ),
        more: UNKNOWN,
        hasOwnProperty: UNKNOWN,
        constructor: UNKNOWN,
      },
    ),
  }),
  'a resource': () => ({
    method: 'PUT',
    path: '/admin/v1/resources/record/new',
    malformed: refusedFrom(
      { attributes: { a: 1 }, parent: { type: 'record', id: 'top' } },
      {
        attributes: badAttributes,
        parent: notObject,
        'parent.type': badId,
        'parent.id': badId,
        'parent.more': UNKNOWN,
        more: UNKNOWN,
        toString: UNKNOWN,
      },
    ),
  }),
  'a grant': () => ({
    method: 'POST',
    path: '/admin/v1/grants',
    malformed: refusedFrom(
      {
        grantor: ALICE,
        grantee: AGENT,
        ...SCOPE,
        purpose: 'billing',
        notBefore: '2026-01-01T00:00:00Z',
        expiresAt: '2036-01-01T00:00:00Z',
        maxDepth: 1,
      },
      {
        grantor: notObject,
        'grantor.kind': KIND,
        'grantor.id': badId,
        grantee: notObject,
        'grantee.kind': KIND,
        'grantee.id': badId,
        'grantee.more': UNKNOWN,
        parent: fc.oneof(badId, fc.string()),
        ...MEMBERS_OF_SCOPE,
        actions: fc.oneof(notList, HUGE, fc.constant([])),
        purpose: badId,
        notBefore: badTime,
        expiresAt: badTime,
        maxDepth: badDepth,
        more: UNKNOWN,
        valueOf: UNKNOWN,
      },
    ),
  }),
  'a revocation': () => ({
    method: 'POST',
    path: `/admin/v1/grants/${grantId}/revoke`,
    malformed: refusedFrom(
      { reason: 'test' },
      {
        reason: fc.oneof(
          fc.constantFrom('', 'a\0b', 'x'.repeat(1025)),
          fc.integer(),
          notObject.filter((one) => typeof one !== 'string'),
        ),
        more: UNKNOWN,
        then: UNKNOWN,
      },
    ),
  }),
  'a caller': () => ({
    method: 'POST',
    path: '/admin/v1/callers',
    malformed: refusedFrom(
      { name: 'new', roles: ['decide'] },
      {
        name: badId,
        roles: fc.oneof(notList, HUGE, fc.constant(['decide', 'decide'])),
        'roles.0': badChoice('decide', 'admin', 'audit', 'search'),
        more: UNKNOWN,
        id: UNKNOWN,
      },
    ),
  }),
  'an evaluation': () => ({
    method: 'POST',
    path: '/access/v1/evaluation',
    malformed: refusedFrom(
      {
        subject: { type: 'user', id: 'alice', properties: { act: { sub: 'helper' } } },
        action: { name: 'read', properties: {} },
        resource: { type: 'record', id: 'crm/1', properties: {} },
        context: { agent: 'helper' },
      },
      {
        subject: notObject,
        'subject.type': badId,
        'subject.id': badId,
        'subject.properties': notObject,
        'subject.properties.act': notObject,
        'subject.properties.act.sub': badId,
        'subject.properties.act.iss': fc.constantFrom('', null, 5, {}, 'https://other.example'),
        action: notObject,
        'action.name': badId,
        'action.properties': notObject,
        resource: notObject,
        'resource.type': badId,
        'resource.id': badId,
        'resource.properties': notObject,
        context: notObject,
        'context.agent': badId,
      },
    ),
  }),
};

/** What is wrong with the answer to a malformed body, or null. */
async function findFault({ method, path }: Route, body: string): Promise<string | null> {
  const answer = await service.admin.send(method, path, body);
  const { code } = answer.body ?? {};
  const shown = JSON.stringify(answer.body);
  const isRefused = answer.status >= 400 && answer.status < 500 && isErrorCode(code);
  const isSafe = !INTERNALS.test(shown.replaceAll(/"(detail|message|pointer)":"[^"]*"/g, ''));
  return isRefused && isSafe
    ? null
    : `${answer.status} ${shown.slice(0, 300)} for ${body.slice(0, 500)}`;
}

describe('a thousand malformed bodies', () => {
  it.each(Object.keys(ROUTES))(
    'of %s are each refused with a stable code, and nothing is written',
    async (name) => {
      const route = ROUTES[name]?.();
      if (route === undefined) {
        throw new Error(`no route ${name}`);
      }
      const before = await readStoredState(service.database);
      const batch = fc.array(route.malformed, { minLength: BATCH, maxLength: BATCH });
      await fc.assert(
        fc.asyncProperty(batch, async (bodies) => {
          const faults = await Promise.all(
            bodies.map(async (body) => await findFault(route, body)),
          );
          expect(faults.filter((fault) => fault !== null)).toEqual([]);
        }),
        OPTIONS,
      );
      expect(await readStoredState(service.database)).toEqual(before);
    },
  );
});

describe('a thousand questions with one odd member', () => {
  /**
   * One short of a permit: alice is an admin and the grant reaches, but for the amount. The actor is named in two
   * places, so no single change makes alice ask for herself, and no odd value is an amount of at most 5.
   */
  const question = {
    subject: { type: 'user', id: 'alice', properties: { act: { sub: 'helper' } } },
    action: { name: 'read', properties: { amount: 6 } },
    resource: { type: 'record', id: 'crm/1', properties: { owner: 'alice' } },
    context: { agent: 'helper', list: [1, { a: null }] },
  };
  const ODD = [
    ...['null', 'true', 'false', '""', '[]', '{}', '7', '1e308', '"5"', '[5]', '{"value":5}'],
    ...['"x"', '["alice"]', '{"id":"alice"}', '"\\u0000"', '"a\\u202eb"', '{"toString":1}'],
    ...['{"hasOwnProperty":1}', nested(50), JSON.stringify(Array(5000).fill(9))],
    ...[JSON.stringify('x'.repeat(5000)), JSON.stringify('é/'.repeat(500)), ...UNREADABLE],
  ];
  const odd = fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.constantFrom(...pathsOf(question)), fc.constantFrom(...ODD))
        .map(([path, text]) => withText(question, path, text)),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(...pathsOf(question))
        .map((path) => JSON.stringify(withMember(question, path, undefined))),
    },
  );

  /** A permit, a fault of ours or an unstable answer; null for a refusal and for a deny. */
  async function findWrong(body: string): Promise<string | null> {
    const answer = await service.admin.send('POST', '/access/v1/evaluation', body);
    const isRefused = answer.status >= 400 && answer.status < 500 && isErrorCode(answer.body?.code);
    const isDeny = answer.status === 200 && answer.body?.decision === false;
    const shown = JSON.stringify(answer.body).slice(0, 300);
    const isInternal = shown.includes('indeterminate.') || INTERNALS.test(shown);
    return (isRefused || isDeny) && !isInternal
      ? null
      : `${answer.status} ${shown} for ${body.slice(0, 500)}`;
  }

  it('is one amount short of a permit, so that an odd member could make it one', async () => {
    const { body } = await service.admin.evaluate(question);
    expect(body.context.reasons).toEqual(['grant.constraint_not_met']);
    const small = withMember(question, ['action', 'properties', 'amount'], 5);
    expect((await service.admin.evaluate(small)).body.decision).toBe(true);
  });

  it('are each refused or denied, never permitted, and nothing is written (AZ-1, AZ-5)', async () => {
    const before = await readStoredState(service.database);
    const batch = fc.array(odd, { minLength: BATCH, maxLength: BATCH });
    await fc.assert(
      fc.asyncProperty(batch, async (bodies) => {
        const wrong = await Promise.all(bodies.map(findWrong));
        expect(wrong.filter((one) => one !== null)).toEqual([]);
      }),
      OPTIONS,
    );
    expect(await readStoredState(service.database)).toEqual(before);
  });
});
