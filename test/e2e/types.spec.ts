import { expectProblem } from '../support/expect-error.js';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';

let service: RunningService;
let admin: HttpClient;

beforeAll(async () => {
  service = await startService();
  ({ admin } = service);
  await admin.put('/admin/v1/identities/user/ann', { attributes: { roles: ['editor'] } });
});

afterAll(async () => {
  await service.stop();
});

const evaluate = async (type: string, context: object): Promise<HttpAnswer> =>
  await admin.evaluate({
    subject: { type, id: 'ann' },
    action: { name: 'write' },
    resource: { type: 'record', id: '1' },
    context,
  });

const ask = async (type: string, context: object = {}): Promise<unknown> =>
  (await evaluate(type, context)).body.context.reasons;

/** With the agent of the same id as actor. */
const modeOf = async (type: string): Promise<unknown> =>
  (await evaluate(type, { agent: 'ann' })).body.context.mode;

describe('a subject type', () => {
  const path = '/admin/v1/subject-types/employee%2Feu';

  it('stands for a kind while it is mapped', async () => {
    expect(await ask('employee/eu')).toEqual(['subject.unknown']);
    const created = await admin.put(path, { kind: 'user' });
    expect(created.status).toBe(201);
    expect(created.body).toEqual({
      type: 'employee/eu',
      kind: 'user',
      revision: expect.any(Number),
    });
    expect(await ask('employee/eu')).toEqual(['permit.editor']);
    const replaced = await admin.put(path, { kind: 'service' });
    expect(replaced.body.revision).toBe(Number(created.body.revision) + 1);
    expect((await admin.put(path, { kind: 'service' })).body).toEqual(replaced.body);
    expect(await ask('employee/eu')).toEqual(['subject.unknown']);
    expect((await admin.get(path)).body).toEqual(replaced.body);
    expect((await admin.get('/admin/v1/subject-types')).body).toEqual({ items: [replaced.body] });
    expect((await admin.delete(path)).status).toBe(200);
    expectProblem(await admin.get(path), 404, 'subject_type.not_found');
  });

  it.each(['user', 'service', 'agent'])('is never the kind %s', async (type) => {
    expectProblem(
      await admin.put(`/admin/v1/subject-types/${type}`, { kind: 'agent' }),
      400,
      'request.invalid',
    );
  });

  it('is of a kind and nothing else', async () => {
    for (const body of [{}, { kind: 'group' }, { kind: null }, { kind: 'user', x: 1 }]) {
      expectProblem(await admin.put(path, body), 400, 'request.invalid');
    }
  });

  it('makes an actor of the same kind and id the subject itself (DEL-13)', async () => {
    await admin.put('/admin/v1/subject-types/robot', { kind: 'agent' });
    await admin.put('/admin/v1/identities/agent/ann', {
      owners: [{ kind: 'user', id: 'ann' }],
      attributes: { autonomous: { record: ['write'] } },
      ceiling: {},
    });
    expect(await ask('robot', { agent: 'ann' })).toEqual(['permit.autonomous']);
    expect(await modeOf('robot')).toBe('autonomous');
    expect(await modeOf('user')).toBe('delegated');
    expect(await ask('user', { agent: 'ann' })).toEqual(['grant.none']);
  });
});

describe('known actions', () => {
  const path = '/admin/v1/action-types/record';

  it('are kept for each resource type', async () => {
    const created = await admin.put(path, { actions: ['read', 'write'] });
    expect(created.status).toBe(201);
    expect(created.body).toEqual({
      resourceType: 'record',
      actions: ['read', 'write'],
      revision: expect.any(Number),
    });
    expect((await admin.put(path, { actions: ['read', 'write'] })).status).toBe(200);
    expect((await admin.get(path)).body).toEqual(created.body);
    await admin.put('/admin/v1/action-types/tool', { actions: [] });
    const first = await admin.get('/admin/v1/action-types?limit=1');
    expect(first.body.items).toEqual([created.body]);
    const next = await admin.get(`/admin/v1/action-types?cursor=${first.body.nextCursor}`);
    expect(next.body.items).toMatchObject([{ resourceType: 'tool', actions: [] }]);
    expect((await admin.delete(path)).status).toBe(200);
    expectProblem(await admin.delete(path), 404, 'action_type.not_found');
  });

  it('are names, each once', async () => {
    for (const body of [{}, { actions: 'read' }, { actions: ['a', 'a'] }, { actions: [''] }]) {
      expectProblem(await admin.put(path, body), 400, 'request.invalid');
    }
  });
});
