import { DecisionTap } from '@legate/decision';
import { expectProblem } from '../support/expect-error.js';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import {
  askAs,
  permits,
  policyOf,
  pushPolicy,
  readShadow,
  shadowUntil,
  startShadow,
} from '../support/shadow-world.js';
import { queryDatabase } from '../support/stored-state.js';

const PATH = '/admin/v1/bundles';
const AGENT = { kind: 'agent', id: 'bot' };

let service: RunningService;
let admin: HttpClient;

beforeAll(async () => {
  service = await startService();
  ({ admin } = service);
  await admin.put('/admin/v1/identities/user/alice', {});
  await admin.put('/admin/v1/identities/user/bob', {});
  await admin.put('/admin/v1/identities/agent/bot', { owners: [{ kind: 'user', id: 'alice' }] });
  await admin.post('/admin/v1/grants', {
    grantor: { kind: 'user', id: 'bob' },
    grantee: AGENT,
    actions: ['read'],
    resources: [{ type: 'record', id: '**' }],
  });
  await pushPolicy(admin, 'active', { rego: policyOf(permits('alice')), activate: true });
});

afterAll(async () => {
  await service.stop();
});

/** Puts a policy in shadow, asks so often, and gives what is told once all of it is counted. */
async function shadowOf(
  name: string,
  rego: string,
  ask: () => Promise<readonly HttpAnswer[]>,
): Promise<{ readonly bundle: string; readonly report: HttpAnswer['body'] }> {
  const bundle = await pushPolicy(admin, name, { rego });
  const started = await startShadow(admin, bundle);
  expect(started.status).toBe(200);
  const { length } = await ask();
  const report = await shadowUntil(admin, bundle, ({ evaluated }) => evaluated === length);
  return { bundle, report };
}

const outcomes = (answers: readonly HttpAnswer[]): readonly boolean[] =>
  answers.map(({ body }) => body.decision as boolean);

