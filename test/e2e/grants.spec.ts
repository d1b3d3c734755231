import { expectProblem } from '../support/expect-error.js';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { queryDatabase, readStoredState } from '../support/stored-state.js';

const ALICE = { kind: 'user', id: 'alice' };
const AGENT = { kind: 'agent', id: 'helper' };
const BODY = {
  grantor: ALICE,
  grantee: AGENT,
  actions: ['read'],
  resources: [{ type: 'record', id: 'crm/**' }],
};
const UNKNOWN_ID = '01890a5d-ac96-774b-bcce-b302099a8057';

let service: RunningService;
let admin: HttpClient;

beforeAll(async () => {
  service = await startService();
  ({ admin } = service);
  await admin.put('/admin/v1/identities/user/alice', { attributes: { roles: ['editor'] } });
  await admin.put('/admin/v1/identities/agent/helper', { owners: [ALICE] });
});

afterAll(async () => {
  await service.stop();
});

async function post(body: unknown): Promise<HttpAnswer> {
  return await admin.post('/admin/v1/grants', body);
}

async function create(changes: object = {}): Promise<HttpAnswer> {
  const answer = await post({ ...BODY, ...changes });
  expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 201 });
  return answer;
}

async function revoke(id: string, body: unknown = { reason: 'test' }): Promise<HttpAnswer> {
  return await admin.post(`/admin/v1/grants/${id}/revoke`, body);
}

async function myCallerId(): Promise<string> {
  const { body } = await admin.get('/admin/v1/callers');
  return body.items[0].id as string;
}

describe('creating', () => {
  it('answers 201 with the grant, its id and its revision', async () => {
    const { revision } = await readStoredState(service.database);
    const full = {
      ...BODY,
      constraints: [{ path: 'action.properties.amount', op: 'max', value: 5 }],
      purpose: 'billing',
      notBefore: '2026-01-01T00:00:00.000Z',
      expiresAt: '2036-01-01T00:00:00.000Z',
      maxDepth: 3,
    };
    const { headers, body } = await create(full);
    expect(body).toEqual({
      ...full,
      id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      createdAs: 'any',
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      createdBy: await myCallerId(),
      revision: revision + 1,
    });
    expect(headers.get('legate-revision')).toBe(String(revision + 1));
  });

  it('fills in what is left out: no constraints, no further depth, no other limit', async () => {
    const { body } = await create();
    expect(body).toMatchObject({ constraints: [], maxDepth: 0 });
    for (const absent of ['parent', 'purpose', 'notBefore', 'expiresAt', 'revoked']) {
      expect(body).not.toHaveProperty(absent);
    }
  });

  it('gives the same to a GET', async () => {
    const { body } = await create({ purpose: 'é/日本 語' });
    const answer = await admin.get(`/admin/v1/grants/${body.id}`);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual(body);
  });

  it('records the change with its author', async () => {
    const { body } = await create();
    const changes = await queryDatabase(
      service.database,
      `SELECT c.entity, c.key, c.operation, w.author, c.document
       FROM changes c JOIN writes w ON w.id = c.write_id WHERE w.revision = $1`,
      [body.revision],
    );
    const author = await myCallerId();
    const { revision, ...document } = body;
    expect(changes).toEqual([
      { entity: 'grant', key: body.id, operation: 'create', author, document },
    ]);
  });

  it('makes a new grant each time: equal bodies are two grants', async () => {
    const [one, other] = [await create(), await create()];
    expect(one.body.id).not.toBe(other.body.id);
  });

  it.each([
    ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.000Z'],
    ['2026-01-31T12:00:00.123456789+02:00', '2026-01-31T10:00:00.123Z'],
    ['2028-02-29T23:59:59-11:30', '2028-03-01T11:29:59.000Z'],
    ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59.000Z'],
  ])('takes the time %s as %s', async (given, stored) => {
    expect((await create({ expiresAt: given })).body.expiresAt).toBe(stored);
  });

  it.each([
    ['grantor', { kind: 'user', id: 'nobody' }],
    ['grantee', { kind: 'agent', id: 'nobody' }],
    ['grantee', { kind: 'service', id: 'helper' }],
  ])('refuses an unknown %s', async (party, ref) => {
    const before = await readStoredState(service.database);
    const answer = await post({ ...BODY, [party]: ref });
    expectProblem(answer, 422, 'reference.unknown');
    expect(answer.body.pointer).toBe(`/${party}`);
    expect(await readStoredState(service.database)).toEqual(before);
  });
});

