import type { ErrorCode } from '@legate/core';
import { denied, foundNothing, PERMITTED, refused, withMember } from './hostile-request.js';
import type { HostileRequest, Sent } from './hostile-request.js';
import { FOREIGN, OTHERS } from './hostile-world.js';
import type { HostileWorld } from './hostile-world.js';

const EVALUATION = '/access/v1/evaluation';
const SEARCH = '/access/v1/search/resource';

/** Ways to write the path of another tenant, and what each is. */
const PATHS: readonly (readonly [string, number, ErrorCode])[] = [
  [`/t/${FOREIGN}${EVALUATION}`, 403, 'caller.forbidden'],
  [`/t/${FOREIGN.toUpperCase()}${EVALUATION}`, 403, 'caller.forbidden'],
  [`/t/%62eta${EVALUATION}`, 403, 'caller.forbidden'],
  [`/t/beta%2f${EVALUATION}`, 403, 'caller.forbidden'],
  [`/t/default%00${EVALUATION}`, 403, 'caller.forbidden'],
  [`/t/default%2f..%2fbeta${EVALUATION}`, 403, 'caller.forbidden'],
  [`/t/..${EVALUATION}`, 403, 'caller.forbidden'],
  [`/t/__proto__${EVALUATION}`, 403, 'caller.forbidden'],
  [`/t/*${EVALUATION}`, 403, 'caller.forbidden'],
  [`/t/default/t/beta${EVALUATION}`, 404, 'route.not_found'],
  [`/t/default/../beta${EVALUATION}`, 404, 'route.not_found'],
  [`/t//beta${EVALUATION}`, 404, 'route.not_found'],
  [`//t/beta${EVALUATION}`, 404, 'route.not_found'],
  [`/T/beta${EVALUATION}`, 404, 'route.not_found'],
  [`/t%2fbeta${EVALUATION}`, 404, 'route.not_found'],
  [`/./t/beta${EVALUATION}`, 404, 'route.not_found'],
  [`${EVALUATION}/../../../t/beta${EVALUATION}`, 404, 'route.not_found'],
  [`/t/beta${EVALUATION}/`, 404, 'route.not_found'],
  [`/t/beta;x${EVALUATION}`, 403, 'caller.forbidden'],
];

const paths = PATHS.map(([path, status, code]) =>
  refused(`the path ${path}`, { path, body: PERMITTED }, status, code),
);

const HEADERS = {
  ...{ 'x-forwarded-prefix': `/t/${FOREIGN}`, 'x-original-url': `/t/${FOREIGN}${EVALUATION}` },
  ...{ 'x-rewrite-url': `/t/${FOREIGN}${EVALUATION}`, 'x-tenant': FOREIGN, 'x-tenant-id': FOREIGN },
  ...{ forwarded: `host=${FOREIGN}`, 'x-forwarded-host': FOREIGN },
};
const BELA = { ...PERMITTED, subject: { type: 'user', id: 'bela' }, context: {} };

const headers = Object.entries(HEADERS).map(([name, value]) =>
  denied(
    `another tenant in ${name}`,
    { headers: { [name]: value }, body: BELA },
    'subject.unknown',
  ),
);

/** What only beta holds is as unknown here as what nobody holds. */
const ids = [
  denied('a subject of another tenant', { body: BELA }, 'subject.unknown'),
  denied(
    'an alias of another tenant as the actor',
    {
      body: withMember({ ...PERMITTED, context: {} }, 'subject.properties.act', {
        sub: 'bot-1',
        iss: OTHERS,
      }),
    },
    'actor.unknown',
  ),
  foundNothing('a search for resources of another tenant', {
    path: SEARCH,
    body: { ...BELA, subject: { type: 'user', id: 'alice' }, resource: { type: 'secret' } },
  }),
  foundNothing('a search for actions of a subject of another tenant', {
    path: '/access/v1/search/action',
    body: BELA,
  }),
  foundNothing('a search for subjects on a resource of another tenant', {
    path: '/access/v1/search/subject',
    body: { ...PERMITTED, resource: { type: 'secret', id: 's-1' }, context: {} },
  }),
];

const admin =
  (method: string, path: (world: HostileWorld) => string, body?: object) =>
  (world: HostileWorld): Sent => ({
    ...{ method, path: path(world), credential: world.keys.admin },
    ...(body !== undefined && { body }),
  });

