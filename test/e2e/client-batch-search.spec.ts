import { LegateClient } from '@legate/client';
import type { Entity } from '@legate/client';
import { startService } from '../support/running-service.js';
import type { RunningService } from '../support/running-service.js';

const ALICE = { type: 'user', id: 'alice' };
const record = (id: string): Entity => ({ type: 'record', id });
const OWN = ['a', 'b', 'c', 'd', 'e'];

let service: RunningService;
let client: LegateClient;

/** Alice owns five records, and has no role. */
beforeAll(async () => {
  service = await startService();
  const { admin } = service;
  await admin.put('/admin/v1/identities/user/alice', {});
  await admin.put('/admin/v1/identities/user/bob', {});
  await admin.put('/admin/v1/action-types/record', { actions: ['read', 'write', 'delete'] });
  for (const id of [...OWN, 'x', 'y']) {
    const owner = OWN.includes(id) ? 'alice' : 'bob';
    await admin.put(`/admin/v1/resources/record/${id}`, { attributes: { owner } });
  }
  client = new LegateClient({ baseUrl: service.url, key: service.key, timeoutMs: 30_000 });
});

afterAll(async () => {
  await service.stop();
});

async function idsOf(found: AsyncIterable<Entity>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of found) {
    ids.push(id);
  }
  return ids.toSorted();
}

describe('evaluateAll against the service', () => {
  const ask = async (
    ids: readonly string[],
    semantic: 'execute_all' | 'deny_on_first_deny' | 'permit_on_first_permit',
  ): Promise<[boolean[], boolean]> => {
    const evaluations = ids.map((id) => ({ resource: record(id) }));
    const shared = { subject: ALICE, action: { name: 'read' } };
    const result = await client.evaluateAll({ ...shared, evaluations, semantic });
    return [result.evaluations.map(({ decision }) => decision), result.allPermitted];
  };

  it.each([
    ['execute_all', ['a', 'x', 'b'], [true, false, true]],
    ['deny_on_first_deny', ['a', 'x', 'b'], [true, false, false]],
    ['deny_on_first_deny', ['a', 'b'], [true, true]],
    ['permit_on_first_permit', ['x', 'a', 'b'], [false, true, false]],
    ['permit_on_first_permit', ['x', 'y'], [false, false]],
  ] as const)('%s of %j', async (semantic, ids, decisions) => {
    expect(await ask(ids, semantic)).toEqual([
      decisions,
      !(decisions as readonly boolean[]).includes(false),
    ]);
  });

  it('denies a question that is not whole, and answers the others (AZ-27)', async () => {
    const evaluations = [{ resource: record('a') }, {}];
    const result = await client.evaluateAll({
      subject: ALICE,
      action: { name: 'read' },
      evaluations,
    });
    expect(result.evaluations.map(({ decision }) => decision)).toEqual([true, false]);
  });
});

describe('searches against the service', () => {
  it('give the resources of all pages', async () => {
    const search = { subject: ALICE, action: { name: 'read' }, resource: { type: 'record' } };
    expect(await idsOf(client.searchResources(search))).toEqual(OWN);
    expect(await idsOf(client.searchResources(search, { limit: 2 }))).toEqual(OWN);
  });

  it('give subjects and actions', async () => {
    const subjects = client.searchSubjects({
      subject: { type: 'user' },
      action: { name: 'read' },
      resource: record('a'),
    });
    expect(await idsOf(subjects)).toEqual(['alice']);
    const actions: string[] = [];
    for await (const { name } of client.searchActions({ subject: ALICE, resource: record('a') })) {
      actions.push(name);
    }
    expect(actions.toSorted()).toEqual(['delete', 'read', 'write']);
  });

  it('of what is not stored give nothing (AZ-42)', async () => {
    const subject = { type: 'user', id: 'nobody' };
    const search = { subject, action: { name: 'read' }, resource: { type: 'record' } };
    expect(await idsOf(client.searchResources(search))).toEqual([]);
  });
});

it('metadata names the service and its endpoints (AZ-60)', async () => {
  const { body } = await service.admin.as(null).get('/.well-known/authzen-configuration');
  const metadata = await client.metadata({ policyDecisionPoint: body.policy_decision_point });
  expect(metadata).toMatchObject({
    access_evaluation_endpoint: expect.stringMatching(/\/access\/v1\/evaluation$/),
    access_evaluations_endpoint: expect.stringMatching(/\/access\/v1\/evaluations$/),
  });
});
