import type { ErrorCode } from '@legate/core';
import { DENIED, denied, PERMITTED, refused, withMember } from './hostile-request.js';
import type { HostileRequest, Sent } from './hostile-request.js';
import type { HostileWorld } from './hostile-world.js';

const EVALUATION = '/access/v1/evaluation';
const BATCH = '/access/v1/evaluations';

const methods = [...['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND']].map(
  (method) => {
    const hasBody = ['PUT', 'PATCH'].includes(method);
    return refused(
      `${method} of an evaluation`,
      { method, path: EVALUATION, ...(hasBody && { body: PERMITTED }) },
      404,
      'route.not_found',
    );
  },
);

const overridden = ['x-http-method-override', 'x-http-method', 'x-method-override'].map((name) =>
  refused(
    `DELETE in ${name}`,
    ({ keys }) => ({
      ...{ method: 'GET', path: '/admin/v1/identities/user/nobody', credential: keys.audit },
      headers: { [name]: 'DELETE' },
    }),
    404,
    'identity.not_found',
  ),
);

const CONTENT_TYPES = [
  ...['text/plain', 'text/json', 'application/x-www-form-urlencoded', 'application/xml', ''],
  ...[
    'application/json, text/plain',
    'application/jsonx',
    'application/json/x',
    'application/ json',
  ],
  ...[
    'multipart/form-data; boundary=a',
    'application/x-ndjson',
    'application/gzip',
    'application/*',
  ],
  ...['application/merge-patch+json', '*/*', 'application/json\\; charset=utf-7', '__proto__'],
];
const contentTypes = CONTENT_TYPES.map((type) =>
  refused(
    `the content type "${type}"`,
    { headers: { 'content-type': type }, body: JSON.stringify(PERMITTED) },
    400,
    'request.content_type',
  ),
);

const HEADERS: readonly (readonly [string, Sent['headers'] & object, number, ErrorCode])[] = [
  ['a request id of 257 signs', { 'x-request-id': 'x'.repeat(257) }, 400, 'request.id_too_long'],
  ['headers of 20,000 bytes', { 'x-more': 'x'.repeat(20_000) }, 431, 'request.headers_too_large'],
  ['a revision that is text', { 'legate-min-revision': 'latest' }, 400, 'request.invalid'],
  ['a revision below 0', { 'legate-min-revision': '-1' }, 400, 'request.invalid'],
  ['a revision above all numbers', { 'legate-min-revision': '1e999' }, 400, 'request.invalid'],
  ['a revision of 400 digits', { 'legate-min-revision': '9'.repeat(400) }, 400, 'request.invalid'],
  ['two revisions', { 'legate-min-revision': ['1', '2'] }, 400, 'request.invalid'],
  ['a plain body said to be br', { 'content-encoding': 'br' }, 400, 'request.content_encoding'],
  [
    'a body said to be gzip',
    { 'content-encoding': 'gzip', 'x-a': '1' },
    400,
    'request.content_encoding',
  ],
];

const headers = HEADERS.map(([name, given, status, code]) =>
  refused(
    name,
    {
      headers: given,
      body: given['content-encoding'] === 'gzip' ? Buffer.from([0x1f, 0x8b, 8, 0]) : PERMITTED,
    },
    status,
    code,
  ),
);

const batch = (body: object): Sent => ({ path: BATCH, body });
const { subject, action, resource, context } = PERMITTED;

