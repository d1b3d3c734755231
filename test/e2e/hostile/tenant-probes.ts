import { signToken } from '../../support/token-issuer.js';
import { PERMITTED } from './hostile-request.js';
import type { Sent } from './hostile-request.js';
import { ISSUER, OTHERS } from './hostile-world.js';
import type { HostileWorld } from './hostile-world.js';

type Credential = keyof typeof CREDENTIALS;

/** With whose word a tenant is asked for. The bootstrap key is left out: it makes the tenants. */
const CREDENTIALS = {
  'no key': () => null,
  'an unknown key': () => `lgt_${'x'.repeat(43)}`,
  'a key that decides': ({ keys }: HostileWorld) => keys.decide,
  'a key that administers': ({ keys }: HostileWorld) => keys.admin,
  'a token of a caller': ({ signing }: HostileWorld) =>
    signToken(signing, { iss: ISSUER, sub: 'crm' }),
  'a token of an issuer of beta': ({ signing }: HostileWorld) =>
    signToken(signing, { iss: OTHERS, sub: 'crm' }),
  'a token by a stranger': ({ stranger }: HostileWorld) =>
    signToken(stranger, { iss: OTHERS, sub: 'beta-crm' }),
};

const REQUESTS: readonly (readonly [string, string, object?])[] = [
  ['POST', '/access/v1/evaluation', PERMITTED],
  ['POST', '/access/v1/evaluation', {}],
  ['POST', '/access/v1/evaluations', { ...PERMITTED, evaluations: [{}] }],
  ['POST', '/access/v1/search/subject', PERMITTED],
  ['POST', '/access/v1/search/resource', PERMITTED],
  ['POST', '/access/v1/search/action', PERMITTED],
  ['GET', '/access/v1/evaluation'],
  ['GET', '/access/v1/nothing'],
  ['GET', '/admin/v1/identities'],
  ['GET', '/admin/v1/identities/user/bela'],
  ['PUT', '/admin/v1/identities/user/bela', {}],
  ['DELETE', '/admin/v1/identities/user/bela'],
  ['GET', '/admin/v1/grants'],
  ['POST', '/admin/v1/grants', {}],
  ['GET', '/admin/v1/callers'],
  ['GET', '/admin/v1/issuers'],
  ['GET', '/admin/v1/bundles/active'],
  ['POST', '/admin/v1/import', {}],
  ['GET', '/admin/v1/findings'],
  ['GET', '/admin/v1/nothing'],
];

export type Probe = readonly [Credential, ...(typeof REQUESTS)[number]];

/** What is asked of a tenant, to be answered alike whether there is one or not. */
export const PROBES: readonly Probe[] = (Object.keys(CREDENTIALS) as Credential[]).flatMap(
  (credential) => REQUESTS.map((request): Probe => [credential, ...request]),
);

export function probe(
  world: HostileWorld,
  tenant: string,
  [credential, method, path, body]: Probe,
): Sent {
  return {
    ...{ method, path: `/t/${tenant}${path}`, credential: CREDENTIALS[credential](world) },
    ...(body !== undefined && { body }),
  };
}

/** Asked without a tenant in the path, with an id that only another tenant knows, and one that nobody does. */
export const ID_PROBES: readonly (readonly [string, (id: string) => Sent])[] = [
  [
    'a subject',
    (id: string): Sent => ({ body: { ...PERMITTED, subject: { type: 'user', id }, context: {} } }),
  ],
  [
    'a batch about a subject',
    (id: string): Sent => ({
      path: '/access/v1/evaluations',
      body: { ...PERMITTED, context: {}, evaluations: [{ subject: { type: 'user', id } }] },
    }),
  ],
  [
    'a search for actions',
    (id: string): Sent => ({
      path: '/access/v1/search/action',
      body: { ...PERMITTED, subject: { type: 'user', id }, context: {} },
    }),
  ],
  [
    'an identity',
    (id: string): Sent => ({ method: 'GET', path: `/admin/v1/identities/user/${id}` }),
  ],
  [
    'its reach',
    (id: string): Sent => ({ method: 'GET', path: `/admin/v1/identities/user/${id}/reach` }),
  ],
  [
    'an identity to end',
    (id: string): Sent => ({ method: 'DELETE', path: `/admin/v1/identities/user/${id}` }),
  ],
  [
    'an owner of an agent',
    (id: string): Sent => ({
      ...{ method: 'PUT', path: '/admin/v1/identities/agent/new' },
      body: { owners: [{ kind: 'user', id }] },
    }),
  ],
  [
    'a member of a group',
    (id: string): Sent => ({
      method: 'PUT',
      path: `/admin/v1/groups/none/members/user/${id}`,
      body: {},
    }),
  ],
  [
    'a holder of a role',
    (id: string): Sent => ({
      method: 'PUT',
      path: `/admin/v1/role-assignments/admin/user/${id}`,
      body: {},
    }),
  ],
];
