import { expectDecisionError, expectProblem } from '../support/expect-error.js';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { readStoredState } from '../support/stored-state.js';

const ALICE = { kind: 'user', id: 'alice' };
const BOB = { kind: 'user', id: 'bob' };
const PLANNER = { kind: 'agent', id: 'planner' };
const WRITER = { kind: 'agent', id: 'writer' };
const READ = { actions: ['read'], resources: [{ type: 'record', id: 'crm/**' }] };

let service: RunningService;
let admin: HttpClient;
/** Keys of the identities themselves. */
let alice: HttpClient;
let planner: HttpClient;
/** Id of the grant of alice to the planner. */
let root: string;

async function keyOf(
  identity: object,
  roles: readonly string[] = ['grants:own'],
): Promise<HttpClient> {
  const made = await admin.post('/admin/v1/callers', { name: 'self', roles, identity });
  expect(made.status).toBe(201);
  return admin.as(made.body.key);
}

const give = async (client: HttpClient, body: object): Promise<HttpAnswer> =>
  await client.post('/admin/v1/grants', body);

beforeAll(async () => {
  service = await startService();
  ({ admin } = service);
  for (const { kind, id } of [ALICE, BOB]) {
    await admin.put(`/admin/v1/identities/${kind}/${id}`, { attributes: { roles: ['editor'] } });
  }
  for (const { kind, id } of [PLANNER, WRITER]) {
    await admin.put(`/admin/v1/identities/${kind}/${id}`, { owners: [ALICE] });
  }
  alice = await keyOf(ALICE);
  planner = await keyOf(PLANNER);
  const given = await give(alice, { grantor: ALICE, grantee: PLANNER, ...READ, maxDepth: 2 });
  expect(given.status).toBe(201);
  expect(given.body.createdAs).toBe('grantor');
  root = given.body.id;
});

afterAll(async () => {
  await service.stop();
});

describe('a key of an agent', () => {
  it('makes sub-grants below a grant that the agent holds, for the subject at the root', async () => {
    const child = { grantor: PLANNER, grantee: WRITER, parent: root, ...READ };
    const given = await give(planner, child);
    expect(given.status).toBe(201);
    const asked = await admin.evaluate({
      subject: { type: 'user', id: 'alice' },
      action: { name: 'read' },
      resource: { type: 'record', id: 'crm/1' },
      context: { agent: 'writer' },
    });
    expect(asked.body).toMatchObject({
      decision: true,
      context: { grants: [root, given.body.id] },
    });
  });

  it.each<[string, object, number, string]>([
    ['without a parent', { grantor: PLANNER, grantee: WRITER }, 403, 'grant.not_grantor'],
    ['of another', { grantor: ALICE, grantee: WRITER }, 403, 'grant.not_grantor'],
    [
      'of nobody',
      { grantor: { kind: 'agent', id: 'x' }, grantee: WRITER },
      403,
      'grant.not_grantor',
    ],
  ])('makes no grant %s', async (_, body, status, code) => {
    const before = await readStoredState(service.database);
    expectProblem(await give(planner, { ...READ, ...body }), status, code as 'grant.not_grantor');
    expect(await readStoredState(service.database)).toEqual(before);
  });

  it('makes no grant wider than the one it holds, and none below one that it does not hold', async () => {
    const wider = { ...READ, actions: ['write'] };
    const child = { grantor: PLANNER, grantee: WRITER, parent: root };
    const refused = await give(planner, { ...child, ...wider });
    expectProblem(refused, 422, 'grant.widens');
    expect(refused.body).toMatchObject({
      dimension: 'actions',
      parent: ['read'],
      offered: ['write'],
    });
    const others = await give(admin, { grantor: BOB, grantee: WRITER, ...READ, maxDepth: 1 });
    expectProblem(
      await give(planner, { ...child, ...READ, parent: others.body.id }),
      422,
      'reference.unknown',
    );
  });

  it('sees grants of its own only', async () => {
    expect((await planner.get(`/admin/v1/grants/${root}`)).status).toBe(200);
    const others = await give(admin, { grantor: BOB, grantee: WRITER, ...READ });
    expectProblem(await planner.get(`/admin/v1/grants/${others.body.id}`), 404, 'grant.not_found');
    const mine = await planner.get('/admin/v1/grants?grantee=agent/planner');
    expect(mine.body.items.map(({ id }: { id: string }) => id)).toEqual([root]);
    expectProblem(await planner.get('/admin/v1/grants'), 403, 'grant.not_grantor');
    expectProblem(
      await planner.get('/admin/v1/grants?grantee=agent/writer'),
      403,
      'grant.not_grantor',
    );
  });

  it('revokes what it gave or was given, not what others did', async () => {
    const child = { grantor: PLANNER, grantee: WRITER, parent: root, ...READ };
    const given = await give(planner, child);
    const others = await give(admin, { grantor: BOB, grantee: WRITER, ...READ });
    const revoke = async (client: HttpClient, id: string): Promise<HttpAnswer> =>
      await client.post(`/admin/v1/grants/${id}/revoke`, { reason: 'done' });
    expectProblem(await revoke(planner, others.body.id), 404, 'grant.not_found');
    expect((await revoke(planner, given.body.id)).status).toBe(200);
    const another = await give(planner, child);
    expect((await revoke(alice, another.body.id)).status).toBe(200);
    const own = await give(alice, { grantor: ALICE, grantee: PLANNER, ...READ });
    expect((await revoke(planner, own.body.id)).status).toBe(200);
  });

  it('does nothing else', async () => {
    expectProblem(await planner.get('/admin/v1/identities'), 403, 'caller.forbidden');
    expectDecisionError(await planner.evaluate({}), 403, 'caller.forbidden');
  });
});

