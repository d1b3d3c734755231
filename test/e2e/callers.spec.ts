import { CALLER_ROLES, makeApiKey } from '@legate/callers';
import { expectDecisionError, expectProblem } from '../support/expect-error.js';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { queryDatabase, readStoredState } from '../support/stored-state.js';

let service: RunningService;

const CALLERS = '/admin/v1/callers';
const IDENTITIES = '/admin/v1/identities';
const QUESTION = {
  subject: { type: 'user', id: 'alice' },
  action: { name: 'read' },
  resource: { type: 'record', id: '1' },
};
const GRANT = {
  grantor: { kind: 'user', id: 'alice' },
  grantee: { kind: 'agent', id: 'helper' },
  actions: ['read'],
  resources: [{ type: 'record', id: '1' }],
};

beforeAll(async () => {
  service = await startService();
  await service.admin.put(`${IDENTITIES}/user/alice`, { attributes: { roles: ['viewer'] } });
  await service.admin.put(`${IDENTITIES}/agent/helper`, {
    owners: [{ kind: 'user', id: 'alice' }],
  });
});

afterAll(async () => {
  await service.stop();
});

interface Created {
  readonly id: string;
  readonly key: string;
  readonly client: HttpClient;
}

async function create(roles: readonly string[], name = 'test'): Promise<Created> {
  const { status, body } = await service.admin.post(CALLERS, { name, roles });
  expect(status).toBe(201);
  const { id, key } = body as { id: string; key: string };
  return { id, key, client: service.admin.as(key) };
}

describe('a new caller', () => {
  it('is answered with its id, its key and the revision, not to be cached', async () => {
    const before = await readStoredState(service.database);
    const answer = await service.admin.post(CALLERS, { name: 'crm-api', roles: ['decide'] });
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      key: expect.stringMatching(/^lgt_[\w-]{43}$/),
      revision: before.revision + 1,
    });
    expect(answer.headers.get('legate-revision')).toBe(String(answer.body.revision));
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('may have any role that its creator holds, or none', async () => {
    await create(CALLER_ROLES, 'all');
    const { client } = await create([], 'none');
    expectProblem(await client.get(CALLERS), 403, 'caller.forbidden');
    expectDecisionError(await client.evaluate(QUESTION), 403, 'caller.forbidden');
  });

  it('cannot have a role that its creator lacks', async () => {
    const { client } = await create(['admin', 'search']);
    const before = await readStoredState(service.database);
    const roles = ['search', 'grants:any', 'decide'];
    const refused = await client.post(CALLERS, { name: 'climber', roles });
    expectProblem(refused, 403, 'caller.role_not_held');
    expect(refused.body.roles).toEqual(['grants:any', 'decide']);
    expect(await readStoredState(service.database)).toEqual(before);
    const allowed = await client.post(CALLERS, { name: 'peer', roles: ['search'] });
    expect(allowed.status).toBe(201);
  });

  it.each<[string, unknown, string]>([
    ['an unknown role', { name: 'x', roles: ['root'] }, '/roles'],
    ['a role of another case', { name: 'x', roles: ['Admin'] }, '/roles'],
    ['a role twice', { name: 'x', roles: ['decide', 'decide'] }, '/roles'],
    ['roles that are text', { name: 'x', roles: 'decide' }, '/roles'],
    ['no roles', { name: 'x' }, '/roles'],
    ['no name', { roles: ['decide'] }, '/name'],
    ['an invisible name', { name: 'a\u200bb', roles: [] }, '/name'],
    ['a key of its own', { name: 'x', roles: [], key: makeApiKey() }, '/key'],
    [
      'trust in roles',
      { name: 'x', roles: [], trust: { subjectAttributes: ['roles'] } },
      '/trust/subjectAttributes',
    ],
    [
      'trust of a kind there is not',
      { name: 'x', roles: [], trust: { actsAs: [{ kind: 'bot', id: 'a' }] } },
      '/trust/actsAs',
    ],
    [
      'trust in a broken pattern',
      { name: 'x', roles: [], trust: { subjects: [{ type: 'user', id: 'a*' }] } },
      '/trust/subjects',
    ],
    [
      'half a credential',
      { name: 'x', roles: [], credentials: [{ subject: 's' }] },
      '/credentials/0',
    ],
    ['bootstrap', { name: 'x', roles: [], bootstrap: true }, '/bootstrap'],
  ])('is refused with %s', async (_, body, pointer) => {
    const before = await readStoredState(service.database);
    const refused = await service.admin.post(CALLERS, body);
    expectProblem(refused, 400, 'request.invalid');
    expect(refused.body.problems).toEqual([{ pointer, message: expect.any(String) }]);
    expect(await readStoredState(service.database)).toEqual(before);
  });
});

