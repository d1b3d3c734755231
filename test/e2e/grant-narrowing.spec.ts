import { expectProblem } from '../support/expect-error.js';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { readStoredState } from '../support/stored-state.js';

const ALICE = { kind: 'user', id: 'alice' };
const AGENT = { kind: 'agent', id: 'helper' };
const SUB_AGENT = { kind: 'agent', id: 'sub' };

/** Limited in every dimension. */
const PARENT = {
  actions: ['read', 'write/*'],
  resources: [
    { type: 'record', id: 'crm/**' },
    { type: 'file', id: 'a' },
  ],
  constraints: [
    { path: 'action.properties.amount', op: 'max', value: 100 },
    { path: 'context.zone', op: 'oneOf', value: ['eu', 'us'] },
  ],
  purpose: 'billing',
  notBefore: '2030-01-01T00:00:00.000Z',
  expiresAt: '2040-01-01T00:00:00.000Z',
  maxDepth: 2,
};
/** As wide as the parent allows. */
const WIDEST = { ...PARENT, maxDepth: 1 };

let service: RunningService;
let admin: HttpClient;
let parent = '';

beforeAll(async () => {
  service = await startService();
  ({ admin } = service);
  await admin.put('/admin/v1/identities/user/alice', {});
  for (const { id } of [AGENT, SUB_AGENT]) {
    await admin.put(`/admin/v1/identities/agent/${id}`, { owners: [ALICE] });
  }
  parent = await create({ grantor: ALICE, grantee: AGENT, ...PARENT });
});

afterAll(async () => {
  await service.stop();
});

async function post(body: object): Promise<HttpAnswer> {
  return await admin.post('/admin/v1/grants', body);
}

async function create(body: object): Promise<string> {
  const { status, body: answered } = await post(body);
  expect({ status, code: answered.code }).toEqual({ status: 201 });
  return answered.id as string;
}

async function postBelow(changes: object, below = parent): Promise<HttpAnswer> {
  return await post({ grantor: AGENT, grantee: SUB_AGENT, parent: below, ...WIDEST, ...changes });
}

async function expectRefused(
  { answer, before }: { answer: HttpAnswer; before: unknown },
  code: Parameters<typeof expectProblem>[2],
): Promise<void> {
  expectProblem(answer, 422, code);
  expect(await readStoredState(service.database)).toEqual(before);
}

async function tryBelow(changes: object, below = parent) {
  const before = await readStoredState(service.database);
  return { answer: await postBelow(changes, below), before };
}

describe('a child that narrows', () => {
  it.each<[string, object]>([
    ['nothing', {}],
    ['the actions', { actions: ['write/draft'] }],
    ['the resources', { resources: [{ type: 'record', id: 'crm/*/notes/**' }] }],
    [
      'the constraints, and adds one',
      {
        constraints: [
          { path: 'context.zone', op: 'equals', value: 'eu' },
          { path: 'action.properties.amount', op: 'max', value: 99.5 },
          { path: 'now', op: 'timeWindow', value: { from: '08:00', to: '18:00' } },
        ],
      },
    ],
    ['the time', { notBefore: '2030-01-01T00:00:00.001Z', expiresAt: '2039-12-31T23:59:59.999Z' }],
    [
      'the time, written with another offset',
      {
        notBefore: '2030-01-01T02:00:00+02:00',
        expiresAt: '2039-12-31T19:00:00-05:00',
      },
    ],
    ['the depth', { maxDepth: 0 }],
  ])('%s is made', async (_, changes) => {
    const { status, body } = await postBelow(changes);
    expect(status).toBe(201);
    expect(body).toMatchObject({ parent, grantor: AGENT, grantee: SUB_AGENT });
  });

  it('is covered by several members of the parent together', async () => {
    const both = await create({
      grantor: ALICE,
      grantee: AGENT,
      actions: ['read'],
      resources: [
        { type: 'record', id: 'crm/*' },
        { type: 'record', id: 'crm/*/**' },
      ],
      maxDepth: 1,
    });
    const answer = await post({
      grantor: AGENT,
      grantee: SUB_AGENT,
      parent: both,
      actions: ['read'],
      resources: [{ type: 'record', id: 'crm/**' }],
    });
    expect(answer.status).toBe(201);
  });
});

