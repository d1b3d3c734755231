import { bundleOf, packBundle, permitting } from './push-bundle.js';

/** One request for a write route of the admin API, in an order in which all of them find what they need. */
export interface AdminWrite {
  /** As docs/openapi.json has it. */
  readonly route: string;
  readonly path: (ids: Ids) => string;
  readonly body?: unknown;
  readonly type?: string;
  readonly status: number;
  /** Whether it makes a revision. */
  readonly writes: boolean;
  /** Under which name `ids` keeps the id of the answer. */
  readonly keeps?: string;
}

export type Ids = Readonly<Record<string, string>>;

const V1 = '/admin/v1';
const ALICE = { kind: 'user', id: 'alice' };
const GRANT = {
  grantor: ALICE,
  grantee: { kind: 'agent', id: 'bot' },
  actions: ['read'],
  resources: [{ type: 'record', id: '**' }],
};
const bundle = (name: string): Buffer =>
  packBundle(bundleOf(name, { 'main.rego': permitting(name) }));

type Rest = Omit<AdminWrite, 'route' | 'path' | 'status' | 'writes'>;

function writes(route: string, path: string, status: number, rest: Rest = {}): AdminWrite {
  const filled = (ids: Ids): string =>
    V1 + path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? '');
  return { route, path: filled, status, writes: true, ...rest };
}

function changesNothing(write: AdminWrite): AdminWrite {
  return { ...write, writes: false };
}

const put = (route: string, path: string, body: unknown): AdminWrite =>
  writes(`PUT ${route}`, path, 201, { body });
const remove = (route: string, path: string): AdminWrite => writes(`DELETE ${route}`, path, 200);

