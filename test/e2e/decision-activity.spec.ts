import { execute } from '../support/database.js';
import { expectProblem } from '../support/expect-error.js';
import type { HttpClient } from '../support/http-client.js';
import { question, startLoggedWorld } from '../support/logged-world.js';
import type { LoggedWorld, Question } from '../support/logged-world.js';

const BASE = '/admin/v1/decisions';
const HOUR_MS = 3_600_000;
const agent = (id: string): object => ({ type: 'agent', id });

let world: LoggedWorld;
let admin: HttpClient;

beforeAll(async () => {
  world = await startLoggedWorld();
  ({ admin } = world.service);
  const asked: readonly (readonly [number, Question])[] = [
    [3, { user: 'alice', agent: 'helper' }],
    [2, { user: 'alice', agent: 'helper', action: 'write' }],
    [4, { user: 'alice', agent: 'helper', resource: 'tool/search' }],
    [1, { user: 'bob', agent: 'helper' }],
    [2, { user: 'alice', agent: 'scout' }],
    [5, { user: 'alice' }],
    [1, { agent: 'scout' }],
  ];
  for (const [times, one] of asked) {
    for (let time = 0; time < times; time += 1) {
      await admin.evaluate(question(one));
    }
  }
  await world.shipped();
});

afterAll(async () => {
  await world.service.stop();
});

async function ask(path: string): Promise<readonly Record<string, unknown>[]> {
  const { status, body } = await admin.get(`${BASE}/${path}`);
  expect({ status, body }).toMatchObject({ status: 200, body: { more: false } });
  return body.items;
}

describe('the activity of agents', () => {
  it('tells what an agent did, and what it was denied', async () => {
    const did = await ask('activity?agent=agent/helper');
    const helper = agent('helper');
    const none = { permit: 0, deny: 0, indeterminate: 0 };
    expect(did).toEqual(
      [
        {
          agent: helper,
          action: 'read',
          resourceType: 'record',
          tool: '',
          ...none,
          permit: 3,
          deny: 1,
        },
        { agent: helper, action: 'read', resourceType: 'tool', tool: 'search', ...none, permit: 4 },
        { agent: helper, action: 'write', resourceType: 'record', tool: '', ...none, deny: 2 },
      ].map((one) => ({ ...one, firstHour: expect.any(String), lastHour: expect.any(String) })),
    );
    const denied = await ask('activity?agent=agent/helper&outcome=deny');
    expect(denied.map(({ action, deny, permit }) => ({ action, deny, permit }))).toEqual([
      { action: 'write', deny: 2, permit: 0 },
      { action: 'read', deny: 1, permit: 0 },
    ]);
    expect(await ask('activity?agent=agent/nobody')).toEqual([]);
    expect(await ask('activity?tool=search')).toHaveLength(1);
  });

  it('agrees with the entries', async () => {
    const sum = (items: readonly Record<string, unknown>[]): number =>
      items.reduce(
        (total, { permit, deny, indeterminate }) =>
          total + Number(permit) + Number(deny) + Number(indeterminate),
        0,
      );
    const decisions = (await world.stored()).filter(
      ({ kind, form }) => kind === 'decision' && form !== 'search',
    );
    expect(sum(await ask('activity'))).toBe(decisions.length);
    expect(sum(await ask('rates'))).toBe(decisions.length);
    expect(sum(await ask('acting'))).toBe(decisions.filter(({ actor }) => actor !== null).length);
    expect(sum(await ask('grant-use'))).toBe(decisions.flatMap(({ chain }) => chain).length);
  });

  it('tells which of its grants an agent used', async () => {
    const used = await ask('grant-use?agent=agent/helper');
    expect(used).toMatchObject([{ grant: world.grants.helper, permit: 7 }]);
    expect(await ask(`grant-use?grant=${world.grants.scout}`)).toMatchObject([
      { grant: world.grants.scout, agent: agent('scout') },
    ]);
  });

  it('tells who acted for a person, and for whom an agent acted', async () => {
    const forAlice = await ask('acting?subject=user/alice');
    expect(forAlice.map(({ actor, permit, deny }) => ({ actor, permit, deny }))).toEqual([
      { actor: agent('helper'), permit: 7, deny: 2 },
      { actor: agent('scout'), permit: 2, deny: 0 },
    ]);
    const byHelper = await ask('acting?actor=agent/helper');
    expect(byHelper.map(({ subject }) => subject)).toEqual([
      { type: 'user', id: 'alice' },
      { type: 'user', id: 'bob' },
    ]);
  });

  it('tells rates per agent and tool, hour by hour and day by day', async () => {
    const hours = await ask('rates?agent=agent/helper');
    expect(hours.map(({ tool }) => tool)).toEqual(expect.arrayContaining(['', 'search']));
    const days = await ask('rates?interval=day&tool=search');
    expect(days).toHaveLength(1);
    expect(days[0]).toMatchObject({ agent: agent('helper'), tool: 'search', permit: 4 });
    expect(days[0]?.['from']).toMatch(/T00:00:00\.000Z$/);
  });

  it('tells what was wanted for the first time, once', async () => {
    const first = await ask('first-seen?agent=agent/helper');
    expect(first.map(({ action, resourceType }) => [action, resourceType])).toEqual([
      ['read', 'tool'],
      ['write', 'record'],
      ['read', 'record'],
    ]);
    const [tool] = first;
    const { body } = await admin.get(`${BASE}/${String(tool?.['decisionId'])}`);
    expect(body).toMatchObject({ at: tool?.['at'], resource: { type: 'tool' } });
    await admin.evaluate(question({ user: 'alice', agent: 'helper' }));
    await world.shipped();
    expect(await ask('first-seen?agent=agent/helper')).toEqual(first);
  });

  it('tells of hours outside those asked about nothing', async () => {
    const old = 'from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z';
    for (const path of ['activity', 'rates', 'grant-use', 'acting', 'first-seen', 'deny-bursts']) {
      expect(await ask(`${path}?${old}`)).toEqual([]);
    }
  });

  it('says when there is more', async () => {
    for (const path of ['activity', 'rates', 'acting', 'first-seen', 'grant-use']) {
      const { body } = await admin.get(`${BASE}/${path}?limit=1`);
      expect({ path, count: body.items.length, more: body.more }).toEqual({
        path,
        count: 1,
        more: true,
      });
    }
  });
});

