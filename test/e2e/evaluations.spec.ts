import type { PolicyEvaluator } from '@legate/decision';
import { expectDecisionError } from '../support/expect-error.js';
import type { HttpAnswer } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { readStoredState } from '../support/stored-state.js';

const ALICE = { type: 'user', id: 'alice' };
const READ = { name: 'read' };
const DELETE = { name: 'delete' };
const RECORD = { type: 'record', id: '1' };
const AS_HELPER = { ...ALICE, properties: { act: { sub: 'helper' } } };

let service: RunningService;

beforeAll(async () => {
  service = await startService({ maxBatch: 20 });
  const { admin } = service;
  await admin.put('/admin/v1/identities/user/alice', { attributes: { roles: ['viewer'] } });
  await admin.put('/admin/v1/identities/user/bob', {});
  await admin.put('/admin/v1/identities/agent/helper', { owners: [{ kind: 'user', id: 'bob' }] });
  await admin.put('/admin/v1/resources/record/bobs', { attributes: { owner: 'bob' } });
  await admin.post('/admin/v1/grants', {
    grantor: { kind: 'user', id: 'alice' },
    grantee: { kind: 'agent', id: 'helper' },
    actions: ['read'],
    resources: [{ type: 'record', id: '1' }],
    constraints: [],
  });
});

afterAll(async () => {
  await service.stop();
});

async function ask(body: unknown): Promise<HttpAnswer> {
  return await service.admin.post('/access/v1/evaluations', body);
}

const decisionsOf = ({ body }: HttpAnswer): readonly boolean[] =>
  (body.evaluations as readonly { decision: boolean }[]).map(({ decision }) => decision);

const batch = (semantic: string, ...actions: readonly object[]): object => ({
  subject: ALICE,
  resource: RECORD,
  options: { evaluations_semantic: semantic },
  evaluations: actions,
});

describe('a batch', () => {
  it('has one answer for each item, in their order, and no decision of its own (AZ-25, AZ-28)', async () => {
    const items = [{ action: READ }, { action: DELETE }, { action: READ }];
    const answer = await ask({ subject: ALICE, resource: RECORD, evaluations: items });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json\b/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(Object.keys(answer.body)).toEqual(['evaluations']);
    const context = { evaluation_id: expect.any(String), mode: 'autonomous' };
    expect(answer.body.evaluations).toEqual([
      { decision: true, context: { ...context, reasons: ['permit.viewer'] } },
      { decision: false, context: { ...context, reasons: ['policy.no_match'] } },
      { decision: true, context: { ...context, reasons: ['permit.viewer'] } },
    ]);
    const ids = (answer.body.evaluations as { context: { evaluation_id: string } }[]).map(
      (item) => item.context.evaluation_id,
    );
    expect(new Set(ids).size).toBe(3);
  });

  it('gives an item each entity it lacks, whole and never merged (AZ-21, AZ-22)', async () => {
    const answer = await ask({
      subject: AS_HELPER,
      action: READ,
      resource: { ...RECORD, properties: { owner: 'alice' } },
      context: { purpose: 'billing' },
      evaluations: [{}, { subject: ALICE }, { resource: { type: 'record', id: 'bobs' } }],
    });
    const [inherited, alone, other] = answer.body.evaluations;
    expect(inherited.context).toMatchObject({ mode: 'delegated', grants: [expect.any(String)] });
    // Its own subject names no actor, and the batch's one is not merged into it.
    expect(alone.context.mode).toBe('autonomous');
    expect(other.context.reasons).toEqual(['grant.resource_not_granted']);
  });

  it('replaces the context whole (AZ-21)', async () => {
    const answer = await ask({
      subject: ALICE,
      action: READ,
      resource: RECORD,
      context: { agent: 'helper' },
      evaluations: [{}, { context: {} }, { context: { note: 1 } }],
    });
    const modes = (answer.body.evaluations as { context: { mode: string } }[]).map(
      (item) => item.context.mode,
    );
    expect(modes).toEqual(['delegated', 'autonomous', 'autonomous']);
  });

  it('does not look at a default that no item uses (AZ-23)', async () => {
    const items = [{ resource: RECORD }];
    for (const resource of [{}, null, 'x', { type: 5 }]) {
      const answer = await ask({ subject: ALICE, action: READ, resource, evaluations: items });
      expect(decisionsOf(answer)).toEqual([true]);
    }
  });

  it('ignores members that it does not know (AZ-2)', async () => {
    const answer = await ask({
      ...{ subject: ALICE, action: READ, resource: RECORD, more: [1], decision: true },
      options: { other: { a: 1 } },
      evaluations: [{ decision: true, action: DELETE, evaluations: [{}] }],
    });
    expect(decisionsOf(answer)).toEqual([false]);
  });

  it('writes nothing', async () => {
    const before = await readStoredState(service.database);
    await ask(batch('execute_all', { action: READ }));
    expect(await readStoredState(service.database)).toEqual(before);
  });
});

