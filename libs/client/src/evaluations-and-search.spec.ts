import { answerJson, ScriptedServer } from '@legate/testing';
import { LegateClient } from './index.js';
import type { EvaluationsRequest, EvaluationsSemantic } from './index.js';

const P = { decision: true };
const D = { decision: false, context: { reasons: ['policy.no_match'] } };
const SHARED = {
  subject: { type: 'user', id: 'alice' },
  action: { name: 'read' },
};
const record = (id: string): { type: string; id: string } => ({ type: 'record', id });
const THREE: EvaluationsRequest = {
  ...SHARED,
  evaluations: ['1', '2', '3'].map((id) => ({ resource: record(id) })),
};

let server: ScriptedServer;
let client: LegateClient;

beforeAll(async () => {
  server = await ScriptedServer.start();
  client = new LegateClient({ baseUrl: server.url, key: 'k', timeoutMs: 30_000 });
});

afterAll(async () => {
  await server.stop();
});

async function ask(body: unknown, semantic?: EvaluationsSemantic): Promise<boolean[]> {
  server.willAnswer(answerJson(200, body));
  const { evaluations } = await client.evaluateAll({ ...THREE, ...(semantic && { semantic }) });
  return evaluations.map(({ decision }) => decision);
}

describe('evaluateAll', () => {
  it('asks once, with what is shared and the semantic (AZ-21, AZ-24)', async () => {
    server.willAnswer(answerJson(200, { evaluations: [P, D, P] }, { 'legate-revision': '5' }));
    const result = await client.evaluateAll(THREE);
    expect(server.seen).toHaveLength(1);
    expect(server.seen[0]).toMatchObject({
      path: '/access/v1/evaluations',
      body: { ...THREE, options: { evaluations_semantic: 'execute_all' } },
    });
    expect(result).toMatchObject({ allPermitted: false, revision: 5 });
    expect(result.evaluations.map(({ decision }) => decision)).toEqual([true, false, true]);
  });

  it('says that all are permitted only when all are', async () => {
    server.willAnswer(answerJson(200, { evaluations: [P, P, P] }));
    expect((await client.evaluateAll(THREE)).allPermitted).toBe(true);
    await expect(client.evaluateAll({ ...SHARED, evaluations: [] })).rejects.toMatchObject({
      code: 'client.invalid_request',
    });
  });

  it.each<[EvaluationsSemantic, object[], boolean[]]>([
    ['deny_on_first_deny', [D], [false, false, false]],
    ['deny_on_first_deny', [P, D], [true, false, false]],
    ['deny_on_first_deny', [P, P, P], [true, true, true]],
    ['deny_on_first_deny', [P, P, D], [true, true, false]],
    ['permit_on_first_permit', [P], [true, false, false]],
    ['permit_on_first_permit', [D, P], [false, true, false]],
    ['permit_on_first_permit', [D, D, D], [false, false, false]],
  ])('%s: what was not evaluated is denied: %j (AZ-26)', async (semantic, list, decisions) => {
    expect(await ask({ evaluations: list }, semantic)).toEqual(decisions);
    const { evaluations, allPermitted } = await client.evaluateAll({ ...THREE, semantic });
    expect(allPermitted).toBe(decisions.every(Boolean));
    expect(evaluations.slice(list.length).map(({ reasons }) => reasons)).toEqual(
      Array(3 - list.length).fill(['client.not_evaluated']),
    );
  });

  it.each<[EvaluationsSemantic, unknown]>([
    ['execute_all', { evaluations: [P, P] }],
    ['execute_all', { evaluations: [P, P, P, P] }],
    ['execute_all', { evaluations: [] }],
    ['execute_all', { evaluations: [P, P, { decision: 'true' }] }],
    ['execute_all', { evaluations: [P, P, null] }],
    ['execute_all', { evaluations: { 0: P, 1: P, 2: P, length: 3 } }],
    ['execute_all', { decision: true }],
    ['execute_all', { decision: true, evaluations: null }],
    ['deny_on_first_deny', { evaluations: [P, P] }],
    ['deny_on_first_deny', { evaluations: [D, P] }],
    ['deny_on_first_deny', { evaluations: [P, D, P] }],
    ['deny_on_first_deny', { evaluations: [P, P, P, D] }],
    ['deny_on_first_deny', { evaluations: [] }],
    ['permit_on_first_permit', { evaluations: [D, D] }],
    ['permit_on_first_permit', { evaluations: [P, D] }],
    ['permit_on_first_permit', { evaluations: [D, D, D, P] }],
  ])('%s: an answer that does not fit is an error: %j', async (semantic, body) => {
    await expect(ask(body, semantic)).rejects.toMatchObject({ code: 'client.malformed_answer' });
  });

  it('holds obligations and the revision against each decision', async () => {
    const obligations = [{ id: '1', type: 'step-up', properties: {} }];
    const body = { evaluations: [P, { ...P, context: { obligations } }, D] };
    expect(await ask(body)).toEqual([true, false, false]);
    await expect(client.evaluateAll(THREE, { minRevision: 1 })).rejects.toMatchObject({
      code: 'client.stale_answer',
    });
  });
});

