import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { refusedFrom } from './malformed-bodies.js';
import { BUNDLE_ROUTES } from './malformed-bundles.js';
import { DECISION_ROUTES } from './malformed-decision-routes.js';
import type { Route } from './malformed-decision-routes.js';
import {
  badAttributes,
  badChoice,
  badDepth,
  badId,
  badTime,
  notList,
  notNumber,
  notObject,
} from './malformed.js';

export const ALICE = { kind: 'user', id: 'alice' };
export const AGENT = { kind: 'agent', id: 'helper' };
const RESOURCE = { type: 'record', id: 'crm/**' };
const CONSTRAINT = { path: 'action.properties.amount', op: 'max', value: 5 };
export const SCOPE = {
  actions: ['read', 'write'],
  resources: [RESOURCE],
  constraints: [CONSTRAINT],
};

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
const BAD_NAME = fc.oneof(
  fc.constantFrom('\0', 'x'.repeat(257)),
  fc.integer(),
  notObject.filter((one) => typeof one !== 'string'),
);
const BAD_REASON = fc.oneof(
  fc.constantFrom('', 'a\0b', 'x'.repeat(1025)),
  fc.integer(),
  notObject.filter((one) => typeof one !== 'string'),
);
const BAD_ISSUER = fc.constantFrom(
  ...[
    'idp.example',
    'https://u@a',
    'https://a?b',
    'https://a#b',
    'spiffe://a',
    'https:///',
    'urn:',
  ],
);
/** Everything that would have to be normalised (DEL-60). */
const BAD_SPIFFE_ID = fc.constantFrom(
  ...[
    'spiffe://',
    'spiffe:///a',
    'SPIFFE://a/b',
    'spiffe://A/b',
    'spiffe://a:1/b',
    'spiffe://u@a/b',
  ],
  ...['spiffe://a/', 'spiffe://a//b', 'spiffe://a/./b', 'spiffe://a/../b', 'spiffe://a/b?c'],
  ...['spiffe://a/b#c', 'spiffe://a/%41', 'spiffe://a/b/', 'spiffe://a/é', 'https://a/b'],
  ...[`spiffe://${'a'.repeat(256)}/b`, `spiffe://a/${'b'.repeat(2048)}`],
);
const UNKNOWN = fc.jsonValue({ maxDepth: 2 });
const notFlag = UNKNOWN.filter((one) => typeof one !== 'boolean');
const HUGE = fc.constantFrom(257, 3000, 20_000).map((length) => Array<string>(length).fill('a'));

function malformedGrant(): Arbitrary<string> {
  return refusedFrom(
    {
      grantor: ALICE,
      grantee: AGENT,
      ...SCOPE,
      purpose: 'billing',
      audience: ['crm', 'erp'],
      reason: 'why',
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
      audience: fc.oneof(notList, HUGE, fc.constantFrom([], ['a', 'a'])),
      'audience.1': badId,
      reason: BAD_REASON,
      notBefore: badTime,
      expiresAt: badTime,
      maxDepth: badDepth,
      more: UNKNOWN,
      valueOf: UNKNOWN,
    },
  );
}