describe('a body that is wrong', () => {
  it.each<[string, unknown]>([
    ['/grantor', undefined],
    ['/grantor', null],
    ['/grantor', 'alice'],
    ['/grantor', [ALICE]],
    ['/grantor/kind', { kind: 'User', id: 'alice' }],
    ['/grantor/id', { kind: 'user', id: '' }],
    ['/grantor/more', { ...ALICE, more: 1 }],
    ['/grantee', {}],
    ['/grantee', ALICE],
    ['/parent', null],
    ['/parent', 'not-a-uuid'],
    ['/actions', undefined],
    ['/actions', []],
    ['/actions', 'read'],
    ['/actions', [1]],
    ['/actions', [null]],
    ['/actions', [['read']]],
    ['/actions', { 0: 'read', length: 1 }],
    ['/actions', Array(257).fill('a')],
    ['/actions/1', ['read', 'x*']],
    ['/actions/0', ['**/x']],
    ['/actions/0', ['a//*']],
    ['/actions/0', ['../*']],
    ['/resources', []],
    ['/resources', {}],
    ['/resources', ['record']],
    ['/resources', [[{ type: 'record', id: 'x' }]]],
    ['/resources/0/id', [{ type: 'record' }]],
    ['/resources/0/type', [{ type: 'rec*', id: 'x' }]],
    ['/resources/0/id', [{ type: 'record', id: '**/x' }]],
    ['/constraints', {}],
    ['/constraints', null],
    ['/constraints', [null]],
    ['/constraints/0', [{}]],
    ['/constraints/0', [{ path: 'now', op: 'max', value: 1 }]],
    ['/constraints/0', [{ path: 'context.x', op: 'regex', value: '.*' }]],
    ['/constraints/0', [{ path: 'context.x', op: 'toString', value: 1 }]],
    ['/constraints/0', [{ path: 'context.x', op: 'max', value: '1' }]],
    ['/constraints/0', [{ path: 'context.x', op: 'equals', value: 1, more: 1 }]],
    ['/constraints/0', [{ path: 'subject.id', op: 'equals', value: 'x' }]],
    ['/purpose', ''],
    ['/purpose', null],
    ['/purpose', 5],
    ['/notBefore', 1893456000],
    ['/notBefore', '2030-01-01'],
    ['/notBefore', '2030-01-01T00:00:00'],
    ['/expiresAt', '2030-02-30T00:00:00Z'],
    ['/notBefore', '2026-02-31T00:00:00Z'],
    ['/expiresAt', '10000-01-01T00:00:00Z'],
    ['/expiresAt', '+010000-01-01T00:00:00Z'],
    ['/expiresAt', '2030-01-01T24:00:00Z'],
    ['/expiresAt', '2030-01-01T00:00:60Z'],
    ['/expiresAt', '1969-12-31T23:59:59Z'],
    ['/expiresAt', '9999-12-31T23:59:59-01:00'],
    ['/expiresAt', null],
    ['/maxDepth', -1],
    ['/maxDepth', 1.5],
    ['/maxDepth', 64],
    ['/maxDepth', '1'],
    ['/maxDepth', true],
    ['/maxDepth', null],
    ['/id', UNKNOWN_ID],
    ['/revoked', {}],
  ])('names %s for %j', async (pointer, wrong) => {
    const before = await readStoredState(service.database);
    const [member = ''] = pointer.slice(1).split('/');
    const answer = await post({ ...BODY, [member]: wrong });
    expectProblem(answer, 400, 'request.invalid');
    const pointers = (answer.body.problems as { pointer: string }[]).map((one) => one.pointer);
    expect(pointers.some((one) => `${one}/`.startsWith(`${pointer}/`))).toBe(true);
    expect(await readStoredState(service.database)).toEqual(before);
  });

  it.each([
    ['an empty', '2030-01-01T00:00:00Z'],
    ['a reversed', '2030-01-01T00:00:00.001Z'],
    ['an empty (in another offset)', '2030-01-01T02:00:00+02:00'],
  ])('names %s span of time', async (_, notBefore) => {
    const expiresAt = '2030-01-01T00:00:00Z';
    const answer = await post({ ...BODY, notBefore, expiresAt });
    expectProblem(answer, 400, 'request.invalid');
    expect(answer.body.problems).toMatchObject([{ pointer: '/expiresAt' }]);
  });
});