describe('a policy in shadow', () => {
  it('that widens is told by agent, action, resource type and reason, and changes no answer', async () => {
    let answers: readonly HttpAnswer[] = [];
    const { bundle, report } = await shadowOf(
      'widens',
      policyOf(permits('alice'), permits('bob')),
      async () =>
        (answers = [
          await askAs(admin, 'alice'),
          await askAs(admin, 'bob'),
          await askAs(admin, 'bob', { agent: 'bot' }),
          await askAs(admin, 'bob', { agent: 'bot' }),
        ]),
    );
    expect(outcomes(answers)).toEqual([true, false, false, false]);
    expect(report).toMatchObject({
      state: 'running',
      sampleRate: 1,
      evaluated: 4,
      agreed: 1,
      newlyAllowed: 3,
      newlyDenied: 0,
      erred: 0,
      dropped: 0,
      groups: [
        {
          kind: 'allowed',
          agent: { type: 'agent', id: 'bot' },
          action: 'read',
          resourceType: 'record',
          reasons: ['permit.bob'],
          count: 2,
        },
        { kind: 'allowed', agent: null, count: 1 },
      ],
    });
    expect(report.groups[1].samples).toEqual([
      {
        subject: { type: 'user', id: 'bob' },
        actor: null,
        action: 'read',
        resource: { type: 'record', id: 'r1' },
        before: { outcome: 'deny', reasons: ['policy.no_match'] },
        after: { outcome: 'permit', reasons: ['permit.bob'] },
        revision: Number(answers[1]?.headers.get('legate-revision')),
        at: expect.stringMatching(/Z$/),
      },
    ]);
    expect(JSON.stringify(report)).not.toContain('hidden');
    expect((await admin.get(`${PATH}/${bundle}`)).body.state).toBe('shadow');
  });

  it('that narrows is told as newly denied, items of batches too', async () => {
    const question = (name: string): object => ({ action: { name } });
    const rego = policyOf(
      'permit contains "read" if { input.subject.id == "alice"; input.action.name == "read" }',
    );
    const { report } = await shadowOf('narrows', rego, async () => {
      const { body } = await admin.post('/access/v1/evaluations', {
        subject: { type: 'user', id: 'alice' },
        resource: { type: 'record', id: 'r1' },
        evaluations: [question('read'), question('write'), question('write')],
      });
      expect(body.evaluations.map(({ decision }: { decision: boolean }) => decision)).toEqual([
        true,
        true,
        true,
      ]);
      return body.evaluations as readonly HttpAnswer[];
    });
    expect(report).toMatchObject({ agreed: 1, newlyAllowed: 0, newlyDenied: 2 });
    expect(report.groups).toMatchObject([
      { kind: 'denied', action: 'write', reasons: ['policy.no_match'], count: 2 },
    ]);
  });

  it('that errs is a deny that is told, and no fault of the active one', async () => {
    let answers: readonly HttpAnswer[] = [];
    const { report } = await shadowOf(
      'errs',
      policyOf(permits('alice'), 'obligations contains {"id": 7} if input.subject.id'),
      async () => (answers = [await askAs(admin, 'alice'), await askAs(admin, 'bob')]),
    );
    expect(outcomes(answers)).toEqual([true, false]);
    expect(report).toMatchObject({ erred: 2, newlyDenied: 1, agreed: 1 });
    expect(report.groups).toMatchObject([
      { kind: 'denied', reasons: ['indeterminate.obligation', 'policy.no_match'] },
    ]);
  });

  it('that runs away stops or is stopped, while the active one decides as before', async () => {
    const bundle = await pushPolicy(admin, 'runs away', {
      rego: policyOf(
        permits('alice'),
        'spins if {',
        '  input.action.name == "spin"',
        '  count([1 | some i in numbers.range(1, 4000); some j in numbers.range(1, 4000); i * j < 0]) > 0',
        '}',
        'permit contains "spun" if spins',
      ),
    });
    await startShadow(admin, bundle);
    for (let time = 0; time < 4; time += 1) {
      const { body } = await askAs(admin, 'alice', { action: 'spin' });
      expect(body).toMatchObject({ decision: true, context: { reasons: ['permit.alice'] } });
    }
    const isOver = ({ state, erred }: HttpAnswer['body']): boolean =>
      state === 'halted' || erred === 4;
    expect(isOver(await shadowUntil(admin, bundle, isOver))).toBe(true);
    expect(outcomes([await askAs(admin, 'alice'), await askAs(admin, 'bob')])).toEqual([
      true,
      false,
    ]);
  });

  it('is one of a tenant: another takes its place, and its report stays', async () => {
    const first = await pushPolicy(admin, 'first', { rego: policyOf(permits('bob')) });
    const second = await pushPolicy(admin, 'second', { rego: policyOf(permits('carol')) });
    await startShadow(admin, first);
    await askAs(admin, 'bob');
    await shadowUntil(admin, first, ({ evaluated }) => evaluated === 1);
    await startShadow(admin, second);
    expect((await readShadow(admin, first)).body).toMatchObject({ state: 'stopped', evaluated: 1 });
    expect((await admin.get(`${PATH}/${first}`)).body.state).toBe('received');

    const stopped = await admin.delete(`${PATH}/${second}/shadow`);
    expect(stopped.body).toMatchObject({ state: 'stopped', stoppedAt: expect.any(String) });
    expect((await admin.delete(`${PATH}/${second}/shadow`)).body).toEqual(stopped.body);
    expect(service.app.get(DecisionTap).watcher).toBeNull();
  });

  it('goes on at the same rate when it is asked for again, and begins anew at another', async () => {
    const bundle = await pushPolicy(admin, 'again', { rego: policyOf(permits('alice')) });
    const { body: first } = await startShadow(admin, bundle);
    await askAs(admin, 'alice');
    await shadowUntil(admin, bundle, ({ evaluated }) => evaluated === 1);
    expect((await startShadow(admin, bundle)).body).toMatchObject({
      evaluated: 1,
      revision: first.revision,
    });
    const other = await startShadow(admin, bundle, '?sample_rate=0.5');
    expect(other.body).toMatchObject({ evaluated: 0, sampleRate: 0.5 });
  });

  it('is compared anew after another policy has become the active one', async () => {
    const candidate = await pushPolicy(admin, 'candidate', { rego: policyOf(permits('bob')) });
    const { body: started } = await startShadow(admin, candidate);
    await askAs(admin, 'bob');
    await shadowUntil(admin, candidate, ({ newlyAllowed }) => newlyAllowed === 1);
    const next = await pushPolicy(admin, 'next', {
      rego: policyOf(permits('bob'), permits('alice')),
      activate: true,
    });
    const { body: renewed } = await readShadow(admin, candidate);
    expect(renewed).toMatchObject({ evaluated: 0, baseline: next, startedBy: started.startedBy });
    expect(renewed.revision).toBeGreaterThan(started.revision as number);
    await askAs(admin, 'bob');
    const report = await shadowUntil(admin, candidate, ({ evaluated }) => evaluated > 0);
    expect(report).toMatchObject({ evaluated: 1, agreed: 1 });

    await admin.post(`${PATH}/${candidate}/activate`, {});
    expect((await readShadow(admin, candidate)).body).toMatchObject({ state: 'stopped' });
    expect((await admin.get(`${PATH}/${candidate}`)).body.state).toBe('active');
    await admin.post(`${PATH}/rollback`, {});
    expect((await admin.get(`${PATH}/${candidate}`)).body.state).toBe('superseded');
  });

  it('is superseded again when it has decided before', async () => {
    const { items } = (await admin.get(PATH)).body;
    const old = items.find(({ state }: { state: string }) => state === 'superseded').id as string;
    await startShadow(admin, old);
    await admin.delete(`${PATH}/${old}/shadow`);
    expect((await admin.get(`${PATH}/${old}`)).body.state).toBe('superseded');
  });

  it('is held against the starter policy where nothing was pushed', async () => {
    await admin.put('/admin/v1/tenants/new', {});
    const tenant = admin.at(`${service.url}/t/new`);
    await tenant.put('/admin/v1/identities/user/alice', {});
    const bundle = await pushPolicy(tenant, 'v1', { rego: policyOf(permits('alice')) });
    expect((await startShadow(tenant, bundle)).body.baseline).toBeNull();
    await askAs(tenant, 'alice');
    const report = await shadowUntil(tenant, bundle, ({ evaluated }) => evaluated === 1);
    expect(report).toMatchObject({ newlyAllowed: 1 });
    expect((await readShadow(admin, bundle)).status).toBe(404);
  });

  it('is in the history: who has started and ended it', async () => {
    const bundle = await pushPolicy(admin, 'told', { rego: policyOf(permits('dora')) });
    await startShadow(admin, bundle);
    await admin.delete(`${PATH}/${bundle}/shadow`);
    const rows = await queryDatabase<{ operation: string; author: string }>(
      service.database,
      `SELECT c.operation, w.author FROM changes c JOIN writes w ON w.id = c.write_id
       WHERE c.entity = 'bundle_shadow' AND c.key = $1 ORDER BY w.revision`,
      [bundle],
    );
    expect(rows.map(({ operation }) => operation)).toEqual(['put', 'delete']);
    expect(rows.every(({ author }) => author !== '')).toBe(true);
  });
});