async function all<T>(found: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const one of found) {
    list.push(one);
  }
  return list;
}

describe('a search', () => {
  const search = { ...SHARED, resource: { type: 'record' } };
  const page = (ids: string[], next?: string): unknown => ({
    results: ids.map(record),
    ...(next !== undefined && { page: { next_token: next } }),
  });

  it('gives the results of all pages, and asks for the next when it is reached (AZ-45)', async () => {
    server.willAnswer(
      answerJson(200, page(['1', '2'], 't1')),
      answerJson(200, page([], 't2')),
      answerJson(200, page(['3'], '')),
    );
    const found = client.searchResources(search, { limit: 2 });
    expect((await found.next()).value).toEqual(record('1'));
    expect(server.seen).toHaveLength(1);
    expect(await all(found)).toEqual([record('2'), record('3')]);
    expect(server.seen.map(({ path }) => path)).toEqual(
      Array(3).fill('/access/v1/search/resource'),
    );
    expect(server.seen.map(({ body }) => body)).toEqual([
      { ...search, page: { limit: 2 } },
      { ...search, page: { limit: 2, token: 't1' } },
      { ...search, page: { limit: 2, token: 't2' } },
    ]);
  });

  it('finds subjects and actions too (AZ-41)', async () => {
    const resource = record('1');
    server.willAnswer(answerJson(200, { results: [{ type: 'user', id: 'a' }] }));
    const subjects = client.searchSubjects({ ...SHARED, subject: { type: 'user' }, resource });
    expect(await all(subjects)).toEqual([{ type: 'user', id: 'a' }]);
    expect(server.seen[0]?.path).toBe('/access/v1/search/subject');
    server.willAnswer(answerJson(200, { results: [{ name: 'read' }] }));
    const actions = client.searchActions({ subject: SHARED.subject, resource });
    expect(await all(actions)).toEqual([{ name: 'read' }]);
    expect(server.seen[0]).toMatchObject({
      path: '/access/v1/search/action',
      body: { subject: SHARED.subject, resource },
    });
  });

  it.each([
    {},
    { results: null },
    { results: ['1'] },
    { results: [{ type: 'user', id: '1' }] },
    { results: [{ type: 'record', id: 1 }] },
    { results: [{ type: 'record' }] },
    { results: [], page: {} },
    { results: [], page: null },
    { results: [], page: { next_token: null } },
    { results: [{ ...record('1'), obligations: 'x' }] },
  ])('whose answer is %j is an error', async (body) => {
    server.willAnswer(answerJson(200, body));
    await expect(all(client.searchResources(search))).rejects.toMatchObject({
      code: 'client.malformed_answer',
    });
  });

  it('that turns in circles is an error', async () => {
    server.willAnswer(
      answerJson(200, page(['1'], 'a')),
      answerJson(200, page(['2'], 'b')),
      answerJson(200, page(['3'], 'a')),
    );
    await expect(all(client.searchResources(search))).rejects.toMatchObject({
      code: 'client.malformed_answer',
    });
  });

  it('that fails on the way says so, and does not end early', async () => {
    server.willAnswer(answerJson(200, page(['1'], 'a')), answerJson(500, {}));
    await expect(all(client.searchResources(search))).rejects.toMatchObject({ status: 500 });
  });

  it('leaves out results with an obligation that is not supported (OBL-4)', async () => {
    const obligations = [{ id: '1', type: 'step-up', properties: {} }];
    const obliged = { ...record('2'), obligations };
    server.willAnswer(answerJson(200, { results: [record('1'), obliged] }));
    expect(await all(client.searchResources(search))).toEqual([record('1')]);
    const supportedObligations = ['step-up'];
    expect(await all(client.searchResources(search, { supportedObligations }))).toHaveLength(2);
  });
});

describe('metadata', () => {
  it('is looked for where the tenant has it, and must name the service asked (AZ-62, AZ-63)', async () => {
    const of = (policy_decision_point: string): object => ({
      policy_decision_point,
      access_evaluation_endpoint: `${policy_decision_point}/access/v1/evaluation`,
    });
    const tenant = new LegateClient({ baseUrl: server.url, key: 'k', tenant: 'acme' });
    server.willAnswer(answerJson(200, of(`${server.url}/t/acme`)));
    expect(await tenant.metadata()).toEqual(of(`${server.url}/t/acme`));
    expect(server.seen[0]).toMatchObject({
      method: 'GET',
      path: '/.well-known/authzen-configuration/t/acme',
    });
    await expect(client.metadata()).rejects.toMatchObject({ code: 'client.metadata_mismatch' });
    const policyDecisionPoint = `${server.url}/t/acme`;
    expect(await client.metadata({ policyDecisionPoint })).toEqual(of(policyDecisionPoint));
    server.willAnswer(answerJson(200, { policy_decision_point: server.url }));
    await expect(client.metadata()).rejects.toMatchObject({ code: 'client.malformed_answer' });
  });
});
