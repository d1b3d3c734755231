import { expectProblem } from '../support/expect-error.js';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { queryDatabase } from '../support/stored-state.js';
import { put } from './fixtures/world-loading.js';

/** Type, id, mode, parties, grants and the condition of one permission, as text: to be compared. */
interface Party {
  readonly kind: string;
  readonly id: string;
}
interface Item {
  readonly mode: string;
  readonly subject: Party;
  readonly actor?: Party;
  readonly action: string;
  readonly resource: { readonly type: string; readonly id: string };
  readonly reasons: readonly string[];
  readonly chain: readonly string[];
  readonly condition?: string;
}

const ALICE = { kind: 'user', id: 'alice' };
const BOT = { kind: 'agent', id: 'bot' };
const PLANNER = { kind: 'agent', id: 'planner' };
const CLERK = { kind: 'agent', id: 'clerk' };
const ACTIONS = ['read', 'write', 'delete'];

let service: RunningService;
let admin: HttpClient;

beforeEach(async () => {
  service = await startService();
  ({ admin } = service);
  await put(admin, ['action-types', 'doc'], { actions: ACTIONS });
  await put(admin, ['identities', 'user', 'alice'], { attributes: { roles: ['editor'] } });
  for (const { id } of [BOT, PLANNER, CLERK]) {
    await put(admin, ['identities', 'agent', id], { owners: [ALICE] });
  }
  for (const id of ['a/1', 'a/2', 'b/1']) {
    await put(admin, ['resources', 'doc', id], {});
  }
});

afterEach(async () => {
  await service.stop();
});

async function grant(body: object): Promise<string> {
  const answer = await admin.post('/admin/v1/grants', {
    grantor: ALICE,
    grantee: BOT,
    actions: ['read'],
    resources: [{ type: 'doc', id: 'a/**' }],
    ...body,
  });
  expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 201 });
  return answer.body.id as string;
}

async function pages(path: string): Promise<readonly Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const at = cursor === undefined ? '' : `&cursor=${cursor}`;
    const { status, body } = await admin.get(`${path}${at}`);
    expect({ status, code: body.code }).toEqual({ status: 200 });
    items.push(...(body.items as readonly Item[]));
    cursor = body.nextCursor as string | undefined;
  } while (cursor !== undefined);
  return items;
}

async function reachOf({ kind, id }: Party, query = ''): Promise<readonly Item[]> {
  return await pages(`/admin/v1/identities/${kind}/${id}/reach?limit=50${query}`);
}

async function accessTo(type: string, id: string, query = ''): Promise<readonly Item[]> {
  return await pages(
    `/admin/v1/resources/${type}/${encodeURIComponent(id)}/access?limit=50${query}`,
  );
}

const short = ({ action, resource }: Item): string => `${action} ${resource.id}`;

async function chainsOf(id: string): Promise<HttpAnswer['body']> {
  return (await admin.get(`/admin/v1/identities/agent/${id}/reach`)).body.chains;
}

/** Alice to bot to planner to clerk, ever narrower. */
async function threeDeep(): Promise<readonly [string, string, string]> {
  const root = await grant({ actions: ['read', 'write'], maxDepth: 2 });
  const middle = await grant({ parent: root, grantor: BOT, grantee: PLANNER, maxDepth: 1 });
  const resources = [{ type: 'doc', id: 'a/1' }];
  const leaf = await grant({ parent: middle, grantor: PLANNER, grantee: CLERK, resources });
  return [root, middle, leaf];
}