describe('a child that widens', () => {
  it.each<[string, unknown]>([
    ['actions', ['read', 'delete']],
    ['actions', ['*']],
    ['actions', ['write']],
    ['actions', ['write/**']],
    ['actions', ['Read']],
    ['resources', [{ type: 'record', id: '**' }]],
    ['resources', [{ type: 'record', id: 'crm' }]],
    ['resources', [{ type: '*', id: 'crm/1' }]],
    [
      'resources',
      [
        { type: 'file', id: 'a' },
        { type: 'file', id: 'b' },
      ],
    ],
    ['constraints', []],
    ['constraints', PARENT.constraints.slice(0, 1)],
    ['constraints', [{ ...PARENT.constraints[0], value: 100.01 }, PARENT.constraints[1]]],
    ['constraints', [{ ...PARENT.constraints[0], op: 'min' }, PARENT.constraints[1]]],
    [
      'constraints',
      [{ ...PARENT.constraints[0], op: 'equals', value: '5' }, PARENT.constraints[1]],
    ],
    ['constraints', [PARENT.constraints[0], { ...PARENT.constraints[1], value: ['eu', 'cn'] }]],
    ['constraints', [PARENT.constraints[0], { ...PARENT.constraints[1], path: 'context.zones' }]],
    ['purpose', 'Billing'],
    ['purpose', undefined],
    ['notBefore', '2029-12-31T23:59:59.999Z'],
    ['notBefore', undefined],
    ['expiresAt', '2040-01-01T00:00:00.001Z'],
    ['expiresAt', undefined],
    ['maxDepth', 2],
    ['maxDepth', 63],
  ])('in %s (%j) is 422 with the dimension and both values', async (dimension, offered) => {
    const tried = await tryBelow({ [dimension]: offered });
    await expectRefused(tried, 'grant.widens');
    const widening = {
      dimension,
      parent: PARENT[dimension as keyof typeof PARENT],
      offered: offered ?? null,
    };
    expect(tried.answer.body).toMatchObject({ ...widening, widenings: [widening] });
    expect(tried.answer.body.detail).toContain(dimension);
  });

  it('in several dimensions names all of them', async () => {
    const tried = await tryBelow({ actions: ['*'], purpose: undefined, maxDepth: 3 });
    await expectRefused(tried, 'grant.widens');
    const { widenings, dimension } = tried.answer.body;
    const dimensions = widenings.map((one: { dimension: string }) => one.dimension);
    expect(dimensions).toEqual(['actions', 'purpose', 'maxDepth']);
    expect(dimension).toBe('actions');
  });

  it('below a parent without further depth is refused even when it is the same', async () => {
    const leaf = await create({ grantor: ALICE, grantee: AGENT, ...PARENT, maxDepth: 0 });
    const tried = await tryBelow({ maxDepth: 0 }, leaf);
    await expectRefused(tried, 'grant.widens');
    expect(tried.answer.body).toMatchObject({ dimension: 'maxDepth', parent: 0, offered: 0 });
  });

  it('is held to the parent, which is held to its own: nothing widens over two steps', async () => {
    const child = (await postBelow({ actions: ['read'] })).body.id as string;
    const changes = { grantor: SUB_AGENT, grantee: AGENT, maxDepth: 0 };
    expectProblem(await postBelow(changes, child), 422, 'grant.widens');
    expect((await postBelow({ ...changes, actions: ['read'] }, child)).status).toBe(201);
  });
});

describe('a parent', () => {
  it.each([
    ['its grantor', ALICE],
    ['a third', { kind: 'service', id: 'third' }],
    ['a user of the same id as its grantee', { kind: 'user', id: AGENT.id }],
  ])('is not given on by %s but by its grantee', async (_, grantor) => {
    await admin.put(`/admin/v1/identities/${grantor.kind}/${grantor.id}`, {});
    const tried = await tryBelow({ grantor });
    await expectRefused(tried, 'grant.grantor_mismatch');
    expect(tried.answer.body).toMatchObject({ pointer: '/grantor', parent: AGENT });
  });

  it('that does not exist is named', async () => {
    const tried = await tryBelow({}, '01890a5d-ac96-774b-bcce-b302099a8057');
    await expectRefused(tried, 'reference.unknown');
    expect(tried.answer.body).toMatchObject({ pointer: '/parent' });
  });

  async function expectDead(
    [root, reason]: readonly [string, string],
    ...children: readonly (readonly [string, object])[]
  ): Promise<void> {
    for (const [below, changes] of children) {
      const tried = await tryBelow(changes, below);
      await expectRefused(tried, 'grant.parent_dead');
      expect(tried.answer.body).toMatchObject({ grant: root, reason });
    }
  }

  it.each<[string, (id: string) => Promise<HttpAnswer>]>([
    [
      'grant.revoked',
      async (id) => await admin.post(`/admin/v1/grants/${id}/revoke`, { reason: 'x' }),
    ],
    [
      'grant.party_not_active',
      async () => await admin.put('/admin/v1/identities/user/dead', { status: 'suspended' }),
    ],
  ])(
    'that is dead (%s) takes no children, nor do those below it, valid yet or not',
    async (reason, kill) => {
      const grantor = { kind: 'user', id: 'dead' };
      for (const notBefore of [PARENT.notBefore, '2020-01-01T00:00:00.000Z']) {
        const time = { notBefore };
        await admin.put('/admin/v1/identities/user/dead', { status: null });
        const root = await create({ grantor, grantee: AGENT, ...PARENT, ...time });
        const child = (await postBelow(time, root)).body.id as string;
        expect((await kill(root)).status).toBe(200);
        const below = { grantor: SUB_AGENT, grantee: AGENT, maxDepth: 0, ...time };
        await expectDead([root, reason], [root, time], [child, below]);
      }
    },
  );

  it('that has expired takes no children', async () => {
    const past = { notBefore: undefined, expiresAt: '2020-01-01T00:00:00Z' };
    const root = await create({ grantor: ALICE, grantee: AGENT, ...PARENT, ...past });
    await expectDead([root, 'grant.expired'], [root, past]);
  });

  it('that is not valid yet can be narrowed already: its time bounds the child', async () => {
    expect((await postBelow({ notBefore: '2035-01-01T00:00:00Z' })).status).toBe(201);
  });
});

describe('a chain', () => {
  it('of 64 grants can be stored and not one more', async () => {
    const scope = { actions: ['read'], resources: [{ type: 'record', id: '**' }] };
    let last = await create({ grantor: ALICE, grantee: AGENT, ...scope, maxDepth: 63 });
    for (let length = 2; length <= 64; length += 1) {
      const [grantor, grantee] = length % 2 === 0 ? [AGENT, SUB_AGENT] : [SUB_AGENT, AGENT];
      last = await create({ grantor, grantee, parent: last, ...scope, maxDepth: 64 - length });
    }
    const answer = await post({ grantor: SUB_AGENT, grantee: AGENT, parent: last, ...scope });
    expectProblem(answer, 422, 'grant.chain_too_long');
  });
});
