import { expectProblem } from '../support/expect-error.js';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { applyChange } from './fixtures/proposed-change.js';

let service: RunningService;
let admin: HttpClient;

beforeAll(async () => {
  service = await startService();
  ({ admin } = service);
  await admin.put('/admin/v1/identities/user/ann', { attributes: { roles: ['editor'] } });
  await admin.put('/admin/v1/identities/user/bob', {});
  for (const agent of ['planner', 'clerk', 'temp', 'idle', 'gone']) {
    await admin.put(`/admin/v1/identities/agent/${agent}`, {
      owners: [{ kind: 'user', id: 'ann' }],
      ...(agent === 'idle' && { ceiling: { actions: ['read'] } }),
    });
  }
});

afterAll(async () => {
  await service.stop();
});

const user = (id: string): object => ({ kind: 'user', id });
const agent = (id: string): object => ({ kind: 'agent', id });
const RECORDS = [{ type: 'record', id: 'crm/**' }];

const question = (actor: string, change: object = {}): Record<string, unknown> => ({
  subject: { type: 'user', id: 'ann' },
  action: { name: 'write' },
  resource: { type: 'record', id: 'crm/1' },
  context: { agent: actor },
  ...change,
});

const explain = async (asked: object, query = ''): Promise<HttpAnswer> =>
  await admin.post(`/admin/v1/explain${query}`, asked);

async function grant(body: object): Promise<string> {
  const { status, body: stored } = await admin.post('/admin/v1/grants', {
    grantor: user('ann'),
    resources: RECORDS,
    ...body,
  });
  expect(status).toBe(201);
  return stored.id as string;
}