const batches: readonly HostileRequest[] = [
  refused(
    'a batch of 101 items',
    batch({ ...PERMITTED, evaluations: Array(101).fill({}) }),
    400,
    'request.too_many_evaluations',
  ),
  refused(
    'a batch of 50,000 items',
    batch({ ...PERMITTED, evaluations: Array(50_000).fill(0) }),
    400,
    'request.too_many_evaluations',
  ),
  ...[{}, 'x', 5, null, { 0: {}, length: 1 }].map((evaluations) =>
    refused(
      `${JSON.stringify(evaluations)} as the list of a batch`,
      batch({ ...PERMITTED, evaluations }),
      400,
      'request.invalid',
    ),
  ),
  ...['Execute_All', 'permit_all', '__proto__', '', null, ['execute_all']].map((semantic) =>
    refused(
      `${JSON.stringify(semantic)} as the semantic of a batch`,
      batch({ ...PERMITTED, evaluations: [{}], options: { evaluations_semantic: semantic } }),
      400,
      'request.invalid',
    ),
  ),
  ...['x', 5, null, []].map((options) =>
    refused(
      `${JSON.stringify(options)} as the options of a batch`,
      batch({ ...PERMITTED, evaluations: [{}], options }),
      400,
      'request.invalid',
    ),
  ),
  denied(
    'items that are no objects',
    batch({ ...PERMITTED, evaluations: [null, 'x', 5, [], true] }),
    ...Array(5).fill('indeterminate.request'),
  ),
  denied(
    'items with a half of an entity, which takes nothing from the batch',
    batch({
      ...PERMITTED,
      evaluations: [
        { subject: { id: 'alice' } },
        { subject: { type: 'user' } },
        { action: {} },
        { resource: { type: 'record' } },
        { subject: null },
        { context: null },
      ],
    }),
    ...Array(6).fill('indeterminate.request'),
  ),
  denied(
    'an item whose context does not name the agent, which act still does',
    batch({ ...DENIED, evaluations: [{ context: {} }] }),
    'grant.purpose_mismatch',
  ),
  denied(
    'items in items',
    batch({ ...DENIED, evaluations: [{ evaluations: [PERMITTED] }] }),
    'grant.constraint_not_met',
  ),
  denied(
    'an item with another actor than that of the batch',
    batch({ ...PERMITTED, evaluations: [{ context: { agent: 'other' } }] }),
    'indeterminate.request',
  ),
  denied(
    'a token in an item, which nobody has verified',
    batch({ ...PERMITTED, evaluations: [{ context: { ...context, token: 'a.b.c' } }] }),
    'indeterminate.request',
  ),
  denied(
    'a permit wanted first, of items that are denied',
    batch({
      ...{ subject, resource, context },
      options: { evaluations_semantic: 'permit_on_first_permit' },
      evaluations: [{ action: { ...action, name: 'delete' } }, {}],
    }),
    'grant.action_not_granted',
    'indeterminate.request',
  ),
  ...['subject', 'action', 'resource'].map((entity) =>
    refused(
      `a batch without items and without ${entity}`,
      batch({ ...PERMITTED, [entity]: undefined, evaluations: [] }),
      400,
      'request.invalid',
    ),
  ),
];

/** Routes of administration, asked with the key of a caller that may decide and search. */
const ADMIN: readonly (readonly [string, string, object?])[] = [
  ['GET', '/admin/v1/identities'],
  ['GET', '/admin/v1/identities/user/alice'],
  ['PUT', '/admin/v1/identities/user/eve', { attributes: { roles: ['admin'] } }],
  ['DELETE', '/admin/v1/identities/user/alice?retire=true'],
  ['PUT', '/admin/v1/groups/admins', {}],
  ['PUT', '/admin/v1/role-assignments/admin/user/bob', {}],
  ['PUT', '/admin/v1/subject-types/eve', { kind: 'user' }],
  ['PUT', '/admin/v1/resources/record/x', {}],
  ['POST', '/admin/v1/grants', {}],
  ['GET', '/admin/v1/grants'],
  ['POST', '/admin/v1/grants:check', {}],
  ['GET', '/admin/v1/callers'],
  ['POST', '/admin/v1/callers', { name: 'eve', roles: ['admin'] }],
  ['PUT', '/admin/v1/issuers/eve', {}],
  ['GET', '/admin/v1/issuers'],
  ['GET', '/admin/v1/bundles'],
  ['GET', '/admin/v1/bundles/active'],
  ['GET', '/admin/v1/findings'],
  ['POST', '/admin/v1/evaluation?at_revision=1', PERMITTED],
  ['GET', '/admin/v1/identities/user/alice/reach'],
  ['POST', '/admin/v1/import', {}],
  ['POST', '/admin/v1/bundles', {}],
  ['GET', '/admin/v1/tenants'],
  ['PUT', '/admin/v1/tenants/eve', {}],
];

const admin = ADMIN.map(([method, path, body]) =>
  refused(
    `${method} ${path} by a caller that decides`,
    { method, path, ...(body !== undefined && { body }) },
    403,
    'caller.forbidden',
  ),
);