/** Every route that takes a body; the grant named is one to revoke. */
export const ROUTES: Readonly<Record<string, (grantId: string) => Route>> = {
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
        parent: 'helper',
        aliases: [{ issuer: 'https://idp.example', subject: 's' }, { spiffeId: 'spiffe://a/b' }],
        notBefore: '2026-01-01T00:00:00Z',
      },
      {
        parent: badId,
        aliases: fc.oneof(notList, fc.constant(Array(101).fill({ spiffeId: 'spiffe://a/b' }))),
        'aliases.0': fc.oneof(
          notObject,
          fc.constantFrom({}, { issuer: 'https://a' }, { subject: 'a' }),
        ),
        'aliases.0.issuer': fc.oneof(badId, BAD_ISSUER),
        'aliases.0.subject': badId,
        'aliases.0.more': UNKNOWN,
        'aliases.1.spiffeId': fc.oneof(badId, BAD_SPIFFE_ID),
        'aliases.1.issuer': fc.constant('https://idp.example'),
        notBefore: badTime.filter((one) => one !== null),
        displayName: BAD_NAME,
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
      {
        attributes: { a: 1 },
        parent: { type: 'record', id: 'top' },
        status: 'active',
        digest: `sha256:${'a'.repeat(64)}`,
        owner: ALICE,
      },
      {
        status: badChoice('active', 'retired'),
        digest: fc.oneof(
          badId,
          fc.constantFrom('sha256:', 'a'.repeat(64), `sha256:${'A'.repeat(64)}`),
        ),
        owner: notObject,
        'owner.kind': KIND,
        'owner.id': badId,
        'owner.more': UNKNOWN,
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
  'a grant': () => ({ method: 'POST', path: '/admin/v1/grants', malformed: malformedGrant() }),
  'a grant to check': () => ({
    method: 'POST',
    path: '/admin/v1/grants:check',
    malformed: malformedGrant(),
  }),
  'a revocation': (grantId) => ({
    method: 'POST',
    path: `/admin/v1/grants/${grantId}/revoke`,
    malformed: refusedFrom(
      { reason: 'test' },
      {
        reason: BAD_REASON,
        more: UNKNOWN,
        then: UNKNOWN,
      },
    ),
  }),
  'a caller': () => ({
    method: 'POST',
    path: '/admin/v1/callers',
    malformed: refusedFrom(
      {
        name: 'new',
        roles: ['decide'],
        identity: ALICE,
        answers: 'full',
        key: true,
        expiresAt: '2036-01-01T00:00:00Z',
        trust: {
          subjects: [{ type: 'user', id: 'hr/*' }],
          actsAs: [AGENT],
          subjectAttributes: ['level'],
          actorAttributes: ['model'],
          token: 'optional',
        },
        credentials: [
          { issuer: 'https://idp.example', subject: 's' },
          { spiffeId: 'spiffe://a/b' },
        ],
      },
      {
        answers: badChoice('full', 'minimal'),
        identity: notObject,
        'identity.kind': KIND,
        'identity.id': badId,
        'identity.more': UNKNOWN,
        name: badId,
        roles: fc.oneof(notList, HUGE, fc.constant(['decide', 'decide'])),
        'roles.0': badChoice('decide', 'admin', 'audit', 'search'),
        key: notFlag,
        expiresAt: badTime,
        trust: notObject.filter((one) => one !== null),
        'trust.more': UNKNOWN,
        'trust.subjects': notList.filter((one) => one !== 'any' && one !== 'none'),
        'trust.subjects.0': notObject,
        'trust.subjects.0.type': badId,
        'trust.subjects.0.id': fc.oneof(badId, fc.constantFrom('a*', '**/a')),
        'trust.subjects.0.more': UNKNOWN,
        'trust.actsAs.0': notObject,
        'trust.actsAs.0.kind': KIND,
        'trust.actsAs.0.id': badId,
        'trust.subjectAttributes': fc.oneof(notList, HUGE),
        'trust.subjectAttributes.0': fc.oneof(badId, fc.constantFrom('roles', 'groups', 'act')),
        'trust.actorAttributes.0': fc.oneof(badId, fc.constantFrom('sub', 'exp')),
        'trust.token': badChoice('optional', 'required'),
        credentials: notList.filter((one) => one !== null),
        'credentials.0': fc.oneof(notObject, fc.constantFrom({}, { issuer: 'https://a' })),
        'credentials.0.issuer': fc.oneof(badId, BAD_ISSUER),
        'credentials.0.subject': badId,
        'credentials.1.spiffeId': fc.oneof(badId, BAD_SPIFFE_ID),
        more: UNKNOWN,
        id: UNKNOWN,
      },
    ),
  }),
  'a key of a caller': () => ({
    method: 'POST',
    path: '/admin/v1/callers/00000000-0000-4000-8000-000000000000/keys',
    malformed: refusedFrom(
      { roles: ['decide'], expiresAt: '2036-01-01T00:00:00Z', overlapSeconds: 5 },
      {
        roles: fc.oneof(notList, HUGE),
        'roles.0': badChoice('decide', 'admin', 'audit', 'search'),
        expiresAt: badTime,
        overlapSeconds: fc.oneof(notNumber, fc.constantFrom(-1, 1.5, 1e9)),
        more: UNKNOWN,
        key: UNKNOWN,
      },
    ),
  }),
  'an issuer': () => ({
    method: 'PUT',
    path: '/admin/v1/issuers/new',
    malformed: refusedFrom(
      {
        issuer: 'https://idp.example',
        purposes: ['caller'],
        jwksUri: 'https://idp.example/jwks',
        audiences: ['a'],
        algorithms: ['ES256'],
        types: ['JWT'],
        clockSkewSeconds: 5,
        maxAgeSeconds: 5,
        singleUse: true,
        actorIssuers: ['https://agents.example'],
      },
      {
        issuer: fc.oneof(badId, BAD_ISSUER),
        purposes: fc.oneof(notList, HUGE, fc.constant([])),
        'purposes.0': badChoice('caller', 'subject'),
        jwksUri: fc.oneof(badId, fc.constantFrom('ftp://a', 'https://u@a', 'https://a#b')),
        jwks: UNKNOWN,
        audiences: fc.oneof(notList, HUGE, fc.constant([])),
        'audiences.0': badId,
        algorithms: fc.oneof(notList, HUGE, fc.constant([])),
        'algorithms.0': fc.oneof(badId, fc.constantFrom('none', 'HS256', 'HS512', 'es256')),
        types: fc.oneof(notList, HUGE, fc.constant([])),
        clockSkewSeconds: fc.oneof(notNumber, fc.constantFrom(-1, 301, 0.5)),
        maxAgeSeconds: fc.oneof(notNumber, fc.constantFrom(0, -1, 0.5)),
        singleUse: notFlag,
        'actorIssuers.0': fc.oneof(badId, BAD_ISSUER),
        more: UNKNOWN,
        id: UNKNOWN,
      },
    ),
  }),
  'a group': () => ({
    method: 'PUT',
    path: '/admin/v1/groups/new',
    malformed: refusedFrom(
      { displayName: 'New', status: 'active' },
      {
        displayName: BAD_NAME,
        status: badChoice('active', 'retired'),
        more: UNKNOWN,
        members: UNKNOWN,
      },
    ),
  }),
  'a subject type': () => ({
    method: 'PUT',
    path: '/admin/v1/subject-types/new',
    malformed: refusedFrom({ kind: 'user' }, { kind: KIND, more: UNKNOWN, type: UNKNOWN }),
  }),
  'known actions': () => ({
    method: 'PUT',
    path: '/admin/v1/action-types/new',
    malformed: refusedFrom(
      { actions: ['read', 'write'] },
      {
        actions: fc.oneof(notList, fc.constant(['a', 'a']), fc.constant(Array(1001).fill('a'))),
        'actions.0': badId,
        more: UNKNOWN,
      },
    ),
  }),
  ...BUNDLE_ROUTES,
  'a tenant': () => ({
    method: 'PUT',
    path: '/admin/v1/tenants/new',
    malformed: refusedFrom(
      { displayName: 'New' },
      { displayName: BAD_NAME, more: UNKNOWN, id: UNKNOWN },
    ),
  }),
  ...DECISION_ROUTES,
};
