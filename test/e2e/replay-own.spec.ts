import { expectProblem } from '../support/expect-error.js';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import { toNdjson } from '../support/import-client.js';
import { startService } from '../support/running-service.js';
import type { RunningService } from '../support/running-service.js';
import { pushPolicy } from '../support/shadow-world.js';
import { readWriter } from '../support/spooled-entries.js';
import type { Entry } from '../support/spooled-entries.js';

const POLICY = (level: number): string => `package policy.docs

guards := {"awake"}
guard contains "awake" if object.get(input.context, "asleep", false) == false
permit contains "level" if input.subject.properties.level >= ${level}
permit contains "helper" if {
  input.mode == "delegated"
  input.chain[0].grantor.id == "alice"
}
obligations contains {"id": "o", "type": "notification", "properties": {"to": "ops", "body": "x"}} if input.action.name == "delete"
`;
const ALICE = { type: 'user', id: 'alice' };
const ISSUER = 'https://idp.example';
const ask = { subject: ALICE, action: { name: 'read' }, resource: { type: 'doc', id: 'a/1' } };

let service: RunningService;
let admin: HttpClient;
let bare: HttpClient;
let grant: string;

beforeAll(async () => {
  service = await startService({ limits: { maxChainLength: 3 }, shipping: {} });
  ({ admin } = service);
  const { body } = await admin.post('/admin/v1/callers', {
    name: 'bare',
    roles: ['decide'],
    answers: 'minimal',
  });
  bare = admin.as(body.key as string);
  await put('identities/user/alice', { attributes: { level: 1 } });
  await put('identities/agent/bot', {
    owners: [{ kind: 'user', id: 'alice' }],
    aliases: [{ issuer: ISSUER, subject: 'b' }],
  });
  await put('resources/doc/a%2F1', { attributes: { owner: 'alice' } });
  await round();
  await pushPolicy(admin, 'first', { rego: POLICY(1), activate: true });
  await round();
  ({ id: grant } = (
    await admin.post('/admin/v1/grants', {
      grantor: { kind: 'user', id: 'alice' },
      grantee: { kind: 'agent', id: 'bot' },
      actions: ['read', 'delete'],
      resources: [{ type: 'doc', id: '**' }],
    })
  ).body as { id: string });
  await round();
  await pushPolicy(admin, 'second', { rego: POLICY(2), activate: true });
  await round();
  await put('identities/user/alice', { attributes: { level: 2 } });
  await round();
  await admin.post(`/admin/v1/grants/${grant}/revoke`, { reason: 'over' });
  await round();
  await put('tenants/other', {});
  await admin.post('/t/other/access/v1/evaluation', ask);
  const recorded = service.spool.head.seq;
  await service.shipper?.until(({ database: { delivered } }) => delivered >= recorded);
});

afterAll(async () => {
  await service.stop();
});

async function put(path: string, body: object): Promise<void> {
  expect((await admin.put(`/admin/v1/${path}`, body)).status).toBeLessThan(300);
}

const forms = ({ subject, ...rest }: typeof ask): readonly object[] => [
  { subject, ...rest },
  { subject, ...rest, action: { name: 'delete' } },
  { subject, ...rest, context: { asleep: true, supported_obligations: ['notification'] } },
  { subject, ...rest, context: { agent: 'bot' } },
  { subject: { ...subject, properties: { act: { sub: 'b', iss: ISSUER } } }, ...rest },
  { subject: { ...subject, properties: { level: 9 } }, ...rest },
  { subject: { type: 'agent', id: 'bot' }, ...rest },
  { subject: { type: 'user', id: 'nobody' }, ...rest },
];

/** Every form of asking, once. */
async function round(): Promise<void> {
  const evaluations = forms(ask);
  for (const question of evaluations) {
    await admin.evaluate(question);
  }
  await bare.evaluate({ ...ask, action: { name: 'delete' } });
  await admin.post('/access/v1/evaluations', { evaluations: [...evaluations, { subject: ALICE }] });
  await admin.post('/access/v1/search/action', { subject: ALICE, resource: ask.resource });
  await admin.post('/v1/data/legate/decision', { input: ask });
}

/** Those of the tenant, and marks. */
async function entries(): Promise<readonly Entry[]> {
  return (await readWriter(service.spool.folder)).filter(({ tenant }) => tenant !== 'other');
}

async function replayLog(query = '', client = admin): Promise<HttpAnswer> {
  return await client.send('POST', `/admin/v1/decisions/replay${query}`);
}

async function replay(lines: readonly unknown[], query = ''): Promise<HttpAnswer> {
  const type = { 'content-type': 'application/x-ndjson' };
  const path = `/admin/v1/decisions/replay${query}`;
  return await admin.send('POST', path, toNdjson(lines as object[]), type);
}

describe('every entry of the decision log', () => {
  it('comes out the same by its own policy, on its own data and by its own clock', async () => {
    const all = await entries();
    const { status, body } = await replay(all);
    expect(status).toBe(200);
    const decisions = all.filter((one) => one.replayable === true);
    expect(new Set(decisions.map((one) => one.bundleDigest)).size).toBe(3);
    expect(new Set(decisions.map((one) => one.outcome))).toEqual(new Set(['permit', 'deny']));
    expect(decisions.some((one) => one.outcome === 'permit' && one.decision === false)).toBe(true);
    expect(body).toMatchObject({
      candidate: null,
      entries: all.length,
      alike: decisions.length,
      different: 0,
      differences: [],
      report: null,
    });
    const left = Object.fromEntries(
      (body.notReplayable as { reason: string; count: number }[]).map(({ reason, count }) => [
        reason,
        count,
      ]),
    );
    expect(Object.keys(left).sort()).toEqual(['no_decision', 'no_question', 'search']);
  });

  it('tells the limits that it was decided under', async () => {
    const [one] = (await entries()).filter((each) => each.replayable === true);
    expect(one?.limits).toEqual({ maxChainLength: 3, fuel: 2_000_000 });
  });

  it('leaves nothing behind when it is decided again', async () => {
    const decisions = async (): Promise<number> =>
      (await entries()).filter(({ kind }) => kind === 'decision').length;
    const before = await decisions();
    await replay(await entries());
    expect(await decisions()).toBe(before);
  });
});

