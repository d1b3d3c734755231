import type { HttpClient } from '../../support/http-client.js';
import type { RunningService } from '../../support/running-service.js';
import { makeSigningKey, putIssuer } from '../../support/token-issuer.js';
import type { SigningKey } from '../../support/token-issuer.js';

export const ISSUER = 'https://idp.example';
/** Of single-use tokens. */
export const ONCE = 'https://once.example';
/** Of subjects only. */
export const FOR_SUBJECTS = 'https://subjects.example';
/** Known in the tenant beta only. */
export const OTHERS = 'https://beta.example';
/** The tenant that is there, beside the default one; and one that is not. */
export const FOREIGN = 'beta';
export const NOWHERE = 'gamma';

export interface HostileWorld {
  readonly service: RunningService;
  readonly signing: SigningKey;
  /** Nobody believes it. */
  readonly stranger: SigningKey;
  /** Keys of callers by what they may do or are bound to. */
  readonly keys: Readonly<Record<CallerName | 'beta', string>>;
  /** Of grants: the one that the permitted question stands on, and one of the tenant beta. */
  readonly grants: { readonly own: string; readonly foreign: string };
  /** Of callers. */
  readonly callers: { readonly own: string; readonly foreign: string };
}

type CallerName = keyof typeof CALLERS;

const CREDENTIALS = [ISSUER, ONCE, FOR_SUBJECTS].map((issuer) => ({ issuer, subject: 'crm' }));
const CALLERS = {
  decide: { roles: ['decide', 'search'], credentials: CREDENTIALS },
  minimal: { roles: ['decide', 'search'], answers: 'minimal' },
  bound: { roles: ['decide'], trust: { actsAs: [{ kind: 'agent', id: 'bot' }] } },
  named: { roles: ['decide'], trust: { subjects: [{ type: 'user', id: 'hr/*' }] } },
  proving: { roles: ['decide'], trust: { subjects: 'none' } },
  forwarding: { roles: ['decide'], trust: { token: 'required' } },
  asserting: { roles: ['decide'], trust: { subjectAttributes: ['team'] } },
  admin: { roles: ['admin'] },
  audit: { roles: ['audit'] },
  searching: { roles: ['search'] },
  powerless: { roles: [] },
} as const;

const ALICE = { kind: 'user', id: 'alice' };
const BOT = { kind: 'agent', id: 'bot' };

/** Makes what the table of hostile requests is asked about. */
export async function makeHostileWorld(service: RunningService): Promise<HostileWorld> {
  const [signing, stranger] = [makeSigningKey('RS256'), makeSigningKey('RS256')];
  const { admin } = service;
  await putIssuer(admin, ISSUER, { keys: [signing] });
  await putIssuer(admin, ONCE, { keys: [signing], singleUse: true });
  await putIssuer(admin, FOR_SUBJECTS, { keys: [signing], purposes: ['subject'] });
  const own = await fill(admin, '');
  const made = await makeCallers(admin);
  await create(admin, 'PUT', `/admin/v1/tenants/${FOREIGN}`, {});
  const foreign = await fill(admin, `/t/${FOREIGN}`);
  await putIssuer(clientOf(service, FOREIGN), OTHERS, { keys: [signing] });
  const beta = await create(admin, 'POST', `/t/${FOREIGN}/admin/v1/callers`, {
    ...{ name: 'beta', roles: ['decide', 'search', 'admin'] },
    credentials: [{ issuer: OTHERS, subject: 'beta-crm' }],
  });
  return {
    service,
    signing,
    stranger,
    keys: { ...made.keys, beta: String(beta['key']) },
    grants: { own, foreign },
    callers: { own: made.id, foreign: String(beta['id']) },
  };
}

export function clientOf({ admin }: RunningService, tenant: string): HttpClient {
  return new (admin.constructor as typeof HttpClient)(`${admin.url}/t/${tenant}`, admin.key);
}

/** The same in both tenants, but that only beta knows bela and her secret. @returns the id of the grant */
async function fill(admin: HttpClient, prefix: string): Promise<string> {
  const put = async (path: string, body: object): Promise<unknown> =>
    await create(admin, 'PUT', `${prefix}/admin/v1/${path}`, body);
  const issuer = prefix === '' ? ISSUER : OTHERS;
  const alias = (subject: string): object => ({ aliases: [{ issuer, subject }] });
  const owned = { owners: [ALICE], ceiling: { actions: ['read', 'write'] } };
  await put('identities/user/alice', { attributes: { roles: ['admin'] }, ...alias('a-1') });
  await put('identities/user/bob', alias('b-1'));
  await put('identities/agent/bot', { ...owned, ...alias('bot-1') });
  await put('identities/agent/other', { ...owned, ...alias('other-1') });
  await put('identities/service/crm', {});
  await put('action-types/record', { actions: ['read', 'write'] });
  for (const id of ['1', '2', '3']) {
    await put(`resources/record/${encodeURIComponent(`crm/${id}`)}`, {});
  }
  if (prefix !== '') {
    await put('identities/user/bela', { attributes: { roles: ['admin'] }, ...alias('bela-1') });
    await put('resources/secret/s-1', {});
  }
  const grant = await create(admin, 'POST', `${prefix}/admin/v1/grants`, {
    ...{ grantor: ALICE, grantee: BOT, actions: ['read', 'write'], purpose: 'audit' },
    resources: [{ type: 'record', id: 'crm/*' }],
    constraints: [{ path: 'action.properties.amount', op: 'max', value: 5 }],
  });
  return String(grant['id']);
}

async function makeCallers(
  admin: HttpClient,
): Promise<{ readonly keys: Readonly<Record<CallerName, string>>; readonly id: string }> {
  const made: [string, Readonly<Record<string, unknown>>][] = [];
  for (const [name, body] of Object.entries(CALLERS)) {
    made.push([name, await create(admin, 'POST', '/admin/v1/callers', { name, ...body })]);
  }
  const keys = Object.fromEntries(made.map(([name, { key }]) => [name, String(key)]));
  return { keys: keys as Record<CallerName, string>, id: String(made[0]?.[1]['id']) };
}

async function create(
  admin: HttpClient,
  ...[method, path, body]: readonly [string, string, object]
): Promise<Readonly<Record<string, unknown>>> {
  const answer = await admin.send(method, path, JSON.stringify(body));
  expect({ path, status: answer.status, code: answer.body.code }).toEqual({ path, status: 201 });
  return answer.body as Readonly<Record<string, unknown>>;
}