export const ADMIN_WRITES: readonly AdminWrite[] = [
  put('/admin/v1/tenants/{tenant}', '/tenants/other', {}),
  remove('/admin/v1/tenants/{tenant}', '/tenants/other'),
  put('/admin/v1/subject-types/{type}', '/subject-types/human', { kind: 'user' }),
  remove('/admin/v1/subject-types/{type}', '/subject-types/human'),
  put('/admin/v1/identities/{kind}/{id}', '/identities/user/alice', {}),
  put('/admin/v1/identities/{kind}/{id}', '/identities/user/bob', {}),
  put('/admin/v1/identities/{kind}/{id}', '/identities/agent/bot', { owners: [ALICE] }),
  remove('/admin/v1/identities/{kind}/{id}', '/identities/user/bob'),
  put('/admin/v1/groups/{id}', '/groups/g', {}),
  writes(
    'PUT /admin/v1/groups/{id}/members/{memberKind}/{memberId}',
    '/groups/g/members/user/alice',
    201,
  ),
  remove('/admin/v1/groups/{id}/members/{memberKind}/{memberId}', '/groups/g/members/user/alice'),
  remove('/admin/v1/groups/{id}', '/groups/g'),
  writes(
    'PUT /admin/v1/role-assignments/{role}/{kind}/{id}',
    '/role-assignments/viewer/user/alice',
    201,
  ),
  remove('/admin/v1/role-assignments/{role}/{kind}/{id}', '/role-assignments/viewer/user/alice'),
  put('/admin/v1/action-types/{resourceType}', '/action-types/record', { actions: ['read'] }),
  put('/admin/v1/action-types/{resourceType}', '/action-types/note', { actions: ['read'] }),
  remove('/admin/v1/action-types/{resourceType}', '/action-types/note'),
  put('/admin/v1/resources/{type}/{id}', '/resources/record/1', {}),
  remove('/admin/v1/resources/{type}/{id}', '/resources/record/1'),
  changesNothing(writes('POST /admin/v1/grants:check', '/grants:check', 200, { body: GRANT })),
  writes('POST /admin/v1/grants', '/grants', 201, { body: GRANT, keeps: 'grant' }),
  writes('POST /admin/v1/grants/{id}/revoke', '/grants/{grant}/revoke', 200, {
    body: { reason: 'test' },
  }),
  writes('POST /admin/v1/import', '/import', 200, {
    body: `${JSON.stringify({ entity: 'identity', kind: 'user', id: 'carol' })}\n`,
    type: 'application/x-ndjson',
  }),
  put('/admin/v1/route-tables/{name}', '/route-tables/edge', {
    proxy: 'nginx',
    subject: { type: 'user', header: 'X-User' },
    routes: [
      {
        methods: ['GET'],
        path: '/records/{id}',
        action: { name: 'read' },
        resource: { type: 'record', id: '{id}' },
      },
    ],
  }),
  remove('/admin/v1/route-tables/{name}', '/route-tables/edge'),
  writes('POST /admin/v1/callers', '/callers', 201, {
    body: { name: 'pep', roles: ['decide'] },
    keeps: 'caller',
  }),
  writes('PUT /admin/v1/callers/{id}', '/callers/{caller}', 200, {
    body: { name: 'gateway', roles: ['decide'] },
  }),
  writes('POST /admin/v1/callers/{id}/keys', '/callers/{caller}/keys', 201, {
    body: {},
    keeps: 'key',
  }),
  remove('/admin/v1/callers/{id}/keys/{key}', '/callers/{caller}/keys/{key}'),
  remove('/admin/v1/callers/{id}', '/callers/{caller}'),
  writes('POST /admin/v1/bundles', '/bundles', 201, {
    body: bundle('first'),
    type: 'application/gzip',
    keeps: 'first',
  }),
  writes('POST /admin/v1/bundles', '/bundles', 201, {
    body: bundle('second'),
    type: 'application/gzip',
  }),
  writes('POST /admin/v1/bundles', '/bundles?activate=false', 201, {
    body: bundle('third'),
    type: 'application/gzip',
    keeps: 'third',
  }),
  changesNothing(
    writes('POST /admin/v1/bundles/from-ref', '/bundles/from-ref', 404, { body: { ref: 'main' } }),
  ),
  writes('POST /admin/v1/bundles/rollback', '/bundles/rollback', 200),
  writes('POST /admin/v1/bundles/{bundle}/shadow', '/bundles/{third}/shadow', 200),
  writes('DELETE /admin/v1/bundles/{bundle}/shadow', '/bundles/{third}/shadow', 200),
  changesNothing(
    writes('POST /admin/v1/decisions/replay', '/decisions/replay?candidate={third}', 200, {
      body: `${JSON.stringify({
        subject: { type: 'user', id: 'alice' },
        action: { name: 'read' },
        resource: { type: 'record', id: '1' },
        decision: false,
      })}\n`,
      type: 'application/x-ndjson',
    }),
  ),
  writes('POST /admin/v1/bundles/{bundle}/activate', '/bundles/{third}/activate', 200),
  writes('PUT /admin/v1/bundles/gate', '/bundles/gate', 200, { body: { enabled: true } }),
  changesNothing(
    writes('POST /admin/v1/bundles/{bundle}/confirm', '/bundles/{first}/confirm', 409),
  ),
  writes('PUT /admin/v1/bundles/freeze', '/bundles/freeze', 200, {
    body: { frozen: true, reason: 'test' },
  }),
  put('/admin/v1/bundle-remotes/{name}', '/bundle-remotes/origin', {
    kind: 'bundle',
    url: 'https://bundles.example/policy.tar.gz',
    intervalSeconds: 86_400,
  }),
  changesNothing(
    writes('POST /admin/v1/bundle-remotes/{name}/fetch', '/bundle-remotes/origin/fetch', 202, {
      body: {},
    }),
  ),
  remove('/admin/v1/bundle-remotes/{name}', '/bundle-remotes/origin'),
  put('/admin/v1/issuers/{id}', '/issuers/idp', {
    issuer: 'https://idp.example',
    purposes: ['caller'],
    jwksUri: 'https://idp.example/jwks',
    audiences: ['legate'],
    algorithms: ['ES256'],
  }),
  remove('/admin/v1/issuers/{id}', '/issuers/idp'),
  {
    route: 'POST /git/{tenant}/policies.git/git-receive-pack',
    path: () => '/git/default/policies.git/git-receive-pack',
    body: 'no push',
    type: 'application/x-git-receive-pack-request',
    status: 400,
    writes: false,
  },
  {
    route: 'POST /webhooks/{tenant}/{remote}',
    path: () => '/webhooks/default/origin',
    body: {},
    status: 401,
    writes: false,
  },
];
