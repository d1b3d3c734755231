import { engineOf } from '../policy/support/opa.js';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import { startService } from '../support/running-service.js';
import type { RunningService } from '../support/running-service.js';
import { readBytes, readWriter } from '../support/spooled-entries.js';
import type { Entry } from '../support/spooled-entries.js';
import { makeSigningKey, putIssuer, signToken } from '../support/token-issuer.js';

const POLICY = {
  'a.rego': `package policy.docs

guards := set()
permit contains "owner" if input.resource.properties.owner == "alice"
obligations contains {"id": "o", "type": "notification", "properties": {"to": "ops", "body": "x"}} if input.action.name == "delete"
`,
};
const ALICE = { type: 'user', id: 'alice' };
const READ = { name: 'read' };
const HERS = { type: 'doc', id: 'hers' };
const QUESTION = { subject: ALICE, action: READ, resource: HERS };
const ISSUER = 'https://idp.example';

let service: RunningService;
let admin: HttpClient;
let pep: HttpClient;
let pepKey: string;
let pepId: string;
let grant: string;
let seen = 0;
const signingKey = makeSigningKey();

beforeAll(async () => {
  service = await startService({ starterPolicy: await engineOf(POLICY) });
  ({ admin } = service);
  await admin.put('/admin/v1/identities/user/alice', {});
  await admin.put('/admin/v1/identities/agent/bot', { owners: [{ kind: 'user', id: 'alice' }] });
  await admin.put('/admin/v1/resources/doc/hers', { attributes: { owner: 'alice' } });
  await admin.put('/admin/v1/action-types/doc', { actions: ['read', 'write'] });
  const granted = await admin.post('/admin/v1/grants', {
    grantor: { kind: 'user', id: 'alice' },
    grantee: { kind: 'agent', id: 'bot' },
    actions: ['read'],
    resources: [{ type: 'doc', id: '**' }],
    constraints: [],
  });
  grant = granted.body.id as string;
  const { body } = await admin.post('/admin/v1/callers', {
    name: 'pep',
    roles: ['decide', 'search'],
  });
  pepKey = body.key as string;
  pepId = body.id as string;
  pep = admin.as(pepKey);
});

afterAll(async () => {
  await service.stop();
});

/** Entries since the last look. */
async function newEntries(): Promise<readonly Entry[]> {
  const all = (await readWriter(service.spool.folder)).filter(({ kind }) => kind === 'decision');
  const added = all.slice(seen);
  seen = all.length;
  return added;
}

const idOf = ({ body }: HttpAnswer): string => body.context.evaluation_id as string;