describe('an entry that was changed', () => {
  it.each([
    ['decision', { outcome: 'permit', decision: true }, ['decision', 'outcome']],
    ['reasons', { reasons: ['permit.root'] }, ['reasons']],
    ['clock', { now: 'never' }, null],
    ['policy', { bundleDigest: 'f'.repeat(64) }, 'bundle_not_stored'],
  ])('shows: its %s', async (_, change, found) => {
    const denied = (await entries()).find(
      (one) => one.outcome === 'deny' && one.replayable === true,
    );
    const { status, body } = await replay([{ ...denied, ...change }]);
    if (found === null) {
      expect(status).toBe(400);
    } else if (typeof found === 'string') {
      expect(body.notReplayable).toMatchObject([{ reason: found, count: 1 }]);
    } else {
      expect(body).toMatchObject({ alike: 0, different: 1 });
      expect(body.differences).toMatchObject([
        {
          line: 1,
          decisionId: denied?.decisionId,
          members: found.map((member) => ({ member })),
        },
      ]);
    }
  });
});

describe('a replay', () => {
  it('runs alone', async () => {
    const all = await entries();
    const answers = await Promise.all([replay(all), replay(all), replay(all)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('replay.busy');
  });

  it('of a question without an entry needs a candidate', async () => {
    const { body } = await replay([{ ...ask, decision: true }]);
    expect(body.notReplayable).toEqual([{ reason: 'no_policy', count: 1, samples: [{ line: 1 }] }]);
  });
});

describe('what is in the log', () => {
  it('is replayed without being sent, and comes out the same', async () => {
    const all = (await entries()).filter(({ kind }) => kind === 'decision');
    const { status, body } = await replayLog();
    expect(status).toBe(200);
    const { nextCursor } = body;
    const alike = all.filter(({ replayable }) => replayable).length;
    expect(body).toMatchObject({ entries: all.length, alike, different: 0, differences: [] });
    expect(nextCursor).toBeUndefined();
  });

  it('is replayed in calls that add up', async () => {
    const all = (await entries()).filter(({ kind }) => kind === 'decision').length;
    let cursor: string | undefined;
    let seen = 0;
    do {
      const { body } = await replayLog(
        `?limit=30${cursor === undefined ? '' : `&cursor=${cursor}`}`,
      );
      expect(body.entries).toBeLessThanOrEqual(30);
      seen += body.entries as number;
      cursor = body.nextCursor as string | undefined;
    } while (cursor !== undefined);
    expect(seen).toBe(all);
  });

  it('is narrowed by the filters of the log', async () => {
    const all = await entries();
    const one = all.find(({ form }) => form === 'evaluation');
    const { body } = await replayLog(`?decision_id=${one?.decisionId}`);
    expect(body).toMatchObject({ entries: 1, alike: 1 });
    const stretch = `?kind=all&writer=${one?.writer}&first_seq=3&last_seq=12`;
    const numbered = all.filter(({ seq, tenant }) => seq >= 3 && seq <= 12 && tenant !== null);
    expect((await replayLog(stretch)).body.entries).toBe(numbered.length);
    const permits = all.filter(({ outcome, form }) => outcome === 'permit' && form !== 'search');
    const permitted = await replayLog('?outcome=permit');
    expect(permitted.body.alike).toBe(permits.length);
  });

  it('is put before another policy', async () => {
    const candidate = await pushPolicy(admin, 'never', {
      rego: 'package policy.docs\n\nguards := set()\npermit contains "never" if false\n',
    });
    const { body } = await replayLog(`?candidate=${candidate}&subject=user/alice`);
    const { alike, different } = body as { alike: number; different: number };
    expect(body.report).toMatchObject({ newlyAllowed: 0, evaluated: alike + different });
    expect(body.report.newlyDenied).toBeGreaterThan(0);
    expect(body.report.groups[0]).toMatchObject({ kind: 'denied', resourceType: 'doc' });
  });

  it('is replayed for who may read it', async () => {
    const as = async (role: string): Promise<HttpClient> => {
      const { body } = await admin.post('/admin/v1/callers', { name: role, roles: [role] });
      return admin.as(body.key as string);
    };
    expect((await replayLog('', await as('audit'))).status).toBe(200);
    expectProblem(await replayLog('', await as('policy:push')), 403, 'caller.forbidden');
    expectProblem(await replayLog('', await as('decide')), 403, 'caller.forbidden');
  });

  it.each([
    ['?limit=0', 'request.invalid'],
    ['?as_of=then', 'request.invalid'],
    ['?first_seq=-1', 'request.invalid'],
    ['?cursor=abc', 'cursor.invalid'],
    ['?candidate=%00', 'request.invalid'],
    ['?no=thing', 'request.invalid'],
  ])('is not replayed for %s', async (query, code) => {
    expectProblem(await replayLog(query), 400, code as 'request.invalid');
  });

  it('is not narrowed where lines are sent', async () => {
    expectProblem(await replay([], '?subject=user/alice'), 400, 'request.invalid');
  });
});
