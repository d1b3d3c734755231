import { expectDecisionError, expectProblem } from '../support/expect-error.js';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';

let service: RunningService;
let admin: HttpClient;

beforeAll(async () => {
  service = await startService();
  ({ admin } = service);
});

afterAll(async () => {
  await service.stop();
});

const QUESTION = {
  subject: { type: 'user', id: 'alice' },
  action: { name: 'read' },
  resource: { type: 'record', id: '1' },
};

async function makeTenant(id: string): Promise<HttpAnswer> {
  return await admin.put(`/admin/v1/tenants/${id}`, {});
}

async function makeKey(tenant: string, roles: readonly string[]): Promise<HttpClient> {
  const answer = await admin.post(`/t/${tenant}/admin/v1/callers`, { name: 'app', roles });
  expect(answer.status).toBe(201);
  return admin.as(answer.body.key);
}

describe('a tenant', () => {
  it('is created with 201, renamed with 200, and keeps its revisions', async () => {
    const created = await admin.put('/admin/v1/tenants/acme', { displayName: 'Acme' });
    expect(created.status).toBe(201);
    expect(created.body).toEqual({ id: 'acme', displayName: 'Acme', revision: 1 });
    expect(created.headers.get('legate-revision')).toBe('1');

    const same = await admin.put('/admin/v1/tenants/acme', { displayName: 'Acme' });
    expect({ status: same.status, body: same.body }).toEqual({ status: 200, body: created.body });
    const renamed = await admin.put('/admin/v1/tenants/acme', { displayName: 'Acme Inc' });
    expect(renamed.body).toEqual({ id: 'acme', displayName: 'Acme Inc', revision: 2 });
    expect((await admin.get('/admin/v1/tenants/acme')).body).toEqual(renamed.body);
  });

  it('is listed, a page at a time, with the one that is always there', async () => {
    await makeTenant('zeta');
    const first = await admin.get('/admin/v1/tenants?limit=1');
    expect(first.body.items).toEqual([{ id: 'acme', displayName: 'Acme Inc', revision: 2 }]);
    const rest = await admin.get(`/admin/v1/tenants?limit=5&cursor=${first.body.nextCursor}`);
    expect(rest.body.items.map(({ id }: { id: string }) => id)).toEqual(['default', 'zeta']);
    expect(rest.body).not.toHaveProperty('nextCursor');
  });

  it.each(['.', '-a', 'a%2Fb', 'a%20b', 'x'.repeat(65), '%E2%80%8B'])(
    'cannot be called %s',
    async (id) => {
      const answer = await makeTenant(id);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    },
  );

  it('holds what is its own and nothing else', async () => {
    await makeTenant('one');
    await makeTenant('two');
    const alice = { attributes: { roles: ['editor'] } };
    expect((await admin.put('/t/one/admin/v1/identities/user/alice', alice)).body.revision).toBe(2);
    expectProblem(
      await admin.get('/t/two/admin/v1/identities/user/alice'),
      404,
      'identity.not_found',
    );
    const reasons = async (path: string): Promise<unknown> =>
      (await admin.post(path, QUESTION)).body.context.reasons;
    expect(await reasons('/t/one/access/v1/evaluation')).toEqual(['permit.editor']);
    expect(await reasons('/t/two/access/v1/evaluation')).toEqual(['subject.unknown']);
    expect(await reasons('/access/v1/evaluation')).toEqual(['subject.unknown']);
    // From memory too.
    expect(await reasons('/t/two/access/v1/evaluation')).toEqual(['subject.unknown']);
  });

  it('cannot be referred to from another: an id is of its own tenant', async () => {
    const answer = await admin.post('/t/two/admin/v1/grants', {
      grantor: { kind: 'user', id: 'alice' },
      grantee: { kind: 'user', id: 'bob' },
      actions: ['read'],
      resources: [{ type: 'record', id: '**' }],
    });
    expectProblem(answer, 422, 'reference.unknown');
  });

  it('named by the default path is the tenant "default"', async () => {
    await admin.put('/t/default/admin/v1/identities/user/dora', {});
    expect((await admin.get('/admin/v1/identities/user/dora')).status).toBe(200);
  });
});