describe('an item that is no question', () => {
  const MALFORMED: readonly unknown[] = [
    ...[{ subject: null }, { subject: 'alice' }, { subject: { type: 'user' } }, 'x', null, [], 7],
    ...[{ action: {} }, { action: { name: 5 } }, { resource: { type: 'record', id: '' } }],
    ...[{ context: [] }, { context: null }, { resource: { ...RECORD, properties: null } }],
    ...[{ subject: { type: 'user', id: 'a\u202eb' } }],
  ];

  it.each(MALFORMED)('is a deny with the error in its context: %j (AZ-27)', async (item) => {
    const good = {};
    const evaluations = [good, item, good];
    const answer = await ask({ subject: ALICE, action: READ, resource: RECORD, evaluations });
    expect(answer.status).toBe(200);
    expect(decisionsOf(answer)).toEqual([true, false, true]);
    expect(answer.body.evaluations[1].context).toEqual({
      evaluation_id: expect.any(String),
      reasons: ['indeterminate.request'],
      error: { status: 400, code: 'request.invalid', message: expect.stringMatching(/\S/) },
    });
  });

  it('is a deny where an entity is missing in both places (AZ-27)', async () => {
    const items = [{ resource: RECORD }, {}];
    const answer = await ask({ subject: ALICE, action: READ, evaluations: items });
    expect(decisionsOf(answer)).toEqual([true, false]);
  });

  it('is a deny where its carriers name different actors (DEL-13)', async () => {
    const items = [{ context: { agent: 'other' } }];
    const body = { subject: AS_HELPER, action: READ, resource: RECORD, evaluations: items };
    const { error } = (await ask(body)).body.evaluations[0].context;
    expect(error.code).toBe('request.actor_conflict');
  });

  it('ends a batch that ends with the first deny (AZ-26)', async () => {
    const answer = await ask(
      batch('deny_on_first_deny', { action: READ }, { action: 5 }, { action: READ }),
    );
    expect(decisionsOf(answer)).toEqual([true, false]);
  });
});

describe('the semantic', () => {
  const [YES, NO] = [{ action: READ }, { action: DELETE }];

  it.each([
    ['execute_all', [NO, YES, NO], [false, true, false]],
    ['deny_on_first_deny', [YES, YES, NO, YES], [true, true, false]],
    ['deny_on_first_deny', [YES, YES], [true, true]],
    ['permit_on_first_permit', [NO, NO, YES, NO], [false, false, true]],
    ['permit_on_first_permit', [NO, NO], [false, false]],
    ['permit_on_first_permit', [YES, NO], [true]],
  ])('%s of %j answers %j (AZ-24, AZ-26)', async (semantic, items, expected) => {
    expect(decisionsOf(await ask(batch(semantic, ...items)))).toEqual(expected);
  });

  it.each(['', 'EXECUTE_ALL', 'deny_overrides', null, 5, ['execute_all']])(
    '%j is refused, with and without items (AZ-24)',
    async (semantic) => {
      const options = { evaluations_semantic: semantic };
      const single = { subject: ALICE, action: READ, resource: RECORD, options };
      expectDecisionError(await ask(single), 400, 'request.invalid');
      expectDecisionError(await ask({ ...single, evaluations: [{}] }), 400, 'request.invalid');
    },
  );
});

describe('without items', () => {
  const SINGLE = { subject: ALICE, action: READ, resource: RECORD };

  it.each([{}, { evaluations: [] }])('%j is a single evaluation (AZ-20)', async (items) => {
    const answer = await ask({ ...SINGLE, ...items });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      decision: true,
      context: {
        evaluation_id: expect.any(String),
        mode: 'autonomous',
        reasons: ['permit.viewer'],
      },
    });
    expect((await ask({ ...SINGLE, ...items, action: DELETE })).body.decision).toBe(false);
  });

  it.each([
    { ...SINGLE, subject: undefined },
    { ...SINGLE, action: {} },
    { ...SINGLE, resource: { type: 'record' }, evaluations: [] },
    { ...SINGLE, subject: AS_HELPER, context: { agent: 'other' } },
  ])('%j is refused as a single evaluation is (AZ-1)', async (body) => {
    const single = await service.admin.evaluate(body);
    expectDecisionError(await ask(body), 400, single.body.code);
  });
});

describe('a batch as a whole is refused', () => {
  it.each([
    ...[{ evaluations: {} }, { evaluations: null }, { evaluations: 'x' }, { options: [] }],
    ...[{ options: null, evaluations: [{}] }],
  ])('for %j (AZ-27)', async (members) => {
    const body = { subject: ALICE, action: READ, resource: RECORD, ...members };
    expectDecisionError(await ask(body), 400, 'request.invalid');
  });

  it('above the limit of items, and answered at it (AZ-30)', async () => {
    const of = (length: number): object =>
      batch('execute_all', ...Array<object>(length).fill({ action: READ }));
    expect(decisionsOf(await ask(of(20)))).toHaveLength(20);
    expectDecisionError(await ask(of(21)), 400, 'request.too_many_evaluations');
  });

  it.each([
    ['text/plain', '{"evaluations":[]}', 'request.content_type'],
    ['application/json', '', 'request.malformed'],
    ['application/json', '{', 'request.malformed'],
    ['application/json', '{"evaluations":[],"evaluations":[]}', 'request.malformed'],
    ['application/json', '[]', 'request.invalid'],
  ] as const)('sent as %s: %s (AZ-11, AZ-12, AZ-74)', async (type, text, code) => {
    const headers = { 'content-type': type };
    const answer = await service.admin.send('POST', '/access/v1/evaluations', text, headers);
    expectDecisionError(answer, 400, code);
  });

  it('without the role decide', async () => {
    const { body } = await service.admin.post('/admin/v1/callers', {
      name: 'auditor',
      roles: ['audit', 'search'],
    });
    const answer = await service.admin.as(body.key).post('/access/v1/evaluations', {});
    expectDecisionError(answer, 403, 'caller.forbidden');
  });
});