describe('the entry of an answered decision', () => {
  beforeEach(newEntries);

  it('is there when the answer is, with all that it was made of (OPA-34)', async () => {
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    const headers = { 'x-request-id': 'req-1', traceparent: `00-${trace}-00f067aa0ba902b7-01` };
    const asked = {
      ...QUESTION,
      action: { name: 'read', properties: { soft: true } },
      context: { agent: 'bot', ip: '10.0.0.1' },
    };
    const answer = await pep.send('POST', '/access/v1/evaluation', JSON.stringify(asked), headers);
    const [entry, ...others] = await newEntries();
    expect(others).toEqual([]);
    expect(entry).toEqual({
      v: 1,
      kind: 'decision',
      writer: service.spool.writer,
      seq: expect.any(Number),
      at: expect.stringMatching(/Z$/),
      tenant: 'default',
      decisionId: idOf(answer),
      form: 'evaluation',
      caller: pepId,
      requestId: 'req-1',
      traceId: trace,
      subject: ALICE,
      actor: { type: 'agent', id: 'bot' },
      owner: ['user:alice'],
      mode: 'delegated',
      chain: [grant],
      action: asked.action,
      resource: HERS,
      context: asked.context,
      decision: true,
      outcome: 'permit',
      reasons: ['permit.owner'],
      obligations: [],
      approval: null,
      budgets: [],
      bundleRevision: null,
      bundleDigest: expect.any(String),
      revision: Number(answer.headers.get('legate-revision')),
      now: expect.stringMatching(/Z$/),
      timings: { facts: expect.any(Number), policy: expect.any(Number) },
      replayable: true,
    });
  });

  it('is there for a deny, and says which grant said no', async () => {
    const asked = { ...QUESTION, action: { name: 'write' }, context: { agent: 'bot' } };
    const answer = await pep.evaluate(asked);
    expect(await newEntries()).toMatchObject([
      {
        decisionId: idOf(answer),
        decision: false,
        outcome: 'deny',
        reasons: ['grant.action_not_granted'],
        deniedBy: grant,
      },
    ]);
  });

  it('is there for what could not be decided', async () => {
    const far = { 'legate-min-revision': '999999' };
    await pep.send('POST', '/access/v1/evaluation', JSON.stringify(QUESTION), far);
    expect(await newEntries()).toMatchObject([
      {
        decision: false,
        outcome: 'indeterminate',
        reasons: ['indeterminate.stale'],
        revision: null,
        now: null,
        replayable: false,
      },
    ]);
  });

  it('is there for each item of a batch, also one that is no question', async () => {
    const { body } = await pep.post('/access/v1/evaluations', {
      ...QUESTION,
      evaluations: [{}, { action: { name: 'write' } }, { subject: 7 }],
    });
    const entries = await newEntries();
    const ids = body.evaluations.map((item: Entry) => item.context.evaluation_id as string);
    expect(entries.map(({ decisionId }) => decisionId)).toEqual(ids);
    expect(entries).toMatchObject([
      { form: 'evaluations', decision: true, resource: HERS },
      { form: 'evaluations', decision: true, action: { name: 'write' } },
      { form: 'evaluations', decision: false, reasons: ['indeterminate.request'], subject: null },
    ]);
  });

  it('is there for each search', async () => {
    await pep.post('/access/v1/search/resource', { ...QUESTION, resource: { type: 'doc' } });
    await pep.post('/access/v1/search/subject', { ...QUESTION, subject: { type: 'agent' } });
    await pep.post('/access/v1/search/action', { subject: ALICE, resource: HERS });
    expect(await newEntries()).toMatchObject([
      { form: 'search', search: 'resource', subject: ALICE, resource: { type: 'doc' }, results: 1 },
      { form: 'search', search: 'subject', subject: { type: 'agent' }, results: 0 },
      { form: 'search', search: 'action', action: null, results: 2, revision: expect.any(Number) },
    ]);
  });

  it('is there for the forms of OPA', async () => {
    const input = { ...QUESTION, action: { name: 'delete' } };
    const whole = await pep.post('/v1/data/legate/decision', { input });
    const bare = await pep.post('/v1/data/legate/decision/allow', { input });
    const hook = await pep.post('/v0/data/legate/decision/allow', QUESTION);
    expect([bare.body.result, hook.body]).toEqual([false, true]);
    const answered = [whole, bare].map(({ body }) => body.decision_id as string);
    const entries = await newEntries();
    expect(entries.slice(0, 2).map(({ decisionId }) => decisionId)).toEqual(answered);
    expect(entries).toMatchObject([
      { form: 'data', decision: true, obligations: [{ type: 'notification' }] },
      { form: 'data', decision: false, reasons: ['obligation.unsupported'] },
      { form: 'data', decision: true },
    ]);
  });

  it('is there for a proxy', async () => {
    await admin.put('/admin/v1/route-tables/default', {
      proxy: 'nginx',
      subject: { type: 'user', header: 'X-User' },
      routes: [
        { methods: ['GET'], path: '/d/{id}', action: READ, resource: { type: 'doc', id: '{id}' } },
      ],
    });
    const { headers } = await pep.send('GET', '/forward-auth', undefined, {
      'x-user': 'alice',
      'x-original-method': 'GET',
      'x-original-uri': '/d/hers?token=secret',
    });
    expect(await newEntries()).toMatchObject([
      {
        form: 'forward-auth',
        decisionId: headers.get('legate-evaluation-id'),
        decision: true,
        context: { http: { method: 'GET', path: '/d/hers' } },
      },
    ]);
  });

  it('says what was answered to a caller whose answers have no room for obligations', async () => {
    const made = await admin.post('/admin/v1/callers', {
      name: 'terse',
      roles: ['decide'],
      answers: 'minimal',
    });
    const terse = admin.as(made.body.key as string);
    const { body } = await terse.evaluate({ ...QUESTION, action: { name: 'delete' } });
    expect(body).toEqual({ decision: false });
    expect(await newEntries()).toMatchObject([{ decision: false, outcome: 'permit' }]);
  });

  it('is not there for what is no decision: explanations, the past, and refused requests', async () => {
    await admin.post('/admin/v1/explain', QUESTION);
    await admin.post('/admin/v1/evaluation?at_revision=3', QUESTION);
    await pep.evaluate({ subject: ALICE });
    await pep.as(null).evaluate(QUESTION);
    await pep.post('/access/v1/evaluations', { ...QUESTION, subject: { type: 'user', id: '' } });
    expect(await newEntries()).toEqual([]);
  });

  it('has no key and no token in it, wherever one was sent', async () => {
    await putIssuer(admin, ISSUER, { keys: [signingKey], purposes: ['subject'] });
    const aliases = [{ issuer: ISSUER, subject: 'a-1' }];
    await admin.put('/admin/v1/identities/user/alice', { aliases });
    const token = signToken(signingKey, { iss: ISSUER, sub: 'a-1' });
    const contexts = [{ token }, { nested: [{ note: `Bearer ${token}` }] }, { key: pepKey }];
    for (const context of contexts) {
      const body = JSON.stringify({ ...QUESTION, context });
      const headers = { 'legate-subject-token': token, 'x-request-id': pepKey };
      await pep.send('POST', '/access/v1/evaluation', body, headers);
      await pep.send('POST', '/access/v1/evaluation', body);
    }
    await pep.post('/access/v1/search/resource', {
      ...QUESTION,
      resource: { type: 'doc' },
      context: { key: pepKey },
    });
    expect((await newEntries()).length).toBeGreaterThan(4);
    const bytes = await readBytes(service.spool.folder);
    for (const secret of [pepKey, service.key, token]) {
      expect(bytes.includes(secret)).toBe(false);
    }
  });
});
