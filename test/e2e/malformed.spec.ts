import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
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
const BATCH = 125;
const BATCHES = 8;

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

interface Route {
  readonly method: string;
  readonly path: string;
  readonly malformed: Arbitrary<string>;
}

const ROUTES: Readonly<Record<string, () => Route>> = {
  'an identity': () => ({
    method: 'PUT',
    path: '/admin/v1/identities/agent/new',
    malformed: malformedFrom(
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
    malformed: malformedFrom(
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
    malformed: malformedFrom(
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
    malformed: malformedFrom(
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
    malformed: malformedFrom(
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
    malformed: malformedFrom(
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
        { numRuns: BATCHES, endOnFailure: true },
      );
      expect(await readStoredState(service.database)).toEqual(before);
    },
  );
});