describe('the revision', () => {
  const BODY = batch('execute_all', { action: READ }, { resource: { type: 'record', id: 'bobs' } });

  it('is one for all items (AZ-29)', async () => {
    const { revision } = await readStoredState(service.database);
    expect((await ask(BODY)).headers.get('legate-revision')).toBe(String(revision));
    const { body } = await service.admin.put('/admin/v1/resources/record/new', {});
    expect((await ask(BODY)).headers.get('legate-revision')).toBe(String(body.revision));
  });

  it('that is demanded and does not come makes every item a deny', async () => {
    const headers = { 'legate-min-revision': '999999' };
    const text = JSON.stringify(BODY);
    const answer = await service.admin.send('POST', '/access/v1/evaluations', text, headers);
    expect(decisionsOf(answer)).toEqual([false, false]);
    expect(answer.body.evaluations[0].context.reasons).toEqual(['indeterminate.stale']);
  });

  it('stays one while writes go on, and no answer mixes two (AZ-29)', async () => {
    // Each item comes twice: the two must agree, whatever is written in between.
    const { admin } = service;
    const put = async (id: string, owner: string): Promise<void> => {
      await admin.put(`/admin/v1/resources/swap/${id}`, { attributes: { owner } });
    };
    await put('a', 'alice');
    const items = ['a', 'b', 'a', 'b'].map((id) => ({ resource: { type: 'swap', id } }));
    const body = { subject: ALICE, action: DELETE, evaluations: items };
    const progress = { isOver: false };
    const write = async (): Promise<void> => {
      for (let round = 0; round < 15; round += 1) {
        const isEven = round % 2 === 0;
        await put('a', isEven ? 'bob' : 'alice');
        await put('b', isEven ? 'alice' : 'bob');
      }
      progress.isOver = true;
    };
    const writing = write();
    const seen = new Set<string>();
    while (!progress.isOver) {
      const decisions = decisionsOf(await ask(body));
      expect([decisions[0], decisions[1]]).toEqual([decisions[2], decisions[3]]);
      seen.add(decisions.join());
    }
    await writing;
    expect(seen.size).toBeGreaterThan(1);
  });
});

describe('minimal answers', () => {
  const OBLIGING: PolicyEvaluator = {
    digest: 'obliging',
    evaluate: ({ resource }) => ({
      permits: ['all'],
      unprovenGuards: [],
      failures: [],
      obligations:
        resource.id === '1'
          ? [{ id: 'tell', type: 'notification', properties: { to: 'a', body: 'b' } }]
          : [],
    }),
  };

  it('are the decision alone, single and in a batch', async () => {
    const { body } = await service.admin.post('/admin/v1/callers', {
      ...{ name: 'gateway', roles: ['decide'], answers: 'minimal' },
    });
    const gateway = service.admin.as(body.key);
    const single = { subject: ALICE, action: READ, resource: RECORD };
    expect((await gateway.evaluate(single)).body).toEqual({ decision: true });
    const items = [{}, { action: DELETE }, { action: 5 }];
    const answer = await gateway.post('/access/v1/evaluations', { ...single, evaluations: items });
    expect(answer.body).toEqual({
      evaluations: [{ decision: true }, { decision: false }, { decision: false }],
    });
    const { items: callers } = (await service.admin.get('/admin/v1/callers')).body;
    expect(callers).toContainEqual(expect.objectContaining({ answers: 'minimal' }));
  });

  it('are a deny where a permit has an obligation that they cannot tell', async () => {
    const other = await startService({ starterPolicy: OBLIGING });
    try {
      await other.admin.put('/admin/v1/identities/user/alice', {});
      const { body } = await other.admin.post('/admin/v1/callers', {
        ...{ name: 'gateway', roles: ['decide'], answers: 'minimal' },
      });
      const items = [{}, { resource: { type: 'record', id: '2' } }];
      const asked = { subject: ALICE, action: READ, resource: RECORD, evaluations: items };
      const full = await other.admin.post('/access/v1/evaluations', asked);
      expect(decisionsOf(full)).toEqual([true, true]);
      const minimal = await other.admin.as(body.key).post('/access/v1/evaluations', asked);
      expect(decisionsOf(minimal)).toEqual([false, true]);
    } finally {
      await other.stop();
    }
  });
});