describe('a key of an identity', () => {
  it('gives nothing once the identity is suspended', async () => {
    await admin.put('/admin/v1/identities/user/carl', {});
    const carl = { kind: 'user', id: 'carl' };
    const key = await keyOf(carl);
    await admin.put('/admin/v1/identities/user/carl', { status: 'suspended' });
    expectProblem(
      await give(key, { grantor: carl, grantee: PLANNER, ...READ }),
      403,
      'grant.not_grantor',
    );
  });

  it('is made by whoever may write grants for anybody, or by the identity itself', async () => {
    const made = await admin.post('/admin/v1/callers', { name: 'a', roles: ['admin'] });
    const plain = admin.as(made.body.key);
    const wanted = { name: 'x', roles: [], identity: ALICE };
    expectProblem(await plain.post('/admin/v1/callers', wanted), 403, 'caller.identity_not_held');
    expectProblem(
      await plain.post('/admin/v1/callers', { name: 'x', roles: ['grants:own'] }),
      403,
      'caller.role_not_held',
    );
    const own = await keyOf(ALICE, ['admin', 'grants:own']);
    const roles = ['grants:own'];
    expect(
      (await own.post('/admin/v1/callers', { name: 'x', roles, identity: ALICE })).status,
    ).toBe(201);
    expectProblem(
      await own.post('/admin/v1/callers', { name: 'x', roles, identity: BOB }),
      403,
      'caller.identity_not_held',
    );
  });

  it('is shown with its identity, which is not deleted under it', async () => {
    await admin.put('/admin/v1/identities/service/job', {});
    const identity = { kind: 'service', id: 'job' };
    await keyOf(identity);
    const { items } = (await admin.get('/admin/v1/callers')).body;
    expect(items).toContainEqual(expect.objectContaining({ identity }));
    const refused = await admin.delete('/admin/v1/identities/service/job');
    expectProblem(refused, 409, 'identity.referenced');
    expect(refused.body.references).toMatchObject([{ entity: 'caller' }]);
    expectProblem(
      await admin.post('/admin/v1/callers', {
        name: 'x',
        roles: [],
        identity: { kind: 'user', id: 'nobody' },
      }),
      422,
      'reference.unknown',
    );
  });

  it('without the role writes nothing, and the role without an identity neither', async () => {
    const key = await keyOf(ALICE, ['decide']);
    expectProblem(
      await give(key, { grantor: ALICE, grantee: PLANNER, ...READ }),
      403,
      'caller.forbidden',
    );
    const made = await admin.post('/admin/v1/callers', { name: 'x', roles: ['grants:own'] });
    expectProblem(
      await give(admin.as(made.body.key), { grantor: ALICE, grantee: PLANNER, ...READ }),
      403,
      'grant.not_grantor',
    );
  });
});