describe('a key', () => {
  it('is of one tenant, and all others are as unknown to it as those that are not there', async () => {
    await makeTenant('mine');
    await makeTenant('theirs');
    const key = await makeKey('mine', ['admin', 'decide']);
    expect((await key.get('/t/mine/admin/v1/identities')).status).toBe(200);
    const answers = await Promise.all(
      ['theirs', 'nowhere', 'default', '%00', 'a%2Fb'].map(
        async (tenant) => await key.get(`/t/${tenant}/admin/v1/identities`),
      ),
    );
    answers.push(await key.get('/admin/v1/identities'));
    for (const answer of answers) {
      expectProblem(answer, 403, 'caller.forbidden');
    }
    expect(new Set(answers.map(({ body }) => body.detail)).size).toBe(1);
    expectDecisionError(
      await key.post('/t/theirs/access/v1/evaluation', QUESTION),
      403,
      'caller.forbidden',
    );
  });

  it('of an admin does not reach tenants, nor makes callers in another', async () => {
    const key = await makeKey('mine', ['admin', 'decide']);
    for (const path of ['/admin/v1/tenants', '/admin/v1/tenants/mine']) {
      expectProblem(await key.get(path), 403, 'caller.forbidden');
    }
    expectProblem(await key.put('/admin/v1/tenants/mine', {}), 403, 'caller.forbidden');
    const other = { name: 'x', roles: ['decide'] };
    expectProblem(await key.post('/t/theirs/admin/v1/callers', other), 403, 'caller.forbidden');
    const made = await key.post('/t/mine/admin/v1/callers', other);
    expect(
      (await admin.as(made.body.key).post('/t/mine/access/v1/evaluation', QUESTION)).status,
    ).toBe(200);
  });

  it('that bootstraps is told of a tenant that is not there with 403 as well', async () => {
    expectProblem(await admin.get('/t/nowhere/admin/v1/identities'), 403, 'caller.forbidden');
  });
});

describe('a path with a tenant', () => {
  it.each(['/t/acme/health/live', '/t/acme/openapi.json', '/t/acme', '/t//admin/v1/identities'])(
    'is none for %s',
    async (path) => {
      expect((await admin.get(path)).status).toBe(404);
    },
  );

  it('does not lead to tenants', async () => {
    expect((await admin.get('/t/acme/admin/v1/tenants')).status).toBe(404);
  });
});

describe('ending a tenant', () => {
  it('is refused while it holds something, with the list, unless it is retired', async () => {
    await makeTenant('full');
    const key = await makeKey('full', ['admin', 'decide']);
    await admin.put('/t/full/admin/v1/identities/user/alice', {});
    const refused = await admin.delete('/admin/v1/tenants/full');
    expectProblem(refused, 409, 'tenant.referenced');
    expect(refused.body.references).toContainEqual({ entity: 'identity', key: 'user/alice' });
    expect((await key.get('/t/full/admin/v1/identities')).status).toBe(200);

    expect((await admin.delete('/admin/v1/tenants/full?retire=true')).status).toBe(200);
    expectProblem(await key.get('/t/full/admin/v1/identities'), 401, 'caller.unauthenticated');
    expectProblem(await admin.get('/t/full/admin/v1/identities'), 403, 'caller.forbidden');
    expectProblem(await admin.get('/admin/v1/tenants/full'), 404, 'tenant.not_found');

    expect((await makeTenant('full')).status).toBe(201);
    expect((await admin.get('/t/full/admin/v1/identities/user/alice')).status).toBe(200);
    expectProblem(await key.get('/t/full/admin/v1/identities'), 401, 'caller.unauthenticated');
  });

  it('leaves its revision, which goes on when it comes back', async () => {
    await makeTenant('again');
    const { body } = await admin.delete('/admin/v1/tenants/again');
    const back = await makeTenant('again');
    expect(back.status).toBe(201);
    expect(back.body.revision).toBe(Number(body.revision) + 1);
  });

  it('is refused for the one that is always there, and for one that is not', async () => {
    expectProblem(await admin.delete('/admin/v1/tenants/default'), 409, 'tenant.protected');
    expectProblem(await admin.delete('/admin/v1/tenants/nowhere'), 404, 'tenant.not_found');
  });
});