describe('bursts of denies', () => {
  const NOW = Math.floor(Date.parse('2026-06-15T12:00:00Z') / HOUR_MS) * HOUR_MS;
  const at = (hoursAgo: number): string => new Date(NOW - hoursAgo * HOUR_MS).toISOString();
  const WINDOW = `from=${at(24)}&to=${at(0)}`;

  /** Denies of an agent by hours ago. */
  async function deny(
    id: string,
    hours: Readonly<Record<number, number>>,
    outcome = 'deny',
  ): Promise<void> {
    const rows = Object.entries(hours).map(
      ([ago, count]) =>
        `('${at(Number(ago))}', sha256('${id}${outcome}')::bytea, 'default', 'agent', '${id}', 'read', 'record', '', '${outcome}', ${count})`,
    );
    await execute(
      world.service.database.url,
      `INSERT INTO decision_hours (hour, key, tenant, agent_type, agent_id, action, resource_type, tool, outcome, count) VALUES ${rows.join(', ')}`,
    );
  }

  const weekOf = (count: (hour: number) => number): Record<number, number> =>
    Object.fromEntries(Array.from({ length: 167 }, (_, hour) => [hour + 6, count(hour)]));

  const burstsOf = async (id: string): Promise<readonly Record<string, unknown>[]> =>
    await ask(`deny-bursts?${WINDOW}&agent=agent/${id}`);

  it('are found where an agent was hardly ever denied before', async () => {
    await deny('sudden', { 5: 20 });
    expect(await burstsOf('sudden')).toEqual([
      { hour: at(5), agent: agent('sudden'), denied: 20, mean: 0, deviation: 0 },
    ]);
  });

  it('are none below twenty, nor of permits', async () => {
    await deny('few', { 5: 19 });
    await deny('good', { 5: 500 }, 'permit');
    expect(await burstsOf('few')).toEqual([]);
    expect(await burstsOf('good')).toEqual([]);
  });

  it('are found above three deviations of the week, hours without a deny among them', async () => {
    // 30 and 50 by turns: mean 40, deviation 10, each of 167 of 168 hours.
    const week = weekOf((hour) => (hour % 2 === 0 ? 30 : 50));
    await deny('steady', { ...week, 5: 60 });
    await deny('risen', { ...week, 5: 75 });
    expect(await burstsOf('steady')).toEqual([]);
    const [burst] = await burstsOf('risen');
    expect(burst).toMatchObject({ hour: at(5), denied: 75 });
    expect(burst?.['mean']).toBeCloseTo(39.7, 0);
    expect(burst?.['deviation']).toBeCloseTo(10.4, 0);
  });

  it('count what could not be decided with what was denied', async () => {
    await deny('both', { 5: 15 });
    await deny('both', { 5: 10 }, 'indeterminate');
    expect(await burstsOf('both')).toMatchObject([{ denied: 25 }]);
  });
});

describe('what is asked wrongly', () => {
  it.each([
    'activity?agent=helper',
    'activity?outcome=done',
    'activity?cursor=x',
    'activity?limit=1001',
    'rates?interval=week',
    'rates?tool=%00',
    'grant-use?grant=x',
    'acting?agent=agent/helper',
    'acting?subject=/x',
    'first-seen?outcome=deny',
    'first-seen?from=x',
    'deny-bursts?tool=x',
    'deny-bursts?to=2026-02-30T00:00:00Z',
  ])('is refused: %s', async (path) => {
    expectProblem(await admin.get(`${BASE}/${path}`), 400, 'request.invalid');
  });

  it('is refused by role, and another tenant is not shown', async () => {
    const { body } = await admin.post('/admin/v1/callers', { name: 'd', roles: ['decide'] });
    await admin.put('/admin/v1/tenants/other', {});
    for (const path of ['activity', 'rates', 'grant-use', 'acting', 'first-seen', 'deny-bursts']) {
      expectProblem(await admin.as(body.key).get(`${BASE}/${path}`), 403, 'caller.forbidden');
      expect((await admin.get(`/t/other${BASE}/${path}`)).body).toEqual({ items: [], more: false });
    }
  });
});