describe('a key', () => {
  const GRANTS = '/admin/v1/grants';

  const ASKED: Readonly<Record<string, (client: HttpClient) => Promise<HttpAnswer>>> = {
    decide: async (client) => await client.evaluate(QUESTION),
    read: async (client) => await client.get(IDENTITIES),
    write: async (client) => await client.put(`${IDENTITIES}/user/alice`, GRANT),
    delete: async (client) => await client.delete(`${IDENTITIES}/user/nobody`),
    callers: async (client) => await client.post(CALLERS, {}),
    grant: async (client) => await client.post(GRANTS, GRANT),
    readGrant: async (client) => await client.get(`${GRANTS}/x`),
    revoke: async (client) => await client.post(`${GRANTS}/x/revoke`, {}),
  };

  it.each([
    ['admin', ['read', 'write', 'delete', 'callers', 'readGrant', 'revoke']],
    ['audit', ['read', 'readGrant']],
    ['decide', ['decide']],
    ['grants:any', ['grant', 'readGrant', 'revoke']],
    ['metrics', []],
    ['policy:debug', []],
    ['policy:push', []],
    ['search', []],
  ])('of %s alone reaches what that role may: %s', async (role, reached) => {
    const { client } = await create([role]);
    const found: string[] = [];
    for (const [name, ask] of Object.entries(ASKED)) {
      const { status, body } = await ask(client);
      expect(status).not.toBe(401);
      if (status === 403) {
        expect(body.code).toBe('caller.forbidden');
      } else {
        found.push(name);
      }
    }
    expect(found.toSorted()).toEqual(reached.toSorted());
  });

  it('of grants:any makes a grant, which names it as the author', async () => {
    const { id, client } = await create(['grants:any']);
    const grant = await client.post(GRANTS, GRANT);
    expect(grant.status).toBe(201);
    expect(grant.body.createdBy).toBe(id);
  });

  it('reaches nothing but its roles, whatever the body says', async () => {
    const { client } = await create(['decide']);
    const answer = await client.send('PUT', `${IDENTITIES}/user/x`, '{"broken');
    expectProblem(answer, 403, 'caller.forbidden');
  });

  it('is nowhere in the database and not in the list', async () => {
    const { id, key } = await create(['decide'], 'secretive');
    const list = await service.admin.get(CALLERS);
    expect(list.body.items).toContainEqual(
      expect.objectContaining({ id, name: 'secretive', roles: ['decide'] }),
    );
    const dump = await dumpDatabase();
    expect(dump).toContain(id);
    for (const secret of [key, service.key]) {
      for (const form of formsOf(secret)) {
        expect(dump).not.toContain(form);
        expect(JSON.stringify(list.body)).not.toContain(form);
      }
    }
  });
});

/** A key as it stands, without its prefix, and as bytes written in hexadecimal. */
function formsOf(key: string): readonly string[] {
  const bare = key.slice('lgt_'.length);
  return [bare, Buffer.from(key).toString('hex'), Buffer.from(bare, 'base64url').toString('hex')];
}