describe('grants:check', () => {
  const check = async (client: HttpClient, body: object): Promise<HttpAnswer> =>
    await client.post('/admin/v1/grants:check', body);

  it('says what a grant would mean, and writes nothing', async () => {
    const before = await readStoredState(service.database);
    const body = { grantor: PLANNER, grantee: WRITER, parent: root, ...READ, maxDepth: 1 };
    const answer = await check(planner, { ...body, expiresAt: '2999-01-01T00:00:00Z' });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      allowed: true,
      subject: ALICE,
      chain: [root],
      effective: { ...READ, constraints: [], maxDepth: 1, expiresAt: '2999-01-01T00:00:00.000Z' },
      coveredBy: expect.any(Array),
      warnings: [],
    });
    expect(await readStoredState(service.database)).toEqual(before);
  });

  it('says what it would be refused with, as a write would be', async () => {
    const wider = { grantor: PLANNER, grantee: WRITER, parent: root, ...READ, actions: ['write'] };
    for (const [client, body] of [
      [planner, wider],
      [planner, { grantor: ALICE, grantee: WRITER, ...READ }],
      [admin, { grantor: ALICE, grantee: { kind: 'agent', id: 'x' }, ...READ }],
    ] as const) {
      const written = await give(client, body);
      const checked = await check(client, body);
      expect(checked.status).toBe(200);
      expect(checked.body.allowed).toBe(false);
      expect(checked.body.problem).toMatchObject({
        code: written.body.code,
        detail: written.body.detail,
      });
    }
    expect((await check(planner, wider)).body.problem).toMatchObject({ dimension: 'actions' });
    expectProblem(await check(admin, { ...wider, actions: [] }), 400, 'request.invalid');
  });

  it('warns of what makes it of no use, or of less than it says', async () => {
    await admin.put('/admin/v1/identities/agent/low', {
      owners: [ALICE],
      ceiling: { actions: ['list'], resources: [{ type: 'record', id: '**' }] },
    });
    await admin.put('/admin/v1/identities/agent/orphan', {});
    const codes = async (grantee: string, more: object = {}): Promise<unknown> => {
      const body = { grantor: BOB, grantee: { kind: 'agent', id: grantee }, ...READ, ...more };
      const { warnings } = (await check(admin, body)).body;
      return warnings.map(({ code }: { code: string }) => code);
    };
    expect(await codes('writer')).toEqual([]);
    expect(await codes('low')).toEqual(['ceiling.exceeded']);
    expect(await codes('orphan')).toEqual(['agent.no_live_owner']);
    expect(await codes('writer', { expiresAt: '2020-01-01T00:00:00Z' })).toEqual(['grant.expired']);
    const suspended = { owners: [ALICE], status: 'suspended', ceiling: null };
    await admin.put('/admin/v1/identities/agent/low', suspended);
    expect(await codes('low')).toEqual(['grant.party_not_active']);
  });

  it('names live grants that allow all of it already', async () => {
    const wide = { ...READ, resources: [{ type: 'record', id: '**' }] };
    const parties = { grantor: BOB, grantee: PLANNER };
    const { id } = (await give(admin, { ...parties, ...wide })).body;
    expect((await check(admin, { ...parties, ...READ })).body.coveredBy).toEqual([id]);
    expect((await check(admin, { ...parties, ...READ, maxDepth: 1 })).body.coveredBy).toEqual([]);
    await admin.post(`/admin/v1/grants/${id}/revoke`, { reason: 'x' });
    expect((await check(admin, { ...parties, ...READ })).body.coveredBy).toEqual([]);
  });
});