describe('POST /admin/v1/explain', () => {
  it('shows caller, facts, identities, chains and policy of a permit, and proposes nothing', async () => {
    const id = await grant({ grantee: agent('temp'), actions: ['write'] });
    const { status, body, headers } = await explain(question('temp'));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      decision: true,
      context: { mode: 'delegated', reasons: ['permit.editor'], grants: [id] },
      caller: { tenant: 'default', roles: expect.arrayContaining(['admin']) },
      decidedBy: 'policy',
      facts: {
        revision: Number(headers.get('legate-revision')),
        now: expect.stringMatching(/Z$/),
        subject: { kind: 'user', id: 'ann', status: 'active', attributes: { roles: ['editor'] } },
        actor: { kind: 'agent', id: 'temp', hasLiveOwner: true, ceilings: [null] },
        resource: { type: 'record', id: 'crm/1', stored: false, properties: {} },
      },
      identities: ['subject', 'resource', 'ceiling', 'actor'].map((about) => ({
        about,
        holds: true,
        reason: null,
      })),
      chains: [{ grants: [id], carries: true, isTooLong: false }],
      policies: [{ chain: [id], decision: true, reasons: ['permit.editor'] }],
      change: null,
      remaining: [],
    });
    const [{ links }] = body.chains;
    expect(links[0].checks.map(({ check }: { check: string }) => check)).toEqual([
      ...['revocation', 'expiry', 'start', 'parties', 'mark', 'depth', 'action', 'resource'],
      ...['purpose', 'audience', 'constraints', 'owner', 'lineage', 'ceiling'],
    ]);
    expect(body.policies[0].packages).toContainEqual({
      package: 'policy.starter',
      permits: ['editor'],
      provenGuards: [],
      unprovenGuards: [],
      failure: null,
    });
  });

  it('names the missing permit where policy says no, and no grant', async () => {
    const asked = { ...question('', { subject: { type: 'user', id: 'bob' } }), context: {} };
    const { body } = await explain(asked);
    expect(body).toMatchObject({
      decision: false,
      context: { reasons: ['policy.no_match'] },
      decidedBy: 'policy',
      policies: [{ chain: null, decision: false, reasons: ['policy.no_match'] }],
      change: null,
      remaining: [],
    });
  });

  it('proposes a grant for this question alone where there is none, which turns the answer', async () => {
    const { body } = await explain(question('idle', { action: { name: 'read' } }));
    expect(body).toMatchObject({ decidedBy: 'grants', context: { reasons: ['grant.none'] } });
    expect(body.change).toMatchObject({
      summary: 'a grant from user/ann to agent/idle',
      grants: [
        {
          replaces: null,
          because: ['grant.none'],
          body: { actions: ['read'], resources: [{ type: 'record', id: 'crm/1' }], maxDepth: 0 },
        },
      ],
    });
    await applyChange(admin, body.change);
    const after = await admin.evaluate(question('idle', { action: { name: 'read' } }));
    expect(after.body.decision).toBe(true);
  });

  it('proposes none where a ceiling would still say no, and tells so', async () => {
    const { body } = await explain(question('idle'));
    expect(body).toMatchObject({ decidedBy: 'grants', change: null });
    expect(body.remaining).not.toEqual([]);
  });

  it('proposes the terms that the whole chain lacks, from the grant that lacks them first', async () => {
    const root = await grant({
      grantee: agent('planner'),
      actions: ['read'],
      maxDepth: 1,
      constraints: [{ path: 'action.properties.amount', op: 'max', value: 10 }],
    });
    const leaf = await grant({
      grantor: agent('planner'),
      grantee: agent('clerk'),
      parent: root,
      actions: ['read'],
      constraints: [{ path: 'action.properties.amount', op: 'max', value: 5 }],
    });
    const asked = question('clerk', { action: { name: 'write', properties: { amount: 7 } } });
    const { body } = await explain(asked);
    const amount = (value: number): object => ({
      member: 'constraints',
      from: [{ path: 'action.properties.amount', op: 'max', value }],
      to: [{ path: 'action.properties.amount', op: 'max', value: 7 }],
    });
    const actions = { member: 'actions', from: ['read'], to: ['read', 'write'] };
    expect(body.change.grants).toMatchObject([
      { replaces: root, because: ['grant.action_not_granted'], changes: [actions] },
      {
        replaces: leaf,
        because: ['grant.action_not_granted', 'grant.constraint_not_met'],
        changes: [actions, amount(5)],
        below: 0,
      },
    ]);
    await applyChange(admin, body.change);
    expect((await admin.evaluate(asked)).body.decision).toBe(true);
  });

  it('never gives a revoked grant again: it proposes one for this question', async () => {
    const id = await grant({ grantee: agent('gone'), actions: ['*'] });
    await admin.post(`/admin/v1/grants/${id}/revoke`, { reason: 'left' });
    const { body } = await explain(question('gone'));
    expect(body).toMatchObject({ decidedBy: 'grants', context: { reasons: ['grant.revoked'] } });
    expect(body.change.grants).toMatchObject([{ replaces: null, body: { actions: ['write'] } }]);
  });

  it('explains the past to an auditor, and proposes nothing for it', async () => {
    const { body } = await explain(question('temp'), '?at_revision=1');
    expect(body).toMatchObject({ decision: false, facts: { revision: 1 }, change: null });
    const ahead = await explain(question('temp'), '?at_revision=999999');
    expectProblem(ahead, 400, 'request.invalid');
    expectProblem(
      await explain(question('temp'), '?at=2026-01-01T00:00:00Z'),
      400,
      'request.invalid',
    );
  });

  it.each([
    ['admin', 200],
    ['audit', 200],
    ['decide', 403],
    ['grants:any', 403],
  ])('is for admins and auditors: %s gets %i', async (role, status) => {
    const { body } = await admin.post('/admin/v1/callers', { name: `a-${role}`, roles: [role] });
    const caller = admin.as(body.key as string);
    expect((await caller.post('/admin/v1/explain', question('temp'))).status).toBe(status);
  });

  it('knows nothing of another tenant', async () => {
    await admin.put('/admin/v1/tenants/other', {});
    const { body } = await admin.post('/t/other/admin/v1/explain', question('temp'));
    expect(body).toMatchObject({
      decision: false,
      context: { reasons: ['subject.unknown'] },
      decidedBy: 'identities',
      facts: { subject: null, actor: null },
      chains: [],
      change: null,
    });
    expect(JSON.stringify(body)).not.toContain('editor');
  });
});