describe('reach', () => {
  it('goes through chains three deep and names them', async () => {
    const [root, middle, leaf] = await threeDeep();
    expect((await reachOf(BOT)).map(short)).toEqual([
      'read a/1',
      'write a/1',
      'read a/2',
      'write a/2',
    ]);
    expect(await reachOf(CLERK)).toEqual([
      {
        mode: 'delegated',
        subject: ALICE,
        action: 'read',
        resource: { type: 'doc', id: 'a/1' },
        reasons: ['permit.editor'],
        chain: [root, middle, leaf],
      },
    ]);
  });

  it('ends with a dead ancestor, and says so of the chain', async () => {
    const [root, , leaf] = await threeDeep();
    expect(await chainsOf('clerk')).toMatchObject({
      total: 1,
      more: false,
      items: [{ subject: ALICE, live: true, actions: ['read'], grants: [{}, {}, { id: leaf }] }],
    });
    await admin.post(`/admin/v1/grants/${root}/revoke`, { reason: 'test' });
    expect(await reachOf(CLERK)).toEqual([]);
    expect(await chainsOf('clerk')).toMatchObject({
      items: [{ live: false, deadBecause: 'grant.revoked' }],
    });
  });

  it('gives a chain the intersection of its times', async () => {
    const ends = '2036-01-01T00:00:00.000Z';
    const begins = '2026-01-01T00:00:00.000Z';
    const root = await grant({ maxDepth: 1, notBefore: begins, expiresAt: ends });
    const earlier = '2035-01-01T00:00:00.000Z';
    const times = { notBefore: begins, expiresAt: earlier };
    await grant({ parent: root, grantor: BOT, grantee: CLERK, ...times });
    expect((await chainsOf('clerk')).items).toMatchObject([times]);
  });

  it('stays below the ceilings of all agents in the chain', async () => {
    await threeDeep();
    await put(admin, ['identities', 'agent', 'planner'], {
      owners: [ALICE],
      ceiling: { resources: [{ type: 'doc', id: 'a/2' }] },
    });
    expect(await reachOf(CLERK)).toEqual([]);
    expect((await reachOf(PLANNER)).map(short)).toEqual(['read a/2']);
  });

  it('is empty for one that is suspended, and for what hangs on it', async () => {
    await threeDeep();
    const suspended = { owners: [ALICE], status: 'suspended' };
    await put(admin, ['identities', 'agent', 'planner'], suspended);
    expect(await reachOf(PLANNER)).toEqual([]);
    expect(await reachOf(CLERK)).toEqual([]);
    expect((await reachOf(BOT)).length).toBe(4);
    expect(await chainsOf('clerk')).toMatchObject({
      items: [{ live: false, deadBecause: 'grant.party_not_active' }],
    });
  });

  it('counts roles that are assigned to a group', async () => {
    await put(admin, ['identities', 'user', 'bob'], {});
    expect(await reachOf({ kind: 'user', id: 'bob' })).toEqual([]);
    await put(admin, ['groups', 'staff'], {});
    await put(admin, ['groups', 'staff', 'members', 'user', 'bob'], {});
    await put(admin, ['role-assignments', 'viewer', 'group', 'staff'], {});
    expect((await reachOf({ kind: 'user', id: 'bob' })).map(short)).toEqual([
      'read a/1',
      'read a/2',
      'read b/1',
    ]);
    const readers = (await accessTo('doc', 'b/1', '&action=read')).map(({ subject }) => subject.id);
    expect(readers.sort()).toEqual(['alice', 'bob']);
  });

  it('takes an agent by itself as far as policy and its ceiling go', async () => {
    const body = { owners: [ALICE], attributes: { autonomous: { doc: ['read', 'write'] } } };
    await put(admin, ['identities', 'agent', 'bot'], body);
    expect(await reachOf(BOT)).toEqual([]);
    const ceiling = { actions: ['read'], resources: [{ type: 'doc', id: 'b/*' }] };
    await put(admin, ['identities', 'agent', 'bot'], { ...body, ceiling });
    expect(await reachOf(BOT)).toMatchObject([
      { mode: 'autonomous', subject: BOT, action: 'read', resource: { id: 'b/1' }, chain: [] },
    ]);
  });

  it.each([
    [
      { constraints: [{ path: 'context.amount', op: 'max', value: 5 }] },
      'grant.constraint_not_met',
    ],
    [{ purpose: 'billing' }, 'grant.purpose_mismatch'],
    [{ audience: ['crm'] }, 'grant.audience_mismatch'],
  ])('lists what hangs on the context only, with its condition: %j', async (terms, condition) => {
    const id = await grant({ ...terms, resources: [{ type: 'doc', id: 'a/1' }] });
    const expected = { action: 'read', chain: [id], condition, reasons: ['permit.editor'] };
    expect(await reachOf(BOT)).toMatchObject([expected]);
    const acting = (await accessTo('doc', 'a/1')).filter(({ mode }) => mode === 'delegated');
    expect(acting).toMatchObject([{ ...expected, subject: ALICE, actor: BOT }]);
  });

  it('can be asked for one type or one action', async () => {
    await grant({ actions: ['*'], resources: [{ type: '*', id: '**' }] });
    await put(admin, ['action-types', 'file'], { actions: ['read'] });
    await put(admin, ['resources', 'file', 'f'], {});
    expect((await reachOf(BOT, '&resource_type=file')).map(short)).toEqual(['read f']);
    expect((await reachOf(BOT, '&action=write')).map(short)).toEqual([
      'write a/1',
      'write a/2',
      'write b/1',
    ]);
    expect(await reachOf(BOT, '&action=unheard')).toEqual([]);
  });

  it('looks at so many types in one call, also where nothing is stored', async () => {
    const reached = await reachOf(ALICE);
    expect(reached.length).toBeGreaterThan(0);
    await queryDatabase(
      service.database,
      `INSERT INTO action_types SELECT made.* FROM action_types t, generate_series(1, 20000) n,
         jsonb_populate_record(t, jsonb_build_object('resource_type', 'a' || n)) made`,
    );
    const began = performance.now();
    const { body } = await admin.get('/admin/v1/identities/user/alice/reach?limit=1');
    expect(body).toMatchObject({ items: [], nextCursor: expect.any(String) });
    expect(performance.now() - began).toBeLessThan(3000);
    expect(await reachOf(ALICE)).toEqual(reached);
  });

  it('leaves out what is retired, and types without known actions', async () => {
    await grant({ resources: [{ type: '*', id: '**' }] });
    await put(admin, ['resources', 'doc', 'a/1'], { status: 'retired' });
    await put(admin, ['resources', 'other', 'x'], {});
    expect((await reachOf(BOT)).map(short)).toEqual(['read a/2', 'read b/1']);
    expect(await accessTo('doc', 'a/1')).toEqual([]);
    expect(await accessTo('other', 'x')).toEqual([]);
  });

  it('refuses what is not there, and cursors of others', async () => {
    expectProblem(
      await admin.get('/admin/v1/identities/user/nobody/reach'),
      404,
      'identity.not_found',
    );
    expectProblem(
      await admin.get('/admin/v1/resources/doc/nothing/access'),
      404,
      'resource.not_found',
    );
    const nothing = '01890a5d-ac96-774b-bcce-b302099a8057';
    expectProblem(await admin.get(`/admin/v1/grants/${nothing}/impact`), 404, 'grant.not_found');
    const id = await grant({});
    const routes = [
      'identities/user/alice/reach',
      'resources/doc/b%2F1/access',
      `grants/${id}/impact`,
      'findings',
    ];
    const wrong = [
      'x',
      '["1"]',
      '["x","","",""]',
      '[1,2,3,4]',
      '["self","x","read"]',
      '{}',
      '["\\u0000"]',
    ];
    for (const route of routes) {
      for (const text of wrong) {
        const cursor = Buffer.from(text).toString('base64url');
        const answer = await admin.get(`/admin/v1/${route}?cursor=${cursor}`);
        expectProblem(answer, 400, 'cursor.invalid');
      }
    }
  });

  it('says which revision it is of', async () => {
    const { headers } = await admin.get('/admin/v1/identities/user/alice/reach');
    const listed = await admin.put('/admin/v1/resources/doc/new', {});
    expect(Number(headers.get('legate-revision'))).toBe(Number(listed.body.revision) - 1);
  });
});