/** Every column of every row of every table, as text. */
async function dumpDatabase(): Promise<string> {
  const tables = await queryDatabase<{ name: string }>(
    service.database,
    `SELECT quote_ident(table_name) AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  expect(tables.length).toBeGreaterThan(7);
  const dumps = tables.map(async ({ name }) => {
    const rows = await queryDatabase<{ row: unknown }>(
      service.database,
      `SELECT to_jsonb(t) AS row FROM ${name} t`,
    );
    return JSON.stringify(rows);
  });
  return (await Promise.all(dumps)).join('\n');
}

describe('the end of a caller', () => {
  it('ends its key at once and for good, and takes it off the list', async () => {
    const { id, client } = await create(['admin', 'decide']);
    expect((await client.evaluate(QUESTION)).status).toBe(200);

    const ended = await service.admin.delete(`${CALLERS}/${id}`);
    expect(ended.status).toBe(200);
    expect(ended.headers.get('legate-revision')).toBe(String(ended.body.revision));
    expectDecisionError(await client.evaluate(QUESTION), 401, 'caller.unauthenticated');
    expectProblem(await client.get(IDENTITIES), 401, 'caller.unauthenticated');
    const list = await service.admin.get(CALLERS);
    expect(JSON.stringify(list.body)).not.toContain(id);

    const before = await readStoredState(service.database);
    expectProblem(await service.admin.delete(`${CALLERS}/${id}`), 404, 'caller.not_found');
    expect(await readStoredState(service.database)).toEqual(before);
  });

  it('leaves other callers, and what it made, as they are', async () => {
    const [ending, other] = [await create(['admin']), await create(['audit'])];
    const roles: readonly string[] = [];
    const child = await ending.client.post(CALLERS, { name: 'child', roles });
    await service.admin.delete(`${CALLERS}/${ending.id}`);
    expect((await other.client.get(IDENTITIES)).status).toBe(200);
    const orphan = service.admin.as(child.body.key as string);
    expectProblem(await orphan.get(IDENTITIES), 403, 'caller.forbidden');
  });

  it('can be made by itself', async () => {
    const { id, client } = await create(['admin']);
    expect((await client.delete(`${CALLERS}/${id}`)).status).toBe(200);
    expectProblem(await client.delete(`${CALLERS}/${id}`), 401, 'caller.unauthenticated');
  });

  it('is refused for an id that is none, and not found for one of nobody', async () => {
    expectProblem(await service.admin.delete(`${CALLERS}/nobody`), 400, 'request.invalid');
    const unknown = `${CALLERS}/00000000-0000-4000-8000-000000000000`;
    expectProblem(await service.admin.delete(unknown), 404, 'caller.not_found');
  });
});

describe('a request', () => {
  const broken = ['{"broken', '{}', 'x'.repeat(300_000)];

  it.each<[string, (key: string) => string | null]>([
    ['no key', () => null],
    ['an empty header', () => ''],
    ['no key behind the scheme', () => 'Bearer'],
    ['a malformed key', () => 'Bearer nonsense'],
    ['a key without its prefix', (key) => `Bearer ${key.slice('lgt_'.length)}`],
    ['a key of nobody', () => `Bearer ${makeApiKey()}`],
    ['a key with more behind it', (key) => `Bearer ${key}x`],
    ['two keys', (key) => `Bearer ${key} ${key}`],
    ['a key without a scheme', (key) => key],
    ['another scheme', (key) => `Basic ${Buffer.from(`${key}:`).toString('base64')}`],
    ['the key under another scheme', (key) => `Token ${key}`],
  ])('with %s answers 401 before its body is read', async (_, headerOf) => {
    const authorization = headerOf(service.key);
    const headers: Record<string, string> = authorization === null ? {} : { authorization };
    const client = service.admin.as(null);
    for (const body of broken) {
      const admin = await client.send('PUT', `${IDENTITIES}/user/x`, body, headers);
      expectProblem(admin, 401, 'caller.unauthenticated');
      const decision = await client.send('POST', '/access/v1/evaluation', body, headers);
      expectDecisionError(decision, 401, 'caller.unauthenticated');
      for (const answer of [admin, decision]) {
        expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="legate"');
      }
    }
  });

  it('with a foreign content type and no key answers 401 as well', async () => {
    const headers = { 'content-type': 'text/xml' };
    const answer = await service.admin.as(null).send('POST', CALLERS, '<a/>', headers);
    expectProblem(answer, 401, 'caller.unauthenticated');
  });

  it('may write the scheme in any case', async () => {
    const headers = { authorization: `bEARER ${service.key}` };
    const answer = await service.admin.as(null).send('GET', CALLERS, undefined, headers);
    expect(answer.status).toBe(200);
  });
});

describe('a caller that has ended', () => {
  const make = async (roles: readonly string[]): Promise<{ id: string; key: string }> =>
    (await service.admin.post('/admin/v1/callers', { name: 'x', roles })).body;

  it('has ended in memory too, however its id is written', async () => {
    const { id, key } = await make(['admin']);
    const caller = service.admin.as(key);
    expect((await caller.get('/admin/v1/groups')).status).toBe(200);
    const ended = await service.admin.delete(`/admin/v1/callers/${id.toUpperCase()}`);
    expect(ended.status).toBe(200);
    expectProblem(await caller.get('/admin/v1/groups'), 401, 'caller.unauthenticated');
  });

  it('is never the one that bootstraps, but by itself', async () => {
    const { items } = (await service.admin.get('/admin/v1/callers')).body;
    const { id } = items.find(({ name }: { name: string }) => name === 'bootstrap');
    const caller = service.admin.as((await make(['admin'])).key);
    expectProblem(await caller.delete(`/admin/v1/callers/${id}`), 403, 'caller.forbidden');
    expect((await service.admin.get('/admin/v1/groups')).status).toBe(200);
  });
});