describe('reading', () => {
  it('an unknown id answers 404, one that is no id 400', async () => {
    expectProblem(await admin.get(`/admin/v1/grants/${UNKNOWN_ID}`), 404, 'grant.not_found');
    expectProblem(await admin.get('/admin/v1/grants/1'), 400, 'request.invalid');
  });
});

describe('revoking', () => {
  it('answers with the grant, who ended it, when and why', async () => {
    const { body } = await create();
    const { status, headers, body: revoked } = await revoke(body.id, { reason: 'left the team' });
    expect(status).toBe(200);
    expect(revoked).toEqual({
      ...body,
      revoked: {
        at: expect.stringMatching(/Z$/),
        by: await myCallerId(),
        reason: 'left the team',
      },
      revision: Number(body.revision) + 1,
    });
    expect(headers.get('legate-revision')).toBe(String(Number(body.revision) + 1));
    expect((await admin.get(`/admin/v1/grants/${body.id}`)).body).toEqual(revoked);
  });

  it('again changes nothing: neither reason nor revision', async () => {
    const { body } = await create();
    const first = await revoke(body.id, { reason: 'first' });
    const before = await readStoredState(service.database);
    const second = await revoke(body.id, { reason: 'second' });
    expect(second.status).toBe(200);
    expect(second.body).toEqual(first.body);
    expect(await readStoredState(service.database)).toEqual(before);
  });

  it('many times at once ends it once', async () => {
    const { body } = await create();
    const { revision } = await readStoredState(service.database);
    const answers = await Promise.all(
      Array.from({ length: 10 }, async (_, at) => await revoke(body.id, { reason: `r${at}` })),
    );
    const [first, ...others] = answers.map((answer) => answer.body);
    expect(first.revoked.reason).toMatch(/^r\d$/);
    for (const other of others) {
      expect(other).toEqual(first);
    }
    expect((await readStoredState(service.database)).revision).toBe(revision + 1);
  });

  it('an unknown grant answers 404, what is no id 400, and writes nothing', async () => {
    const before = await readStoredState(service.database);
    expectProblem(await revoke(UNKNOWN_ID), 404, 'grant.not_found');
    expectProblem(await revoke('not-a-uuid'), 400, 'request.invalid');
    expect(await readStoredState(service.database)).toEqual(before);
  });

  it.each([
    [{}],
    [{ reason: '' }],
    [{ reason: null }],
    [{ reason: 5 }],
    [{ reason: ['x'] }],
    [{ reason: 'x'.repeat(1025) }],
    [{ reason: 'a\0b' }],
    [{ reason: 'x', force: true }],
  ])('with %j is refused and leaves the grant alive', async (body) => {
    const { id } = (await create()).body;
    expectProblem(await revoke(id, body), 400, 'request.invalid');
    expect((await admin.get(`/admin/v1/grants/${id}`)).body).not.toHaveProperty('revoked');
  });

  it('takes any text for a reason, and keeps it', async () => {
    const reason = 'line one\n\t"two" <b> 😀 \u202e';
    const { id } = (await create()).body;
    expect((await revoke(id, { reason })).body.revoked.reason).toBe(reason);
  });

  it('ends the decisions of the whole subtree at once (REV-2)', async () => {
    await admin.put('/admin/v1/identities/agent/sub', { owners: [ALICE] });
    const root = (await create({ maxDepth: 1 })).body.id as string;
    const below = { grantor: AGENT, grantee: { kind: 'agent', id: 'sub' }, parent: root };
    await create(below);
    const question = {
      subject: { type: 'user', id: 'alice' },
      action: { name: 'read' },
      resource: { type: 'record', id: 'crm/1' },
      context: { agent: 'sub' },
    };
    expect((await admin.evaluate(question)).body.decision).toBe(true);
    await revoke(root);
    const { decision, context } = (await admin.evaluate(question)).body;
    expect({ decision, deniedBy: context.denied_by }).toEqual({
      decision: false,
      deniedBy: { grant: root },
    });
  });
});
