import { expectProblem } from '../support/expect-error.js';
import type { HttpClient } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { readStoredState } from '../support/stored-state.js';

let service: RunningService;
let admin: HttpClient;

beforeAll(async () => {
  service = await startService();
  ({ admin } = service);
  await admin.put('/admin/v1/identities/user/ann', {});
  await admin.put('/admin/v1/identities/user/a%2Fb', { attributes: { roles: ['viewer'] } });
});

afterAll(async () => {
  await service.stop();
});

const group = (id: string): string => `/admin/v1/groups/${encodeURIComponent(id)}`;
const member = (of: string, ref: string): string => `${group(of)}/members/${ref}`;
const role = (name: string, ref: string): string => `/admin/v1/role-assignments/${name}/${ref}`;

async function reasonsFor(id: string, action = 'write'): Promise<unknown> {
  const answer = await admin.evaluate({
    subject: { type: 'user', id },
    action: { name: action },
    resource: { type: 'record', id: '1' },
  });
  return answer.body.context.reasons;
}

describe('a group', () => {
  it('is created, replaced, shown, also as it was, listed and deleted', async () => {
    const created = await admin.put(group('eng'), { displayName: 'Engineering' });
    expect(created.status).toBe(201);
    expect(created.body).toEqual({
      id: 'eng',
      displayName: 'Engineering',
      status: 'active',
      revision: expect.any(Number),
    });
    const { revision } = created.body;
    const replaced = await admin.put(group('eng'), {});
    expect(replaced.body).toEqual({ id: 'eng', status: 'active', revision: Number(revision) + 1 });
    expect((await admin.put(group('eng'), {})).body).toEqual(replaced.body);
    expect((await admin.get(`${group('eng')}?at_revision=${revision}`)).body).toEqual(created.body);
    await admin.put(group('sales/eu'), {});
    const list = await admin.get('/admin/v1/groups?prefix=sales');
    expect(list.body.items.map(({ id }: { id: string }) => id)).toEqual(['sales/eu']);
    expect((await admin.delete(group('sales/eu'))).status).toBe(200);
    expectProblem(await admin.get(group('sales/eu')), 404, 'group.not_found');
  });

  it('has members, which are listed by kind and id, a page at a time', async () => {
    await admin.put(group('team'), {});
    await admin.put(group('core'), {});
    for (const ref of ['user/ann', 'user/a%2Fb', 'group/core']) {
      expect((await admin.put(member('team', ref), {})).status).toBe(201);
    }
    const again = await admin.put(member('team', 'user/ann'), {});
    expect(again.status).toBe(200);
    const seen: unknown[] = [];
    for (let cursor = ''; ;) {
      const page = await admin.get(`${group('team')}/members?limit=1${cursor}`);
      seen.push(...page.body.items.map((one: { member: unknown }) => one.member));
      if (page.body.nextCursor === undefined) {
        break;
      }
      cursor = `&cursor=${page.body.nextCursor}`;
    }
    expect(seen).toEqual([
      { kind: 'group', id: 'core' },
      { kind: 'user', id: 'a/b' },
      { kind: 'user', id: 'ann' },
    ]);
    expect((await admin.delete(member('team', 'user/ann'))).status).toBe(200);
    expectProblem(await admin.delete(member('team', 'user/ann')), 404, 'membership.not_found');
  });

  it('is not deleted while others refer to it, and says who', async () => {
    await admin.put(group('outer'), {});
    await admin.put(group('inner'), {});
    await admin.put(member('outer', 'group/inner'), {});
    await admin.put(role('viewer', 'group/inner'), {});
    const refused = await admin.delete(group('inner'));
    expectProblem(refused, 409, 'group.referenced');
    expect(refused.body.references).toEqual([
      { entity: 'membership', key: 'group/outer' },
      { entity: 'role_assignment', key: 'viewer' },
    ]);
    const identity = await admin.delete('/admin/v1/identities/user/a%2Fb');
    expect(identity.body.references).toEqual([{ entity: 'membership', key: 'group/team' }]);
  });

  it.each<[string, readonly [string, string][]]>([
    ['of itself', [['loop0', 'loop0']]],
    [
      'of one of its members',
      [
        ['loop1', 'loop2'],
        ['loop2', 'loop3'],
        ['loop3', 'loop1'],
      ],
    ],
  ])('is not a member %s', async (_, pairs) => {
    for (const id of new Set(pairs.flat())) {
      await admin.put(group(id), {});
    }
    const last = pairs.at(-1) ?? ['', ''];
    for (const [outer, inner] of pairs.slice(0, -1)) {
      expect((await admin.put(member(outer, `group/${inner}`), {})).status).toBe(201);
    }
    const before = await readStoredState(service.database);
    expectProblem(await admin.put(member(last[0], `group/${last[1]}`), {}), 422, 'group.cycle');
    expect(await readStoredState(service.database)).toEqual(before);
  });

  it('nests to a bound, counted above and below', async () => {
    const ids = Array.from({ length: 18 }, (_, at) => `deep${at}`);
    for (const id of ids) {
      await admin.put(group(id), {});
    }
    const put = async (at: number) =>
      await admin.put(member(`deep${at}`, `group/deep${at + 1}`), {});
    for (let at = 0; at < 7; at += 1) {
      await put(at);
    }
    for (let at = 8; at < 15; at += 1) {
      await put(at);
    }
    expect((await put(7)).status).toBe(201);
    expectProblem(await put(15), 422, 'group.cycle');
  });

  it('is looked through in no time where many ways lead from one to another', async () => {
    const layers = Array.from({ length: 12 }, (_, layer) =>
      Array.from({ length: 6 }, (__, at) => `way${layer}-${at}`),
    );
    for (const id of layers.flat()) {
      await admin.put(group(id), {});
    }
    for (const [at, inner] of layers.slice(1).entries()) {
      const outer = layers[at] ?? [];
      for (const [one, other] of outer.flatMap((a) => inner.map((b) => [a, b] as const))) {
        expect((await admin.put(member(one, `group/${other}`), {})).status).toBe(201);
      }
    }
  });

  it('takes members and roles of the longest ids', async () => {
    const [long, other] = ['\u4e00'.repeat(341), '\u4e8c'.repeat(341)];
    await admin.put(group(long), {});
    await admin.put(`/admin/v1/identities/user/${encodeURIComponent(other)}`, {});
    const ref = `user/${encodeURIComponent(other)}`;
    expect((await admin.put(member(long, ref), {})).status).toBe(201);
    expect((await admin.put(role(encodeURIComponent(long), ref), {})).status).toBe(201);
    const slashes = encodeURIComponent('/'.repeat(1024));
    expect((await admin.put(`/admin/v1/resources/${slashes}/${slashes}`, {})).status).toBe(201);
    expect((await admin.delete(member(long, ref))).status).toBe(200);
    expect((await admin.delete(role(encodeURIComponent(long), ref))).status).toBe(200);
  });

  it.each([
    ['unknown member', () => member('eng', 'user/nobody')],
    ['unknown inner group', () => member('eng', 'group/nowhere')],
  ])('refuses an %s', async (_, path) => {
    expectProblem(await admin.put(path(), {}), 422, 'reference.unknown');
  });

  it('refuses members of no kind and unknown groups', async () => {
    expectProblem(await admin.put(member('eng', 'robot/x'), {}), 400, 'request.invalid');
    expectProblem(await admin.put(member('nowhere', 'user/ann'), {}), 404, 'group.not_found');
  });
});

