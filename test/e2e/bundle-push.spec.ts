import { makeApiKey } from '@legate/callers';
import { expectProblem } from '../support/expect-error.js';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import {
  bundleOf,
  packBundle,
  permitting,
  pushArchive,
  pushBundle,
} from '../support/push-bundle.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';

const PATH = '/admin/v1/bundles';
const QUESTION = {
  subject: { type: 'user', id: 'alice' },
  action: { name: 'read' },
  resource: { type: 'record', id: 'r1' },
};

let service: RunningService;
let admin: HttpClient;

beforeAll(async () => {
  service = await startService();
  ({ admin } = service);
  await admin.put('/admin/v1/identities/user/alice', {});
});

afterAll(async () => {
  await service.stop();
});

async function ask(client: HttpClient = admin, prefix = ''): Promise<HttpAnswer> {
  const answer = await client.post(`${prefix}/access/v1/evaluation`, QUESTION);
  expect(answer.status).toBe(200);
  return answer;
}

async function reasons(client?: HttpClient, prefix?: string): Promise<readonly string[]> {
  const { body } = await ask(client, prefix);
  return (body as { context: { reasons: string[] } }).context.reasons;
}

describe('a push', () => {
  it('decides from its answer on, and answers with the bundle and the revision', async () => {
    expect(await reasons()).toEqual(['policy.no_match']);
    const files = bundleOf('v1', {
      'main.rego': permitting('v1'),
      'main_test.rego':
        'package policy.main_test\n\nimport data.policy.main\n\ntest_permits if main.permit == {"v1"} with input as {"subject": {"id": "a"}}\n',
    });
    const answer = await pushBundle(admin, files);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      bundleRevision: 'v1',
      state: 'active',
      report: { tests: 1, coverage: 50, warnings: [], errors: [] },
      signature: null,
    });
    expect(answer.headers.get('legate-revision')).toBe(String(answer.body.revision));
    const decided = await ask();
    expect(decided.body.context.reasons).toEqual(['permit.v1']);
    expect(Number(decided.headers.get('legate-revision'))).toBe(answer.body.revision);
  });

  it('of the same files is what is stored already: 200, no new revision', async () => {
    const files = bundleOf('v1b', { 'main.rego': permitting('v1b') });
    const first = await pushBundle(admin, files);
    const again = await pushBundle(admin, files);
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('legate-revision')).toBe(first.headers.get('legate-revision'));
  });

  it('with activate=false is only kept, until it is activated', async () => {
    const before = await reasons();
    const files = bundleOf('kept', { 'main.rego': permitting('kept') });
    const kept = await pushBundle(admin, files, { query: '?activate=false' });
    expect(kept.status).toBe(201);
    expect(kept.body.state).toBe('received');
    expect(await reasons()).toEqual(before);
    const activated = await admin.post(`${PATH}/${kept.body.id}/activate`, {});
    expect(activated.body).toMatchObject({ id: kept.body.id, state: 'active' });
    expect(activated.body.revision).toBe(Number(kept.body.revision) + 1);
    expect(await reasons()).toEqual(['permit.kept']);
  });

  it('of an older bundle is refused: going back is said explicitly (anti-rollback)', async () => {
    const old = bundleOf('old', { 'main.rego': permitting('old') });
    const { body: first } = await pushBundle(admin, old);
    const { body: second } = await pushBundle(
      admin,
      bundleOf('new', { 'main.rego': permitting('new') }),
    );
    expectProblem(await pushBundle(admin, old), 409, 'bundle.superseded');
    expect(await reasons()).toEqual(['permit.new']);
    expect((await admin.get(`${PATH}/${first.id}`)).body.state).toBe('superseded');

    const back = await admin.post(`${PATH}/rollback`, {});
    expect(back.body).toMatchObject({ id: first.id, state: 'active' });
    expect(await reasons()).toEqual(['permit.old']);
    expect((await admin.get(`${PATH}/${second.id}`)).body.state).toBe('superseded');
  });

  it('and every other change is refused while the policy is frozen, by whom only an admin decides', async () => {
    const { body: active } = await pushBundle(
      admin,
      bundleOf('f1', { 'main.rego': permitting('f1') }),
    );
    const pusher = admin.as(
      (await admin.post('/admin/v1/callers', { name: 'ci', roles: ['policy:push'] })).body.key,
    );
    const freeze = { frozen: true, reason: 'incident 7' };
    expectProblem(await pusher.put(`${PATH}/freeze`, freeze), 403, 'caller.forbidden');
    const frozen = await admin.put(`${PATH}/freeze`, freeze);
    expect(frozen.body).toMatchObject(freeze);
    expect((await admin.put(`${PATH}/freeze`, freeze)).body.revision).toBe(frozen.body.revision);
    expect((await pusher.get(`${PATH}/freeze`)).body).toEqual(freeze);

    const next = bundleOf('f2', { 'main.rego': permitting('f2') });
    expectProblem(await pushBundle(pusher, next), 409, 'bundle.frozen');
    expectProblem(await pusher.post(`${PATH}/rollback`, {}), 409, 'bundle.frozen');
    expectProblem(await pusher.post(`${PATH}/${active.id}/activate`, {}), 409, 'bundle.frozen');
    expect(await reasons()).toEqual(['permit.f1']);

    await admin.put(`${PATH}/freeze`, { frozen: false, reason: 'over' });
    expect((await pushBundle(pusher, next)).status).toBe(201);
    expect(await reasons()).toEqual(['permit.f2']);
  });

  it('needs the role policy:push', async () => {
    const { body } = await admin.post('/admin/v1/callers', { name: 'pep', roles: ['decide'] });
    const answer = await pushBundle(
      admin.as(body.key),
      bundleOf('x', { 'main.rego': permitting('x') }),
    );
    expectProblem(answer, 403, 'caller.forbidden');
    const unknown = await pushBundle(admin.as(makeApiKey()), {});
    expectProblem(unknown, 401, 'caller.unauthenticated');
  });
});

