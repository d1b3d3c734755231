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
  service = await startService({ limits: { maxChainLength: 3 } });
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

async function entries(): Promise<readonly Entry[]> {
  return await readWriter(service.spool.folder);
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
    const before = (await entries()).length;
    await replay(await entries());
    expect((await entries()).length).toBe(before);
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