const objects = [
  refused(
    'a grant of another tenant, read',
    admin('GET', ({ grants }) => `/admin/v1/grants/${grants.foreign}`),
    404,
    'grant.not_found',
  ),
  refused(
    'a grant of another tenant, revoked',
    admin('POST', ({ grants }) => `/admin/v1/grants/${grants.foreign}/revoke`, { reason: 'x' }),
    404,
    'grant.not_found',
  ),
  refused(
    'a caller of another tenant, read',
    admin('GET', ({ callers }) => `/admin/v1/callers/${callers.foreign}`),
    404,
    'caller.not_found',
  ),
  refused(
    'a caller of another tenant, ended',
    admin('DELETE', ({ callers }) => `/admin/v1/callers/${callers.foreign}`),
    404,
    'caller.not_found',
  ),
  refused(
    'a key for a caller of another tenant',
    admin('POST', ({ callers }) => `/admin/v1/callers/${callers.foreign}/keys`, {}),
    404,
    'caller.not_found',
  ),
  refused(
    'an identity of another tenant',
    admin('GET', () => '/admin/v1/identities/user/bela'),
    404,
    'identity.not_found',
  ),
  refused(
    'an identity of another tenant by its path',
    admin('GET', () => '/admin/v1/identities/user/..%2f..%2f..%2ft%2fbeta%2fbela'),
    404,
    'identity.not_found',
  ),
  refused(
    'the list of tenants',
    admin('GET', () => '/admin/v1/tenants'),
    403,
    'caller.forbidden',
  ),
  refused(
    'a tenant, made by an admin of another',
    admin('PUT', () => `/admin/v1/tenants/mine`, {}),
    403,
    'caller.forbidden',
  ),
  refused(
    'a tenant, ended by an admin of another',
    admin('DELETE', () => `/admin/v1/tenants/${FOREIGN}?retire=true`),
    403,
    'caller.forbidden',
  ),
];

const QUESTION = { ...PERMITTED, resource: { type: 'record' } };

/** A real token of the first page, of what the decide key asks. */
async function pageToken({ service, keys }: HostileWorld): Promise<string> {
  const answer = await service.admin
    .as(keys.decide)
    .post(SEARCH, { ...QUESTION, page: { limit: 1 } });
  expect(answer.body.page.count).toBe(1);
  return String(answer.body.page.next_token);
}

const TAMPERED: readonly (readonly [string, (token: string) => string])[] = [
  ['with its first sign changed', (token) => (token.startsWith('A') ? 'B' : 'A') + token.slice(1)],
  ['with its last sign changed', (token) => token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A')],
  ['cut in half', (token) => token.slice(0, token.length / 2)],
  ['twice', (token) => token + token],
  ['turned around', (token) => Buffer.from(token).reverse().toString()],
  ['in other letters', (token) => token.toLowerCase()],
  ['with padding', (token) => `${token}==`],
  ['of zeros', (token) => 'A'.repeat(token.length)],
  ['that is an offset', () => '1'],
  ['that is JSON', () => '{"after":"crm/1","limit":1000}'],
  ['that is JSON in base64', () => Buffer.from('{"after":"crm/1"}').toString('base64url')],
  ['that is a prototype name', () => '__proto__'],
];

const refusedPage = (name: string, send: (world: HostileWorld) => Promise<Sent>): HostileRequest =>
  refused(`a page token ${name}`, send, 400, 'page.token_invalid');

const tampered = TAMPERED.map(([name, change]) =>
  refusedPage(name, async (world) => ({
    path: SEARCH,
    body: { ...QUESTION, page: { token: change(await pageToken(world)) } },
  })),
);

const moved = [
  refusedPage('of another caller', async (world) => ({
    ...{ path: SEARCH, credential: world.keys.searching },
    body: { ...QUESTION, page: { token: await pageToken(world) } },
  })),
  refusedPage('in another tenant', async (world) => ({
    ...{ path: `/t/${FOREIGN}${SEARCH}`, credential: world.keys.beta },
    body: { ...QUESTION, page: { token: await pageToken(world) } },
  })),
  refusedPage('for another subject', async (world) => ({
    path: SEARCH,
    body: {
      ...withMember(QUESTION, 'subject.id', 'bob'),
      page: { token: await pageToken(world) },
    },
  })),
  refusedPage('for another kind of search', async (world) => ({
    path: '/access/v1/search/action',
    body: { ...PERMITTED, page: { token: await pageToken(world) } },
  })),
  refused(
    'a page token with a larger limit',
    async (world) => ({
      path: SEARCH,
      body: { ...QUESTION, page: { token: await pageToken(world), limit: 1000 } },
    }),
    400,
    'page.limit_changed',
  ),
  ...['x', 'AAAA', '..%2f', "'"].map((cursor) =>
    refused(
      `the cursor ${cursor} of a list`,
      admin('GET', () => `/admin/v1/identities?cursor=${encodeURIComponent(cursor)}`),
      400,
      'cursor.invalid',
    ),
  ),
];

export const TENANTS: readonly HostileRequest[] = [
  ...[...paths, ...headers, ...ids, ...objects, ...tampered, ...moved],
];