describe('impact', () => {
  async function impactOf(id: string, query = '?limit=50'): Promise<HttpAnswer['body']> {
    const { status, body } = await admin.get(`/admin/v1/grants/${id}/impact${query}`);
    expect(status).toBe(200);
    return body;
  }

  it('counts what ends, before a revocation and after', async () => {
    const [root, middle, leaf] = await threeDeep();
    const before = await impactOf(root);
    expect(before.items).toEqual([
      { grant: root, grantee: BOT, depth: 0, live: true },
      { grant: middle, grantee: PLANNER, depth: 1, live: true },
      { grant: leaf, grantee: CLERK, depth: 2, live: true },
    ]);
    expect(before.summary).toEqual({ grants: 3, agents: 3, more: false });
    await admin.post(`/admin/v1/grants/${middle}/revoke`, { reason: 'test' });
    const after = await impactOf(root);
    expect(after.summary).toEqual({ grants: 1, agents: 1, more: false });
    expect(after.items.map(({ live }: { live: boolean }) => live)).toEqual([true, false, false]);
    expect(after.losing).toEqual([{ subject: ALICE, actor: BOT, remaining: 0 }]);
  });

  it('tells how many other live chains each actor keeps', async () => {
    const [root, , leaf] = await threeDeep();
    await grant({ grantee: CLERK });
    const dead = await grant({ grantee: CLERK });
    await admin.post(`/admin/v1/grants/${dead}/revoke`, { reason: 'test' });
    expect((await impactOf(root)).losing).toEqual([
      { subject: ALICE, actor: BOT, remaining: 0 },
      { subject: ALICE, actor: PLANNER, remaining: 0 },
      { subject: ALICE, actor: CLERK, remaining: 1 },
    ]);
    expect((await impactOf(leaf)).losing).toEqual([{ subject: ALICE, actor: CLERK, remaining: 1 }]);
  });

  it('goes on page by page, and leaves out what hangs beside', async () => {
    const [root] = await threeDeep();
    const other = await grant({ maxDepth: 1 });
    await grant({ parent: other, grantor: BOT, grantee: CLERK });
    const whole = await impactOf(root);
    const path = `/admin/v1/grants/${root}/impact?limit=1`;
    expect(await pages(path)).toEqual(whole.items);
    const first = await impactOf(root, '?limit=1');
    expect(await impactOf(root, `?limit=1&cursor=${first.nextCursor}`)).not.toHaveProperty(
      'summary',
    );
  });

  it('of others is not for a caller that has only its own', async () => {
    const [root, , leaf] = await threeDeep();
    const caller = { name: 'clerk', roles: ['grants:own'], identity: CLERK };
    const { body } = await admin.post('/admin/v1/callers', caller);
    const clerk = admin.as(body.key as string);
    expectProblem(await clerk.get(`/admin/v1/grants/${root}/impact`), 404, 'grant.not_found');
    expect((await clerk.get(`/admin/v1/grants/${leaf}/impact`)).status).toBe(200);
    const others = ['identities/user/alice/reach', 'resources/doc/b%2F1/access', 'findings'];
    for (const route of others) {
      expect((await clerk.get(`/admin/v1/${route}`)).status).toBe(403);
    }
  });
});