describe('roles', () => {
  it('reach policy directly, through groups in groups, and beside those stored', async () => {
    expect(await reasonsFor('ann')).toEqual(['policy.no_match']);
    expect((await admin.put(role('editor', 'user/ann'), {})).status).toBe(201);
    expect(await reasonsFor('ann')).toEqual(['permit.editor']);
    await admin.delete(role('editor', 'user/ann'));
    expect(await reasonsFor('ann')).toEqual(['policy.no_match']);

    for (const id of ['all', 'half', 'some']) {
      await admin.put(group(id), {});
    }
    await admin.put(role('editor', 'group/all'), {});
    await admin.put(member('all', 'group/half'), {});
    await admin.put(member('half', 'group/some'), {});
    expect(await reasonsFor('ann')).toEqual(['policy.no_match']);
    await admin.put(member('some', 'user/ann'), {});
    expect(await reasonsFor('ann')).toEqual(['permit.editor']);
    await admin.put(member('some', 'user/a%2Fb'), {});
    expect(await reasonsFor('a/b', 'read')).toEqual(['permit.editor', 'permit.viewer']);
  });

  it('end with a retired group in between, and come back with it', async () => {
    expect((await admin.delete(`${group('half')}?retire=true`)).status).toBe(200);
    expect((await admin.get(group('half'))).body.status).toBe('retired');
    expect(await reasonsFor('ann')).toEqual(['policy.no_match']);
    await admin.put(group('half'), { status: null });
    expect(await reasonsFor('ann')).toEqual(['permit.editor']);
  });

  it('are never taken from the request', async () => {
    const answer = await admin.evaluate({
      subject: { type: 'user', id: 'nina', properties: { roles: ['admin'], groups: ['all'] } },
      action: { name: 'write' },
      resource: { type: 'record', id: '1' },
    });
    expect(answer.body.context.reasons).toEqual(['subject.unknown']);
    await admin.put('/admin/v1/identities/user/nina', {});
    expect(await reasonsFor('nina')).toEqual(['policy.no_match']);
  });

  it('are listed by role or holder', async () => {
    await admin.put(role('auditor', 'user/ann'), {});
    const byHolder = await admin.get('/admin/v1/role-assignments?holder=user/ann');
    expect(byHolder.body.items).toEqual([
      { role: 'auditor', holder: { kind: 'user', id: 'ann' }, revision: expect.any(Number) },
    ]);
    const first = await admin.get('/admin/v1/role-assignments?limit=1');
    const rest = await admin.get(
      `/admin/v1/role-assignments?limit=9&cursor=${first.body.nextCursor}`,
    );
    const all = [...first.body.items, ...rest.body.items] as { role: string }[];
    expect(all.map((one) => one.role)).toEqual(['auditor', 'editor', 'viewer']);
    expectProblem(await admin.get('/admin/v1/role-assignments?holder=ann'), 400, 'request.invalid');
    expectProblem(await admin.delete(role('editor', 'user/ann')), 404, 'role_assignment.not_found');
  });

  it('are sorted and each once for policy, whatever is stored', async () => {
    await admin.put('/admin/v1/identities/user/kim', { attributes: { roles: 'editor' } });
    expect(await reasonsFor('kim')).toEqual(['policy.no_match']);
    await admin.put(role('editor', 'user/kim'), {});
    expect(await reasonsFor('kim')).toEqual(['permit.editor']);
  });
});
