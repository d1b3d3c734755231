import { expectProblem } from '../support/expect-error.js';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';

const ALICE = { kind: 'user', id: 'alice' };
const BOB = { kind: 'user', id: 'bob' };
const OWNED = { owners: [BOB] };
const SCOPE = { actions: ['write'], resources: [{ type: 'record', id: '**' }] };
const ISSUER = 'https://idp.example';

let service: RunningService;
let admin: HttpClient;

beforeAll(async () => {
  service = await startService();
  ({ admin } = service);
});

afterAll(async () => {
  await service.stop();
});

const ask = { action: { name: 'write' }, resource: { type: 'record', id: 'crm/1' } };
const QUESTIONS = {
  alice: { ...ask, subject: { type: 'user', id: 'alice' } },
  employee: { ...ask, subject: { type: 'employee', id: 'alice' } },
  planner: { ...ask, subject: { type: 'user', id: 'alice' }, context: { agent: 'planner' } },
  writer: { ...ask, subject: { type: 'user', id: 'alice' }, context: { agent: 'writer' } },
  alias: {
    ...ask,
    subject: { type: 'user', id: 'alice', properties: { act: { sub: 'w', iss: ISSUER } } },
  },
  alone: { ...ask, subject: { type: 'agent', id: 'writer' } },
  pinned: {
    action: { name: 'use' },
    subject: { type: 'user', id: 'alice' },
    resource: { type: 'tool', id: 't', properties: { digest: `sha256:${'b'.repeat(64)}` } },
  },
};

async function put(path: string, body: object = {}): Promise<HttpAnswer> {
  const answer = await admin.put(`/admin/v1/${path}`, body);
  expect(answer.status).toBeLessThan(300);
  return answer;
}

/** Every kind of write that can change an answer, one revision each. */
async function* history(): AsyncGenerator<HttpAnswer> {
  const grant = async (body: object): Promise<HttpAnswer> =>
    await admin.post('/admin/v1/grants', { ...SCOPE, ...body });
  const remove = async (path: string): Promise<HttpAnswer> =>
    await admin.delete(`/admin/v1/${path}`);
  const planner = { kind: 'agent', id: 'planner' };
  const writer = { kind: 'agent', id: 'writer' };
  yield await put('identities/user/bob');
  yield await put('identities/user/alice');
  yield await put('groups/staff');
  yield await put('groups/staff/members/user/alice');
  yield await put('groups/all');
  yield await put('groups/all/members/group/staff');
  yield await put('role-assignments/editor/group/all');
  yield await put('subject-types/employee', { kind: 'user' });
  yield await put('identities/agent/planner', OWNED);
  yield await put('identities/agent/writer', { ...OWNED, ceiling: {} });
  const root = await grant({ grantor: ALICE, grantee: planner, maxDepth: 1 });
  yield root;
  yield await grant({ grantor: planner, grantee: writer, parent: root.body.id });
  yield await put('identities/agent/writer', {
    ...OWNED,
    aliases: [{ issuer: ISSUER, subject: 'w' }],
    attributes: { autonomous: { record: ['write'] } },
  });
  yield await put('identities/agent/writer', { ...OWNED, parent: 'planner' });
  yield await put('identities/agent/planner', { ...OWNED, ceiling: { actions: ['read'] } });
  yield await put('identities/agent/planner', { ...OWNED, ceiling: null, status: 'suspended' });
  yield await put('identities/agent/planner', { ...OWNED, status: 'active' });
  yield await put('identities/user/bob', { status: 'suspended' });
  yield await put('identities/user/bob', { status: 'active' });
  yield await put('resources/folder/crm', { attributes: {} });
  yield await put('resources/record/crm%2F1', {
    parent: { type: 'folder', id: 'crm' },
    attributes: { owner: 'alice' },
  });
  yield await remove('role-assignments/editor/group/all');
  yield await put('resources/record/crm%2F1', { attributes: {}, status: 'retired' });
  yield await remove('resources/record/crm%2F1');
  yield await put('role-assignments/editor/group/staff');
  yield await remove('groups/staff?retire=true');
  yield await put('groups/staff', { status: 'active' });
  yield await remove('groups/staff/members/user/alice');
  yield await put('groups/staff/members/user/alice');
  yield await remove('subject-types/employee');
  yield await put('resources/tool/t', {
    attributes: { owner: 'alice' },
    digest: `sha256:${'a'.repeat(64)}`,
  });
  yield await put('identities/user/alice', { notBefore: '2999-01-01T00:00:00Z' });
  yield await put('identities/user/alice', { notBefore: null });
  yield await admin.post(`/admin/v1/grants/${root.body.id}/revoke`, { reason: 'done' });
  yield await remove('identities/user/alice?retire=true');
}

