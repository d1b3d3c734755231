import { expectProblem } from '../support/expect-error.js';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import { toNdjson } from '../support/import-client.js';
import type { ImportText } from '../support/import-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { permits, policyOf, pushPolicy } from '../support/shadow-world.js';

const PATH = '/admin/v1/decisions/replay';
const ALICE = { type: 'user', id: 'alice' };
const QUESTION = {
  subject: ALICE,
  action: { name: 'read' },
  resource: { type: 'record', id: 'r1' },
};

let service: RunningService;
let admin: HttpClient;
/** Permits by the attribute of alice that is changed in between. */
let byLevel: string;
let forBob: string;
/** The last revision at which she had it. */
let cleared: number;

beforeAll(async () => {
  service = await startService({ bundles: { replayMaxEntries: 5 } });
  ({ admin } = service);
  const put = await admin.put('/admin/v1/identities/user/alice', { attributes: { level: 3 } });
  cleared = put.body.revision as number;
  await admin.put('/admin/v1/identities/user/alice', { attributes: { level: 1 } });
  await admin.put('/admin/v1/identities/user/bob', {});
  await pushPolicy(admin, 'active', { rego: policyOf(permits('alice')), activate: true });
  byLevel = await pushPolicy(admin, 'level', {
    rego: policyOf('permit contains "level" if input.subject.properties.level == 3'),
  });
  forBob = await pushPolicy(admin, 'bob', { rego: policyOf(permits('bob')) });
});

afterAll(async () => {
  await service.stop();
});

async function replay(
  candidate: string,
  lines: ImportText,
  { query = '', client = admin, type = 'application/x-ndjson' } = {},
): Promise<HttpAnswer> {
  const path = `${PATH}?candidate=${candidate}${query}`;
  return await client.send('POST', path, toNdjson(lines), { 'content-type': type });
}

const entry = (change: object = {}): object => ({
  v: 1,
  kind: 'decision',
  form: 'evaluation',
  tenant: 'default',
  ...QUESTION,
  actor: null,
  context: {},
  decision: true,
  outcome: 'permit',
  reasons: ['permit.alice'],
  obligations: [],
  revision: cleared,
  now: '2026-11-23T12:00:00.000Z',
  ...change,
});

describe('a replay', () => {
  it('is on the facts and by the clock that were recorded', async () => {
    const { status, body } = await replay(byLevel, [entry(), entry({ revision: cleared + 1 })]);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      candidate: byLevel,
      entries: 2,
      alike: 1,
      different: 1,
      notReplayable: [],
      differences: [],
      report: { evaluated: 2, agreed: 1, newlyDenied: 1, newlyAllowed: 0 },
    });
    expect(body.report.groups).toMatchObject([
      {
        kind: 'denied',
        reasons: ['policy.no_match'],
        samples: [
          {
            subject: ALICE,
            before: { outcome: 'permit', reasons: ['permit.alice'] },
            revision: cleared + 1,
            at: '2026-11-23T12:00:00.000Z',
          },
        ],
      },
    ]);
  });

  it('is on the facts of now on demand', async () => {
    const { body } = await replay(byLevel, [entry(), entry()], { query: '&as_of=now' });
    expect(body.report).toMatchObject({ evaluated: 2, newlyDenied: 2 });
  });

  it('takes AuthZEN requests with the decision that is expected, or held against the active policy', async () => {
    const bob = { ...QUESTION, subject: { type: 'user', id: 'bob' } };
    const { body } = await replay(forBob, [
      { ...QUESTION, decision: false },
      { ...QUESTION, decision: true },
      { ...bob, decision: false },
      bob,
    ]);
    expect(body.report).toMatchObject({
      evaluated: 4,
      agreed: 1,
      newlyDenied: 1,
      newlyAllowed: 2,
    });
  });

  it('is held against the active policy on the same facts on demand', async () => {
    const lines = [entry({ decision: false, outcome: 'deny' })];
    const { body } = await replay(byLevel, lines, { query: '&against=active' });
    expect(body.report).toMatchObject({ evaluated: 1, agreed: 1 });
  });

  it('tells what cannot be decided again, and why', async () => {
    const { body } = await replay(byLevel, [
      { v: 1, kind: 'mark', event: 'start' },
      entry({ form: 'search' }),
      '',
      entry({ replayable: false, masked: ['/context/ip'] }),
      entry({ revision: 1_000_000, decisionId: 'd-1' }),
    ]);
    expect(body).toMatchObject({ entries: 4, alike: 0, different: 0, report: { evaluated: 0 } });
    expect(body.notReplayable).toEqual([
      { reason: 'no_decision', count: 1, samples: [{ line: 1 }] },
      { reason: 'search', count: 1, samples: [{ line: 2 }] },
      { reason: 'masked', count: 1, samples: [{ line: 4 }] },
      { reason: 'revision_unknown', count: 1, samples: [{ line: 5, decisionId: 'd-1' }] },
    ]);
  });

  it('changes nothing and leaves no trace in the uses of grants', async () => {
    const path = `/admin/v1/bundles/${byLevel}`;
    const before = await admin.get(path);
    await replay(byLevel, [entry()]);
    expect((await admin.get(path)).body).toEqual(before.body);
  });
});

describe('a replay is refused', () => {
  it.each<[string, ImportText, string]>([
    ['JSON that is none', [entry(), '{"kind":'], 'request.malformed'],
    ['a name twice', ['{"kind": "decision", "kind": "mark"}'], 'request.malformed'],
    ['a list', ['[]'], 'request.invalid'],
    ['no question', [{ subject: ALICE }], 'request.invalid'],
    ['an entry without a resource', [entry({ resource: null, revision: 1 })], 'request.invalid'],
    ['an entry of another tenant', [entry({ tenant: 'other' })], 'request.invalid'],
    ['a decision that is none', [{ ...QUESTION, decision: 'yes' }], 'request.invalid'],
  ])('with the line for %s', async (_, lines, code) => {
    const answer = await replay(byLevel, lines);
    expectProblem(answer, 400, code as 'request.invalid');
    expect(answer.body).toMatchObject({ line: lines.length });
  });

  it('for more lines than there may be', async () => {
    const answer = await replay(
      forBob,
      Array.from({ length: 6 }, () => QUESTION),
    );
    expectProblem(answer, 413, 'request.too_large');
  });

  it('as another content type, for a policy there is not, and to who only decides', async () => {
    const plain = await replay(forBob, [QUESTION], { type: 'application/json' });
    expectProblem(plain, 400, 'request.content_type');
    const unknown = await replay('00000000-0000-4000-8000-000000000000', [QUESTION]);
    expectProblem(unknown, 404, 'bundle.not_found');
    const query = await replay(forBob, [QUESTION], { query: '&as_of=then' });
    expectProblem(query, 400, 'request.invalid');
    const { body } = await admin.post('/admin/v1/callers', { name: 'a', roles: ['decide'] });
    const pep = admin.as(body.key as string);
    expectProblem(await replay(forBob, [QUESTION], { client: pep }), 403, 'caller.forbidden');
  });
});