describe('tenants', () => {
  it('have policies of their own; one that has pushed none runs the starter policy', async () => {
    await admin.put('/admin/v1/tenants/one', {});
    await admin.put('/admin/v1/tenants/two', {});
    for (const tenant of ['one', 'two']) {
      await admin.put(`/t/${tenant}/admin/v1/identities/user/alice`, {});
    }
    const files = bundleOf('same', { 'main.rego': permitting('one') });
    const { body } = await pushBundle(admin, files, { prefix: '/t/one' });
    expect(await reasons(admin, '/t/one')).toEqual(['permit.one']);
    expect(await reasons(admin, '/t/two')).toEqual(['policy.no_match']);
    expect((await admin.get(`/t/two${PATH}`)).body).toEqual({ items: [] });
    expectProblem(await admin.get(`/t/two${PATH}/${body.id}`), 404, 'bundle.not_found');
    expectProblem(await admin.get(`/t/two${PATH}/active`), 404, 'bundle.not_found');
    const stolen = await admin.post(`/t/two${PATH}/${body.id}/activate`, {});
    expectProblem(stolen, 404, 'bundle.not_found');
    expectProblem(await admin.post(`/t/one${PATH}/rollback`, {}), 409, 'bundle.no_previous');
  });
});

describe('the list of bundles', () => {
  it('has the newest first, page by page, rejected ones with why', async () => {
    const { body: good } = await pushBundle(
      admin,
      bundleOf('l1', { 'main.rego': permitting('l1') }),
    );
    const refused = await pushBundle(
      admin,
      bundleOf('l2', { 'main.rego': 'package policy.main\n' }),
    );
    expect(refused.status).toBe(422);
    const first = await admin.get(`${PATH}?limit=1`);
    expect(first.body.items).toEqual([
      expect.objectContaining({
        bundleRevision: 'l2',
        state: 'rejected',
        report: expect.objectContaining({ errors: refused.body.errors }) as unknown,
      }),
    ]);
    const second = await admin.get(`${PATH}?limit=1&cursor=${first.body.nextCursor}`);
    expect(second.body.items).toEqual([good]);
    expectProblem(
      await admin.get(`${PATH}?cursor=${Buffer.from('["x"]').toString('base64url')}`),
      400,
      'cursor.invalid',
    );
    const rejected = await admin.post(`${PATH}/${first.body.items[0].id}/activate`, {});
    expectProblem(rejected, 409, 'bundle.rejected');
  });
});

describe('the active bundle', () => {
  it('is served as an OPA bundle with an ETag, and can be pushed as it is (OPA-13)', async () => {
    const files = bundleOf('served', { 'main.rego': permitting('served') });
    const { body } = await pushBundle(admin, files);
    const headers = { authorization: `Bearer ${service.key}` };
    const answer = await fetch(`${service.url}${PATH}/active`, { headers });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/gzip');
    expect(answer.headers.get('etag')).toBe(`"${body.digest}"`);
    const archive = Buffer.from(await answer.arrayBuffer());
    const again = await pushArchive(admin, archive, {
      type: 'application/vnd.openpolicyagent.bundles',
    });
    expect(again).toMatchObject({ status: 200, body: { id: body.id } });
    const fresh = await fetch(`${service.url}${PATH}/active`, {
      headers: { ...headers, 'if-none-match': `"x", W/"${body.digest}"` },
    });
    expect(fresh.status).toBe(304);
    expect(await fresh.text()).toBe('');
  });
});

describe('a decision as of a past revision', () => {
  it('is made by the bundle that was active then', async () => {
    const { body: one } = await pushBundle(
      admin,
      bundleOf('p1', { 'main.rego': permitting('p1') }),
    );
    const { body: two } = await pushBundle(
      admin,
      bundleOf('p2', { 'main.rego': permitting('p2') }),
    );
    for (const { revision, bundleRevision, policyDigest } of [one, two]) {
      const past = await admin.post(`/admin/v1/evaluation?at_revision=${revision}`, QUESTION);
      expect(past.body).toMatchObject({
        context: { reasons: [`permit.${bundleRevision}`] },
        asOf: { revision, policyDigest },
      });
    }
  });
});

it('a body that is no bundle is refused before it is read', async () => {
  expectProblem(await admin.post(PATH, {}), 400, 'request.content_type');
  const archive = packBundle(bundleOf('x', { 'main.rego': permitting('x') }));
  const elsewhere = await admin.send('POST', '/admin/v1/grants', archive, {
    'content-type': 'application/gzip',
  });
  expectProblem(elsewhere, 400, 'request.content_type');
});