/** Parameters of admin routes, asked by one who may. */
const QUERIES = [
  ...['identities?limit=1&limit=2', 'identities?limit[]=1', 'identities?__proto__=1'],
  ...['identities?__proto__[x]=1', 'identities?constructor=1', 'identities?limit=1e1'],
  ...['identities?limit=%00', 'identities?cursor=a&cursor=b', 'identities/user/%00'],
  ...['identities/__proto__/alice', 'identities/user/alice?at_revision=1e999'],
  ...['identities/user/alice?at_revision=-1', 'grants/__proto__', 'callers/..', 'callers/%2e%2e'],
  ...['identities/user/alice/reach?limit=0', 'findings?kind=__proto__', 'resources/%zz/a'],
  ...['identities/user/alice?at_revision=99999999999999999999', 'identities/user/a%E2%80%8B'],
];
const queries = QUERIES.map((query) =>
  refused(
    `GET ${query}`,
    ({ keys }) => ({ method: 'GET', path: `/admin/v1/${query}`, credential: keys.admin }),
    400,
    'request.invalid',
  ),
);

const metadata = ['%00', '..', '__proto__', 'a%2fb', '*', 'x'.repeat(65), '%E2%80%8B'].map(
  (tenant) =>
    refused(
      `metadata of the tenant ${tenant}`,
      { method: 'GET', path: `/.well-known/authzen-configuration/t/${tenant}`, credential: null },
      404,
      'tenant.not_found',
    ),
);

const by = (
  caller: keyof HostileWorld['keys'],
  ...[method, path, body]: [string, string, object]
): HostileRequest['send'] => {
  const sent = { method, path, body };
  return ({ keys }) => ({ ...sent, credential: keys[caller] });
};

const roles: readonly HostileRequest[] = [
  refused(
    'an evaluation by an admin',
    by('admin', 'POST', EVALUATION, PERMITTED),
    403,
    'caller.forbidden',
  ),
  refused('a batch by an auditor', by('audit', 'POST', BATCH, PERMITTED), 403, 'caller.forbidden'),
  refused(
    'an evaluation by one that searches',
    by('searching', 'POST', EVALUATION, PERMITTED),
    403,
    'caller.forbidden',
  ),
  refused(
    'a search by one that decides',
    by('bound', 'POST', '/access/v1/search/subject', PERMITTED),
    403,
    'caller.forbidden',
  ),
  refused(
    'an evaluation by one without roles',
    by('powerless', 'POST', EVALUATION, PERMITTED),
    403,
    'caller.forbidden',
  ),
  refused(
    'a write by an auditor',
    by('audit', 'PUT', '/admin/v1/identities/user/eve', {}),
    403,
    'caller.forbidden',
  ),
  refused(
    'a caller with roles that its maker lacks',
    by('admin', 'POST', '/admin/v1/callers', { name: 'eve', roles: ['decide'] }),
    403,
    'caller.role_not_held',
  ),
  refused(
    'a grant by an admin, who does not act for everybody',
    by('admin', 'POST', '/admin/v1/grants', {}),
    403,
    'caller.forbidden',
  ),
  ...[
    '/access/v1/evaluation/',
    '/access/v1/Evaluation',
    '/access//v1/evaluation',
    '/access/v1/evaluation%00',
  ].map((path) => refused(`the path ${path}`, { path, body: PERMITTED }, 404, 'route.not_found')),
  refused(
    'a search without a type of what is searched',
    {
      path: '/access/v1/search/resource',
      body: withMember(PERMITTED, 'resource', { id: 'crm/1' }),
    },
    400,
    'request.invalid',
  ),
  ...[-1, 1.5, '1', null, 1e300, [1]].map((limit) =>
    refused(
      `a search with the limit ${JSON.stringify(limit)}`,
      { path: '/access/v1/search/subject', body: { ...PERMITTED, page: { limit } } },
      400,
      'request.invalid',
    ),
  ),
];

export const PROTOCOL: readonly HostileRequest[] = [
  ...[
    ...methods,
    ...overridden,
    ...contentTypes,
    ...headers,
    ...batches,
    ...admin,
    ...queries,
    ...metadata,
    ...roles,
  ],
];