describe('more decisions than can wait', () => {
  it('are left out and counted, and all of them answered', async () => {
    const narrow = await startService({
      beside: service,
      bundles: { shadowQueue: 5, shadowShare: 0.01 },
    });
    try {
      const bundle = await pushPolicy(admin, 'flooded', { rego: policyOf(permits('erin')) });
      await startShadow(narrow.admin, bundle);
      await admin.delete(`${PATH}/${bundle}/shadow`);
      await startShadow(narrow.admin, bundle);
      const { body } = await narrow.admin.post('/access/v1/evaluations', {
        subject: { type: 'user', id: 'bob' },
        resource: { type: 'record', id: 'r1' },
        evaluations: Array.from({ length: 50 }, (_, at) => ({ action: { name: `a${at}` } })),
      });
      expect(body.evaluations).toHaveLength(50);
      const report = await shadowUntil(
        narrow.admin,
        bundle,
        ({ evaluated, dropped }) => Number(evaluated) + Number(dropped) === 50,
      );
      // A batch lets others in now and then, and then a few of those that wait are evaluated.
      expect(Number(report.evaluated)).toBeGreaterThanOrEqual(5);
      expect(Number(report.dropped)).toBeGreaterThan(20);
      await narrow.admin.delete(`${PATH}/${bundle}/shadow`);
    } finally {
      await narrow.stop();
    }
  });
});

describe('a shadow is refused', () => {
  it('for the active policy, one that was rejected, and one there is not', async () => {
    const { body: active } = await admin.get(PATH);
    const id = active.items.find(({ state }: { state: string }) => state === 'active').id as string;
    expectProblem(await startShadow(admin, id), 409, 'bundle.active');
    expectProblem(await readShadow(admin, id.replace(/^../, '00')), 404, 'bundle.not_found');
    const broken = pushPolicy(admin, 'broken', { rego: 'package policy.main\n' });
    await expect(broken).rejects.toThrow('policy');
    const { items } = (await admin.get(`${PATH}?limit=1`)).body;
    expectProblem(await startShadow(admin, items[0].id as string), 409, 'bundle.rejected');
  });

  it('for a rate that is none, and never was for a policy that was only pushed', async () => {
    const bundle = await pushPolicy(admin, 'rates', { rego: policyOf(permits('finn')) });
    for (const rate of ['0', '0.0', '1.5', '-1', 'x', '']) {
      const answer = await startShadow(admin, bundle, `?sample_rate=${rate}`);
      expectProblem(answer, 400, 'request.invalid');
    }
    expectProblem(await readShadow(admin, bundle), 404, 'bundle.no_shadow');
    expectProblem(await admin.delete(`${PATH}/${bundle}/shadow`), 404, 'bundle.no_shadow');
  });

  it('to who may not push, and shown to who may read', async () => {
    const bundle = await pushPolicy(admin, 'roles', { rego: policyOf(permits('gil')) });
    const callerOf = async (...roles: readonly string[]): Promise<HttpClient> =>
      admin.as((await admin.post('/admin/v1/callers', { name: 'c', roles })).body.key as string);
    const [pusher, auditor] = [await callerOf('policy:push'), await callerOf('audit')];
    expectProblem(await startShadow(auditor, bundle), 403, 'caller.forbidden');
    expect((await startShadow(pusher, bundle)).status).toBe(200);
    expect((await readShadow(auditor, bundle)).status).toBe(200);
    expectProblem(await auditor.delete(`${PATH}/${bundle}/shadow`), 403, 'caller.forbidden');
  });
});
