import { expectProblem } from '../support/expect-error.js';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import { bundleOf, pushBundle } from '../support/push-bundle.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import {
  askAs,
  permits,
  policyOf,
  pushPolicy,
  shadowUntil,
  startShadow,
} from '../support/shadow-world.js';
import { queryDatabase } from '../support/stored-state.js';

const PATH = '/admin/v1/bundles';
const GATE = { enabled: true, maxNewlyAllowed: 0, minDecisions: 2, confirmWithinS: 3600 };

interface Person {
  readonly id: string;
  readonly client: HttpClient;
}

let service: RunningService;
let admin: HttpClient;
let ana: Person;
let ben: Person;
let cyd: Person;
let round = 0;

async function person(...roles: readonly string[]): Promise<Person> {
  const { body } = await admin.post('/admin/v1/callers', { name: 'p', roles });
  return { id: body.id as string, client: admin.as(body.key as string) };
}

beforeAll(async () => {
  service = await startService();
  ({ admin } = service);
  await admin.put('/admin/v1/identities/user/alice', {});
  await admin.put('/admin/v1/identities/user/bob', {});
  ana = await person('policy:push');
  ben = await person('admin');
  cyd = await person('admin');
  await pushPolicy(admin, 'base', { rego: policyOf(permits('alice')), activate: true });
});

beforeEach(async () => {
  await admin.put(`${PATH}/gate`, GATE);
});

afterAll(async () => {
  await service.stop();
});

/** A policy that permits alice and one more, new each time. */
async function push(by: HttpClient, query = '', also = 'bob'): Promise<HttpAnswer> {
  round += 1;
  const rego = policyOf(permits('alice'), permits(also), `# ${round}`);
  return await pushBundle(by, bundleOf(`round ${round}`, { 'main.rego': rego }), { query });
}

const activate = async (by: HttpClient, id: string): Promise<HttpAnswer> =>
  await by.post(`${PATH}/${id}/activate`, {});
const confirm = async (by: HttpClient, id: string): Promise<HttpAnswer> =>
  await by.send('POST', `${PATH}/${id}/confirm`);
const activeId = async (): Promise<string> =>
  (await admin.get(`${PATH}?limit=1000`)).body.items.find(
    ({ state }: { state: string }) => state === 'active',
  ).id as string;

describe('a tenant without a gate', () => {
  it('activates what is pushed at once, as ever', async () => {
    expect((await admin.put(`${PATH}/gate`, { enabled: false })).body).toMatchObject({
      enabled: false,
    });
    expect((await admin.get(`${PATH}/gate`)).body).toEqual({ enabled: false });
    const pushed = await push(ana.client);
    expect(pushed.status).toBe(201);
    expect(pushed.body).toMatchObject({ state: 'active', pending: null });
    await admin.post(`${PATH}/rollback`, {});
  });
});