const asOf = async (query: string, question: unknown): Promise<HttpAnswer> =>
  await admin.post(`/admin/v1/evaluation?${query}`, question);

/** What does not differ from one time of asking to the next. */
function lasting({ decision, context }: HttpAnswer['body']): unknown {
  const { evaluation_id, ...rest } = context;
  return { decision, ...rest };
}

describe('a decision as of a past revision', () => {
  it('is the one that was made at that revision, after whatever was written since', async () => {
    const made: { revision: string; name: string; answer: unknown }[] = [];
    for await (const { headers } of history()) {
      const revision = headers.get('legate-revision') ?? '';
      for (const [name, question] of Object.entries(QUESTIONS)) {
        const answer = await admin.evaluate(question);
        expect(answer.headers.get('legate-revision')).toBe(revision);
        made.push({ revision, name, answer: lasting(answer.body) });
      }
    }
    for (const { revision, name, answer } of made) {
      const question = QUESTIONS[name as keyof typeof QUESTIONS];
      const past = await asOf(`at_revision=${revision}`, question);
      expect(past.headers.get('legate-revision')).toBe(revision);
      expect({ revision, name, answer: lasting(past.body) }).toEqual({ revision, name, answer });
    }
    const kinds = new Set(made.map(({ answer }) => JSON.stringify(answer)));
    expect(kinds.size).toBeGreaterThan(15);
  });

  it('says what it was made from, and is judged by the clock asked for', async () => {
    await put('identities/user/carl', { attributes: { roles: ['editor'] } });
    await put('identities/agent/clerk', OWNED);
    const grant = await admin.post('/admin/v1/grants', {
      ...SCOPE,
      grantor: { kind: 'user', id: 'carl' },
      grantee: { kind: 'agent', id: 'clerk' },
      expiresAt: '2999-01-01T00:00:00Z',
    });
    const question = { ...ask, subject: { type: 'user', id: 'carl' }, context: { agent: 'clerk' } };
    const query = `at_revision=${grant.body.revision}`;
    const { body } = await asOf(query, question);
    expect(body.asOf).toEqual({
      revision: grant.body.revision,
      now: expect.stringMatching(/^2\d{3}-.*Z$/),
      policyDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(body.decision).toBe(true);
    const late = await asOf(`${query}&at=2999-01-01T00:00:00Z`, question);
    expect(late.body.context.reasons).toEqual(['grant.expired']);
    expect(late.body.asOf.now).toBe('2999-01-01T00:00:00.000Z');
    const just = await asOf(`${query}&at=2998-12-31T23:59:59Z`, question);
    expect(just.body.decision).toBe(true);
  });

  it('is refused for a revision that is not there, or is none', async () => {
    for (const query of ['at_revision=999999', 'at_revision=-1', 'at_revision=x', '', 'x=1']) {
      expectProblem(await asOf(query, QUESTIONS.alice), 400, 'request.invalid');
    }
    expectProblem(await asOf('at_revision=1&at=today', QUESTIONS.alice), 400, 'request.invalid');
    expectProblem(await asOf('at_revision=1', {}), 400, 'request.invalid');
  });

  it('is for auditors and admins', async () => {
    for (const [role, status] of [
      ['audit', 200],
      ['admin', 200],
      ['decide', 403],
      ['grants:any', 403],
    ] as const) {
      const made = await admin.post('/admin/v1/callers', { name: role, roles: [role] });
      const caller = admin.as(made.body.key);
      const answer = await caller.post('/admin/v1/evaluation?at_revision=1', QUESTIONS.alice);
      expect({ role, status: answer.status }).toEqual({ role, status });
    }
  });

  it('was nothing before there was anything', async () => {
    const answer = await asOf('at_revision=0', QUESTIONS.alice);
    expect(answer.body.context.reasons).toEqual(['subject.unknown']);
  });
});
