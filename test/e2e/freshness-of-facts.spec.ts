import type { PolicyInput, PolicyOutcome } from '@legate/core';
import type { PolicyEvaluator } from '@legate/decision';
import type { HttpAnswer } from '../support/http-client.js';
import { startService } from '../support/running-service.js';
import type { RunningService } from '../support/running-service.js';

/** Permits all, and says in its reasons what it was shown. */
const TELLING: PolicyEvaluator = { digest: 'telling', evaluate: tell };

function tell({ subject, resource }: PolicyInput): PolicyOutcome {
  const { roles, groups } = subject.properties as Record<string, readonly string[]>;
  const permits = [
    'seen',
    ...(roles ?? []).map((role) => `role.${role}`),
    ...(groups ?? []).map((group) => `group.${group}`),
    ...(resource.ancestors ?? []).map(
      ({ id, properties }) => `in.${id}.${JSON.stringify(properties['level'])}`,
    ),
  ];
  return { permits: permits.sort(), unprovenGuards: [], obligations: [], failures: [] };
}

let here: RunningService;
let there: RunningService;

beforeAll(async () => {
  here = await startService({ starterPolicy: TELLING });
  there = await startService({ beside: here, starterPolicy: TELLING });
  const { admin } = here;
  await admin.put('/admin/v1/identities/user/alice', {});
  await admin.put('/admin/v1/identities/user/olga', {});
  for (const id of ['chief', 'planner', 'helper', 'clerk']) {
    await putAgent(id, { ceiling: {} });
  }
  const root = await grant('user', 'alice', 'helper', { maxDepth: 1 });
  await grant('agent', 'helper', 'clerk', { parent: root.body.id as string });
});

afterAll(async () => {
  await there.stop();
  await here.stop();
});

const PARENTS: Readonly<Record<string, string>> = { planner: 'chief', helper: 'planner' };

async function putAgent(id: string, change: object): Promise<HttpAnswer> {
  const parent = PARENTS[id];
  return await here.admin.put(`/admin/v1/identities/agent/${id}`, {
    owners: [{ kind: 'user', id: 'olga' }],
    ...(parent !== undefined && { parent }),
    ...change,
  });
}

async function grant(
  kind: string,
  grantor: string,
  grantee: string,
  change: object,
): Promise<HttpAnswer> {
  return await here.admin.post('/admin/v1/grants', {
    grantor: { kind, id: grantor },
    grantee: { kind: 'agent', id: grantee },
    actions: ['read'],
    resources: [{ type: 'record', id: '**' }],
    ...change,
  });
}

const ALONE = {
  subject: { type: 'user', id: 'alice' },
  action: { name: 'read' },
  resource: { type: 'record', id: 'r1' },
};
const BY_HELPER = { ...ALONE, context: { agent: 'helper' } };
const THROUGH_HELPER = { ...ALONE, context: { agent: 'clerk' } };
const HELPER_ALONE = { ...ALONE, subject: { type: 'agent', id: 'helper' } };
const SEEN = ['permit.seen'];

/** A write, and what is answered from its revision on. */
interface Step {
  readonly write: () => Promise<HttpAnswer>;
  readonly reasons: readonly string[];
}

const put =
  (path: string, body: object = {}) =>
  async (): Promise<HttpAnswer> =>
    await here.admin.put(`/admin/v1/${path}`, body);
const remove = (path: string) => async (): Promise<HttpAnswer> =>
  await here.admin.delete(`/admin/v1/${path}`);
const agent = (id: string, change: object) => async (): Promise<HttpAnswer> =>
  await putAgent(id, change);

/** The second answer to each question is from memory, which the next write must reach. */
async function follow(questions: readonly object[], steps: readonly Step[]): Promise<void> {
  for (const [at, { write, reasons }] of steps.entries()) {
    const { status, body } = await write();
    expect({ at, ok: [200, 201].includes(status), body }).toMatchObject({ ok: true });
    for (const question of [...questions, ...questions]) {
      for (const service of [there, here]) {
        expect({ at, question, seen: await ask(service, question, body.revision) }).toEqual({
          at,
          question,
          seen: reasons,
        });
      }
    }
  }
}

async function ask(service: RunningService, question: object, revision: number): Promise<unknown> {
  const admin = here.admin.at(service.url);
  const headers = { 'legate-min-revision': String(revision) };
  const { body, headers: answered } = await admin.send(
    'POST',
    '/access/v1/evaluation',
    JSON.stringify(question),
    headers,
  );
  expect(Number(answered.get('legate-revision'))).toBeGreaterThanOrEqual(revision);
  return body.context.reasons;
}

const withRoles = (...names: readonly string[]): readonly string[] =>
  names.map((name) => `permit.${name}`).sort();