describe('a gate', () => {
  it('is set by an admin alone, and has defaults', async () => {
    expectProblem(await ana.client.put(`${PATH}/gate`, GATE), 403, 'caller.forbidden');
    const set = await ben.client.put(`${PATH}/gate`, { enabled: true });
    expect(set.body).toMatchObject({ enabled: true, maxNewlyAllowed: 0, minDecisions: 1000 });
    expect((await ben.client.put(`${PATH}/gate`, { enabled: true })).body).toEqual(set.body);
    const { revision: _, ...gate } = set.body;
    expect((await ana.client.get(`${PATH}/gate`)).body).toEqual(gate);
  });

  it('keeps a push that was never in shadow from deciding, with the numbers, until a second person confirms', async () => {
    const before = await activeId();
    const pushed = await push(ana.client);
    expect(pushed.status).toBe(202);
    const { id } = pushed.body;
    const pending = { requestedBy: ana.id, evaluated: 0, newlyAllowed: 0, minDecisions: 2 };
    expect(pushed.body).toMatchObject({ state: 'received', pending });
    expect((await askAs(admin, 'bob')).body.decision).toBe(false);
    expect(await activeId()).toBe(before);

    const refused = await activate(ana.client, id as string);
    expectProblem(refused, 409, 'bundle.gated');
    expect(refused.body).toMatchObject({ bundle: id, ...pending });
    expect((await admin.get(`${PATH}/${id}`)).body.pending).toEqual(pushed.body.pending);

    expectProblem(await confirm(ana.client, id as string), 403, 'caller.forbidden');
    const confirmed = await confirm(ben.client, id as string);
    expect(confirmed.status).toBe(200);
    expect(confirmed.body).toMatchObject({ state: 'active', pending: null });
    expect((await askAs(admin, 'bob')).body.decision).toBe(true);
    await admin.post(`${PATH}/rollback`, {});

    const rows = await queryDatabase<{ operation: string; document: object }>(
      service.database,
      `SELECT operation, document FROM changes WHERE entity = 'bundle_request' AND key = $1
       ORDER BY write_id`,
      [id],
    );
    expect(rows).toMatchObject([
      { operation: 'put', document: pending },
      { operation: 'delete', document: { ...pending, confirmedBy: ben.id } },
    ]);
  });

  it('takes neither who has pushed nor who has asked for the second person', async () => {
    const { id } = (await push(ben.client, '?activate=false')).body as { readonly id: string };
    expectProblem(await confirm(cyd.client, id), 409, 'bundle.no_request');
    expectProblem(await activate(cyd.client, id), 409, 'bundle.gated');
    // Asking again, by whomever, changes nothing of the request.
    expectProblem(await activate(ben.client, id), 409, 'bundle.gated');
    expectProblem(await confirm(ben.client, id), 403, 'bundle.second_person');
    expectProblem(await confirm(cyd.client, id), 403, 'bundle.second_person');
    expect((await confirm(admin, id)).body.state).toBe('active');
    await admin.post(`${PATH}/rollback`, {});
  });

  it('lets pass by one person what has shown enough, and nothing newly allowed', async () => {
    const { id } = (await push(ana.client, '?activate=false', 'nobody')).body as { id: string };
    await startShadow(ana.client, id);
    await askAs(admin, 'alice');
    await shadowUntil(admin, id, ({ evaluated }) => evaluated === 1);
    expectProblem(await activate(ana.client, id), 409, 'bundle.gated');
    await askAs(admin, 'bob');
    await shadowUntil(admin, id, ({ evaluated }) => evaluated === 2);
    const activated = await activate(ana.client, id);
    expect(activated.status).toBe(200);
    expect(activated.body).toMatchObject({ state: 'active', pending: null });
    await admin.post(`${PATH}/rollback`, {});
  });

  it('refuses what has newly allowed more than it may, and lets it pass when it may', async () => {
    const { id } = (await push(ana.client, '?activate=false')).body as { id: string };
    await startShadow(ana.client, id);
    await askAs(admin, 'bob');
    await askAs(admin, 'bob');
    await shadowUntil(admin, id, ({ evaluated }) => evaluated === 2);
    const refused = await activate(ana.client, id);
    expectProblem(refused, 409, 'bundle.gated');
    expect(refused.body).toMatchObject({ evaluated: 2, newlyAllowed: 2, maxNewlyAllowed: 0 });
    await admin.put(`${PATH}/gate`, { ...GATE, maxNewlyAllowed: 2 });
    expect((await activate(ana.client, id)).body.state).toBe('active');
    await admin.post(`${PATH}/rollback`, {});
  });

  it('counts a permit that loses its obligation as newly allowed', async () => {
    const told =
      'obligations contains {"id": "n", "type": "custom", "properties": {}} if input.subject.id';
    const rego = policyOf(permits('alice'), told);
    await admin.put(`${PATH}/gate`, { enabled: false });
    await pushPolicy(admin, 'obliging', { rego, activate: true });
    await admin.put(`${PATH}/gate`, GATE);
    const { id } = (await push(ana.client, '?activate=false', 'nobody')).body as { id: string };
    await startShadow(ana.client, id);
    await askAs(admin, 'alice');
    await askAs(admin, 'alice');
    const report = await shadowUntil(admin, id, ({ evaluated }) => evaluated === 2);
    expect(report).toMatchObject({ otherObligations: 2, newlyAllowed: 0 });
    expect((await activate(ana.client, id)).body).toMatchObject({ newlyAllowed: 2 });
    await admin.post(`${PATH}/rollback`, {});
  });

  it('takes what was shown beside another policy for nothing', async () => {
    const { id } = (await push(ana.client, '?activate=false', 'nobody')).body as { id: string };
    await startShadow(ana.client, id);
    await askAs(admin, 'alice');
    await askAs(admin, 'bob');
    await shadowUntil(admin, id, ({ evaluated }) => evaluated === 2);
    await ana.client.delete(`${PATH}/${id}/shadow`);
    const other = (await push(ana.client)).body.id as string;
    await confirm(ben.client, other);
    const refused = await activate(ana.client, id);
    expectProblem(refused, 409, 'bundle.gated');
    expect(refused.body).toMatchObject({ evaluated: 0 });
    await admin.post(`${PATH}/rollback`, {});
  });
});

describe('a request for an activation', () => {
  it('expires, and can be made anew', async () => {
    const { id } = (await push(ana.client)).body as { readonly id: string };
    await queryDatabase(
      service.database,
      `UPDATE bundle_requests SET expires_at = clock_timestamp() WHERE bundle_id = $1`,
      [id],
    );
    expect((await admin.get(`${PATH}/${id}`)).body.pending).toBeNull();
    expectProblem(await confirm(ben.client, id), 409, 'bundle.no_request');
    expectProblem(await activate(cyd.client, id), 409, 'bundle.gated');
    expect((await admin.get(`${PATH}/${id}`)).body.pending.requestedBy).toBe(cyd.id);
  });

  it('ends when another policy becomes the active one', async () => {
    const first = (await push(ana.client)).body.id as string;
    const second = (await push(ana.client)).body.id as string;
    await confirm(ben.client, second);
    expectProblem(await confirm(ben.client, first), 409, 'bundle.no_request');
    await admin.post(`${PATH}/rollback`, {});
  });

  it('cannot be confirmed while the policy is frozen', async () => {
    const { id } = (await push(ana.client)).body as { readonly id: string };
    await admin.put(`${PATH}/freeze`, { frozen: true, reason: 'incident' });
    expectProblem(await confirm(ben.client, id), 409, 'bundle.frozen');
    await admin.put(`${PATH}/freeze`, { frozen: false, reason: 'over' });
    expect((await confirm(ben.client, id)).status).toBe(200);
    // Back to what was active before takes no second person: it has passed.
    expect((await ana.client.post(`${PATH}/rollback`, {})).status).toBe(200);
  });

  it('is not there for a policy there is not', async () => {
    expectProblem(
      await confirm(ben.client, '00000000-0000-4000-8000-000000000000'),
      404,
      'bundle.not_found',
    );
  });
});