describe('a decision that demands the revision of a write, from a warm cache, follows', () => {
  it('members that come and go', async () => {
    const member = 'groups/staff/members/user/alice';
    await follow(
      [ALONE],
      [
        { write: put('groups/staff'), reasons: SEEN },
        { write: put('role-assignments/auditor/group/staff'), reasons: SEEN },
        { write: put(member), reasons: withRoles('seen', 'role.auditor', 'group.staff') },
        { write: remove(member), reasons: SEEN },
        { write: put(member), reasons: withRoles('seen', 'role.auditor', 'group.staff') },
        { write: remove(member), reasons: SEEN },
      ],
    );
  });

  it('groups inside groups, and groups that are retired', async () => {
    const inner = withRoles('seen', 'group.crew');
    const middle = withRoles('seen', 'group.crew', 'group.team');
    const all = withRoles('seen', 'group.crew', 'group.team', 'group.board', 'role.owner');
    await follow(
      [ALONE],
      [
        { write: put('groups/board'), reasons: SEEN },
        { write: put('groups/team'), reasons: SEEN },
        { write: put('groups/crew'), reasons: SEEN },
        { write: put('role-assignments/owner/group/board'), reasons: SEEN },
        { write: put('groups/crew/members/user/alice'), reasons: inner },
        { write: put('groups/board/members/group/team'), reasons: inner },
        { write: put('groups/team/members/group/crew'), reasons: all },
        { write: remove('groups/board/members/group/team'), reasons: middle },
        { write: put('groups/board/members/group/team'), reasons: all },
        { write: put('groups/board', { status: 'retired' }), reasons: middle },
        { write: put('groups/board', { status: 'active' }), reasons: all },
        { write: put('groups/team', { status: 'retired' }), reasons: inner },
        { write: put('groups/team', { status: null }), reasons: all },
        { write: remove('groups/crew?retire=true'), reasons: SEEN },
        { write: put('groups/crew', { status: 'active' }), reasons: all },
        { write: remove('groups/team/members/group/crew'), reasons: inner },
        { write: remove('groups/crew/members/user/alice'), reasons: SEEN },
      ],
    );
  });

  it('roles that are assigned and taken away', async () => {
    const one = 'role-assignments/editor/user/alice';
    const group = 'role-assignments/viewer/group/club';
    await follow(
      [ALONE],
      [
        { write: put('groups/club'), reasons: SEEN },
        { write: put('groups/club/members/user/alice'), reasons: withRoles('seen', 'group.club') },
        { write: put(one), reasons: withRoles('seen', 'group.club', 'role.editor') },
        {
          write: put(group),
          reasons: withRoles('seen', 'group.club', 'role.editor', 'role.viewer'),
        },
        { write: remove(one), reasons: withRoles('seen', 'group.club', 'role.viewer') },
        { write: remove(group), reasons: withRoles('seen', 'group.club') },
        { write: remove('groups/club/members/user/alice'), reasons: SEEN },
      ],
    );
  });

  it('subject types that are mapped, mapped anew and not mapped any more', async () => {
    const unknown = ['subject.unknown'];
    const ask = { ...ALONE, subject: { type: 'employee', id: 'alice' } };
    const acted = { ...ask, context: BY_HELPER.context };
    await follow(
      [ask, acted],
      [
        { write: put('subject-types/robot', { kind: 'agent' }), reasons: unknown },
        { write: put('subject-types/employee', { kind: 'user' }), reasons: SEEN },
        { write: put('subject-types/employee', { kind: 'service' }), reasons: unknown },
        { write: put('subject-types/employee', { kind: 'user' }), reasons: SEEN },
        { write: remove('subject-types/employee'), reasons: unknown },
      ],
    );
  });

  it('aliases that come, go over to another agent and end', async () => {
    const issuer = 'https://idp.example';
    const aliases = [{ issuer, subject: 'h-1' }];
    const subject = { ...ALONE.subject, properties: { act: { sub: 'h-1', iss: issuer } } };
    const user = 'identities/user/olga';
    const unknown = ['actor.unknown'];
    await follow(
      [{ ...ALONE, subject }],
      [
        { write: agent('helper', { displayName: 'Helper' }), reasons: unknown },
        { write: agent('helper', { aliases }), reasons: SEEN },
        { write: agent('helper', { aliases: [] }), reasons: unknown },
        { write: agent('planner', { aliases }), reasons: ['grant.none'] },
        { write: agent('planner', {}), reasons: unknown },
        { write: put(user, { aliases }), reasons: unknown },
        { write: put(user, { aliases: [] }), reasons: unknown },
        { write: agent('helper', { aliases }), reasons: SEEN },
        { write: agent('helper', {}), reasons: unknown },
      ],
    );
  });

  it.each(['planner', 'chief'])('how %s stands, an agent above', async (id) => {
    const dead = ['agent.parent_not_active'];
    const over = ['ceiling.exceeded'];
    await follow(
      [BY_HELPER, THROUGH_HELPER, HELPER_ALONE],
      [
        { write: agent(id, { displayName: 'above' }), reasons: SEEN },
        { write: agent(id, { status: 'suspended' }), reasons: dead },
        { write: agent(id, { status: 'active' }), reasons: SEEN },
        { write: agent(id, { status: 'retired' }), reasons: dead },
        { write: agent(id, { status: null }), reasons: SEEN },
        { write: agent(id, { ceiling: { actions: ['write'] } }), reasons: over },
        { write: agent(id, { ceiling: { actions: ['read'] } }), reasons: SEEN },
        { write: agent(id, { ceiling: { actions: [] } }), reasons: over },
        { write: agent(id, { ceiling: null }), reasons: SEEN },
      ],
    );
  });

  it('which agents are above', async () => {
    const dead = ['agent.parent_not_active'];
    await follow(
      [BY_HELPER, THROUGH_HELPER, HELPER_ALONE],
      [
        { write: agent('clerk', { status: 'active' }), reasons: SEEN },
        { write: put('identities/agent/lost', { status: 'suspended' }), reasons: SEEN },
        { write: agent('chief', { parent: 'lost' }), reasons: dead },
        { write: put('identities/agent/lost', { status: 'active' }), reasons: SEEN },
        { write: put('identities/agent/lost', { status: 'retired' }), reasons: dead },
        { write: agent('chief', {}), reasons: SEEN },
        { write: agent('planner', { parent: 'lost' }), reasons: dead },
        { write: agent('planner', {}), reasons: SEEN },
      ],
    );
  });

  it('marks before which grants are void, of grantor and grantee', async () => {
    const [past, future] = ['2000-01-01T00:00:00Z', '2999-01-01T00:00:00Z'];
    const user = 'identities/user/alice';
    const void_ = ['grant.before_mark'];
    await follow(
      [BY_HELPER, THROUGH_HELPER],
      [
        { write: put(user, { notBefore: past }), reasons: SEEN },
        { write: put(user, { notBefore: future }), reasons: void_ },
        { write: put(user, { notBefore: null }), reasons: SEEN },
        { write: agent('helper', { notBefore: future }), reasons: void_ },
        { write: agent('helper', { notBefore: past }), reasons: SEEN },
      ],
    );
  });

  it('what a resource is pinned to, and whether it is retired', async () => {
    const [a, b] = ['a', 'b'].map((digit) => `sha256:${digit.repeat(64)}`);
    const ask = { ...ALONE, resource: { type: 'tool', id: 't', properties: { digest: a ?? '' } } };
    await follow(
      [ask],
      [
        { write: put('groups/unrelated'), reasons: SEEN },
        { write: put('resources/tool/t', { digest: b }), reasons: ['resource.digest_mismatch'] },
        { write: put('resources/tool/t', { digest: a }), reasons: SEEN },
        { write: remove('resources/tool/t?retire=true'), reasons: ['resource.retired'] },
        { write: put('resources/tool/t', { digest: b }), reasons: ['resource.retired'] },
        {
          write: put('resources/tool/t', { digest: b, status: 'active' }),
          reasons: ['resource.digest_mismatch'],
        },
        { write: put('resources/tool/t', {}), reasons: SEEN },
      ],
    );
  });

  it('what a resource lies in', async () => {
    const folder = (id: string): object => ({ parent: { type: 'folder', id } });
    const level = (id: string, value: number, rest: object = {}): Step['write'] =>
      put(`resources/folder/${id}`, { attributes: { level: value }, ...rest });
    const inside = (...above: readonly string[]): readonly string[] =>
      withRoles('seen', ...above.map((one) => `in.${one}`));
    await follow(
      [{ ...ALONE, resource: { type: 'record', id: 'deep' } }],
      [
        { write: level('outer', 1), reasons: SEEN },
        { write: level('inner', 1, folder('outer')), reasons: SEEN },
        {
          write: put('resources/record/deep', folder('inner')),
          reasons: inside('inner.1', 'outer.1'),
        },
        { write: level('outer', 2), reasons: inside('inner.1', 'outer.2') },
        { write: level('inner', 2, folder('outer')), reasons: inside('inner.2', 'outer.2') },
        { write: level('inner', 2), reasons: inside('inner.2') },
        { write: level('outer', 3), reasons: inside('inner.2') },
        { write: level('inner', 2, folder('outer')), reasons: inside('inner.2', 'outer.3') },
        { write: level('outer', 4), reasons: inside('inner.2', 'outer.4') },
        { write: put('resources/record/deep', folder('outer')), reasons: inside('outer.4') },
        { write: put('resources/record/deep'), reasons: SEEN },
      ],
    );
  });
});
