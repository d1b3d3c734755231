import type { PolicyEvaluator } from '@legate/decision';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';

const LONG_AGO = '2020-01-01T00:00:00Z';
const FAR_OFF = '2999-01-01T00:00:00Z';

let service: RunningService;
let admin: HttpClient;

beforeAll(async () => {
  service = await startService();
  ({ admin } = service);
  await put('user/alice', { attributes: { roles: ['editor'] } });
});

afterAll(async () => {
  await service.stop();
});

async function put(ref: string, body: object): Promise<void> {
  const { status } = await admin.put(`/admin/v1/identities/${ref}`, body);
  expect([200, 201]).toContain(status);
}

const OWNED = { owners: [{ kind: 'user', id: 'alice' }] };

/** Each test has agents of its own, so that the chains of another do not count. */
async function putAgent(id: string, body: object = {}): Promise<void> {
  await put(`agent/${id}`, { ...OWNED, ...body });
}

const user = (id: string) => ({ kind: 'user', id });
const agent = (id: string) => ({ kind: 'agent', id });

async function grant(body: object): Promise<string> {
  const scope = { actions: ['*'], resources: [{ type: '*', id: '**' }] };
  const answer = await admin.post('/admin/v1/grants', {
    grantor: user('alice'),
    ...scope,
    ...body,
  });
  expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 201 });
  return answer.body.id as string;
}

async function ask(changes: object): Promise<HttpAnswer> {
  const answer = await admin.evaluate({
    subject: { type: 'user', id: 'alice' },
    action: { name: 'write' },
    resource: { type: 'record', id: 'crm/1' },
    ...changes,
  });
  expect(answer.status).toBe(200);
  return answer;
}

async function expectDeny(changes: object, reason: string, grantId?: string): Promise<void> {
  const { body } = await ask(changes);
  expect(body.decision).toBe(false);
  expect(body.context.reasons).toEqual([reason]);
  expect(body.context.denied_by).toEqual(grantId === undefined ? undefined : { grant: grantId });
}

describe('a subject', () => {
  it.each([
    ['user', 'nobody'],
    ['agent', 'alice'],
    ['group', 'alice'],
    ['User', 'alice'],
  ])('%s %s that is not stored is subject.unknown', async (type, id) => {
    await expectDeny({ subject: { type, id } }, 'subject.unknown');
  });

  it.each(['suspended', 'retired'])('that is %s is denied, also for its agent', async (status) => {
    await put(`user/${status}`, { status, attributes: { roles: ['admin'] } });
    await putAgent(`of-${status}`);
    await grant({ grantor: user(status), grantee: agent(`of-${status}`) });
    const subject = { type: 'user', id: status };
    await expectDeny({ subject }, `subject.${status}`);
    await expectDeny({ subject, context: { agent: `of-${status}` } }, `subject.${status}`);
  });

  it('no rule permits is policy.no_match', async () => {
    await expectDeny({ action: { name: 'share' } }, 'policy.no_match');
  });

  it('with a ceiling of its own is held to it', async () => {
    await put('service/batch', {
      attributes: { roles: ['editor'] },
      ceiling: { actions: ['read'] },
    });
    const subject = { type: 'service', id: 'batch' };
    await expectDeny({ subject }, 'ceiling.exceeded');
    expect((await ask({ subject, action: { name: 'read' } })).body.decision).toBe(true);
  });
});

describe('an agent alone', () => {
  const subject = (id: string) => ({ subject: { type: 'agent', id } });

  it('is permitted what its attributes name, up to its ceiling', async () => {
    await putAgent('solo', {
      attributes: { autonomous: { record: ['write', 'delete'] } },
      ceiling: { actions: ['read', 'write'], resources: [{ type: 'record', id: 'crm/*' }] },
    });
    const { body } = await ask(subject('solo'));
    expect(body.context.reasons).toEqual(['permit.autonomous']);
    await expectDeny({ ...subject('solo'), action: { name: 'delete' } }, 'ceiling.exceeded');
    const elsewhere = { type: 'record', id: 'hr/1' };
    await expectDeny({ ...subject('solo'), resource: elsewhere }, 'ceiling.exceeded');
    await expectDeny({ ...subject('solo'), action: { name: 'read' } }, 'policy.no_match');
  });

  it('without a ceiling is agent.no_ceiling, whatever policy says', async () => {
    await putAgent('unbounded', { attributes: { autonomous: { record: ['write'] } } });
    await expectDeny(subject('unbounded'), 'agent.no_ceiling');
  });

  it('is not helped by a grant: that is for acting for another', async () => {
    await putAgent('lone', { ceiling: {} });
    await grant({ grantee: agent('lone') });
    await expectDeny(subject('lone'), 'policy.no_match');
  });

  it.each([
    ['none', []],
    ['a suspended one', [user('away')]],
    ['retired and suspended ones', [user('gone'), user('away')]],
  ])('with %s for an owner is agent.no_live_owner', async (_, owners) => {
    await put('user/away', { status: 'suspended' });
    await put('user/gone', { status: 'retired' });
    await put('agent/orphan', { owners, ceiling: {} });
    await expectDeny(subject('orphan'), 'agent.no_live_owner');
  });

  it('with one active owner among others has one', async () => {
    await put('user/away', { status: 'suspended' });
    await putAgent('shared', {
      owners: [user('away'), user('alice')],
      attributes: { autonomous: { record: ['write'] } },
      ceiling: {},
    });
    expect((await ask(subject('shared'))).body.decision).toBe(true);
  });
});

describe('an agent for a user', () => {
  const by = (id: string) => ({ context: { agent: id } });

  it('that is not stored is actor.unknown', async () => {
    await expectDeny(by('nobody'), 'actor.unknown');
  });

  it.each(['suspended', 'retired'])('that is %s is denied, with a live grant', async (status) => {
    await putAgent(`actor-${status}`, { status });
    await grant({ grantee: agent(`actor-${status}`) });
    await expectDeny(by(`actor-${status}`), `actor.${status}`);
  });

  it('without a live owner is denied, with a live grant', async () => {
    await put('agent/unowned', {});
    await grant({ grantee: agent('unowned') });
    await expectDeny(by('unowned'), 'agent.no_live_owner');
  });

  it('gets nothing from a grant of another user', async () => {
    await put('user/carol', {});
    await putAgent('carols');
    await grant({ grantor: user('carol'), grantee: agent('carols') });
    await expectDeny(by('carols'), 'grant.none');
  });

  it('gets no more than the user may itself', async () => {
    await putAgent('wide');
    const id = await grant({ grantee: agent('wide') });
    const { body } = await ask({ ...by('wide'), action: { name: 'share' } });
    expect(body).toMatchObject({
      decision: false,
      context: { reasons: ['policy.no_match'], grants: [id] },
    });
  });

  it('loses what the user loses: without the role, a live grant gives nothing', async () => {
    await put('user/demoted', { attributes: { roles: ['editor'] } });
    await putAgent('of-demoted');
    await grant({ grantor: user('demoted'), grantee: agent('of-demoted') });
    const asked = { subject: { type: 'user', id: 'demoted' }, ...by('of-demoted') };
    expect((await ask(asked)).body.context.reasons).toEqual(['permit.editor']);
    await put('user/demoted', { attributes: { roles: ['viewer'] } });
    const { body } = await ask(asked);
    expect(body).toMatchObject({ decision: false, context: { reasons: ['policy.no_match'] } });
  });

  it('past its ceiling is ceiling.exceeded, whatever it was granted', async () => {
    await putAgent('capped', { ceiling: { actions: ['read'] } });
    const id = await grant({ grantee: agent('capped') });
    await expectDeny(by('capped'), 'ceiling.exceeded', id);
  });

  it.each([
    ['grant.expired', { expiresAt: LONG_AGO }],
    ['grant.not_yet_valid', { notBefore: FAR_OFF }],
    ['grant.action_not_granted', { actions: ['read'] }],
    ['grant.resource_not_granted', { resources: [{ type: 'record', id: 'crm' }] }],
    ['grant.resource_not_granted', { resources: [{ type: 'file', id: '**' }] }],
    ['grant.purpose_mismatch', { purpose: 'billing' }],
    [
      'grant.constraint_not_met',
      { constraints: [{ path: 'action.properties.amount', op: 'max', value: 5 }] },
    ],
  ])('is %s below a grant that says %j', async (reason, terms) => {
    const id = `a${JSON.stringify(terms).replaceAll(/[^a-z]/gi, '')}`;
    await putAgent(id);
    const grantId = await grant({ grantee: agent(id), ...terms });
    await expectDeny(by(id), reason, grantId);
  });

  it('meets constraint and purpose when the request carries them, of the right type', async () => {
    await putAgent('payer');
    const id = await grant({
      grantee: agent('payer'),
      purpose: 'billing',
      constraints: [{ path: 'action.properties.amount', op: 'max', value: 5 }],
    });
    const context = { agent: 'payer', purpose: 'billing' };
    const pay = (amount: unknown) => ({
      context,
      action: { name: 'write', properties: { amount } },
    });
    expect((await ask(pay(5))).body.context.grants).toEqual([id]);
    for (const amount of [6, '5', null, [5], { value: 5 }, true]) {
      await expectDeny(pay(amount), 'grant.constraint_not_met', id);
    }
    for (const purpose of ['Billing', 'billing ', ['billing'], null, 1]) {
      const changed = { ...pay(5), context: { ...context, purpose } };
      await expectDeny(changed, 'grant.purpose_mismatch', id);
    }
  });
});

describe('a chain', () => {
  const by = (id: string) => ({ context: { agent: id } });

  async function putChain(length: number, name: string): Promise<string[]> {
    const ids: string[] = [];
    for (let at = 0; at < length; at += 1) {
      await putAgent(`${name}${at}`);
      ids.push(
        await grant({
          grantee: agent(`${name}${at}`),
          maxDepth: length - 1 - at,
          ...(at > 0 && { grantor: agent(`${name}${at - 1}`), parent: ids[at - 1] }),
        }),
      );
    }
    return ids;
  }

  it('of as many grants as the limit carries, and one more does not (DEL-12)', async () => {
    const ids = await putChain(17, 'long');
    expect((await ask(by('long15'))).body.context.grants).toEqual(ids.slice(0, 16));
    await expectDeny(by('long16'), 'grant.depth_exceeded', ids[0]);
  });

  it('names its grants root first on a permit, and the one that said no on a deny (REV-2)', async () => {
    const [root = '', middle = '', leaf = ''] = await putChain(3, 'link');
    expect((await ask(by('link2'))).body.context.grants).toEqual([root, middle, leaf]);
    await admin.post(`/admin/v1/grants/${middle}/revoke`, { reason: 'test' });
    await expectDeny(by('link2'), 'grant.revoked', middle);
    expect((await ask(by('link0'))).body.context.grants).toEqual([root]);
    await admin.post(`/admin/v1/grants/${root}/revoke`, { reason: 'test' });
    await expectDeny(by('link2'), 'grant.revoked', root);
    await expectDeny(by('link0'), 'grant.revoked', root);
  });

  it.each(['suspended', 'retired'])(
    'with a %s agent in the middle is grant.party_not_active (REV-2)',
    async (status) => {
      const name = `mid-${status}`;
      const ids = await putChain(3, name);
      await putAgent(`${name}1`, { status });
      await expectDeny(by(`${name}2`), 'grant.party_not_active', ids[1]);
      await putAgent(`${name}1`, { status: null });
      expect((await ask(by(`${name}2`))).body.decision).toBe(true);
    },
  );

  it('is held to the ceiling of every agent in it', async () => {
    const ids = await putChain(2, 'under');
    await putAgent('under0', { ceiling: { actions: ['read'] } });
    await expectDeny(by('under1'), 'ceiling.exceeded', ids[0]);
  });

  it('must carry alone: two grants never make up one permit', async () => {
    await putAgent('halves');
    await grant({ grantee: agent('halves'), actions: ['read'] });
    const other = await grant({
      grantee: agent('halves'),
      resources: [{ type: 'record', id: 'hr/**' }],
    });
    await expectDeny(by('halves'), 'grant.resource_not_granted', other);
  });

  it('that is dead does not hide one that lives', async () => {
    await putAgent('again');
    const dead = await grant({ grantee: agent('again') });
    await admin.post(`/admin/v1/grants/${dead}/revoke`, { reason: 'test' });
    const live = await grant({ grantee: agent('again') });
    expect((await ask(by('again'))).body.context.grants).toEqual([live]);
  });
});

describe('a policy', () => {
  const nothing = { permits: [], unprovenGuards: [], obligations: [], failures: [] };

  async function askPolicy(evaluate: PolicyEvaluator['evaluate']): Promise<HttpAnswer['body']> {
    const other = await startService({ starterPolicy: { digest: 'test', evaluate } });
    try {
      await other.admin.put('/admin/v1/identities/user/alice', {});
      const question = { subject: { type: 'user', id: 'alice' }, action: { name: 'a' } };
      const answer = await other.admin.evaluate({ ...question, resource: { type: 'r', id: '1' } });
      expect(answer.status).toBe(200);
      return answer.body;
    } finally {
      await other.stop();
    }
  }

  it('that demands a guard it does not prove denies with guard.<name>', async () => {
    const outcome = { ...nothing, permits: ['a'], unprovenGuards: ['not_archived'] };
    const { decision, context } = await askPolicy(() => outcome);
    expect({ decision, reasons: context.reasons }).toEqual({
      decision: false,
      reasons: ['guard.not_archived'],
    });
  });

  it.each(['indeterminate.policy_error', 'indeterminate.obligation'] as const)(
    'that fails denies with %s, and its words stay inside',
    async (reason) => {
      const failures = [{ package: 'policy.x', reason, detail: 'data.secret at line 7' }];
      const body = await askPolicy(() => ({ ...nothing, permits: ['a'], failures }));
      expect(body).toMatchObject({ decision: false, context: { reasons: [reason] } });
      expect(JSON.stringify(body)).not.toMatch(/secret|policy\.x/);
    },
  );

  it('that throws denies with indeterminate.policy_error', async () => {
    const body = await askPolicy(() => {
      throw new Error('out of memory');
    });
    expect(body).toMatchObject({
      decision: false,
      context: { reasons: ['indeterminate.policy_error'] },
    });
    expect(JSON.stringify(body)).not.toContain('memory');
  });

  it('that gives an obligation with its permit hands it on (OBL-1)', async () => {
    const obligation = {
      id: 'o1',
      type: 'notification',
      properties: { to: ['x'], deep: { a: 1 } },
    };
    const outcome = { ...nothing, permits: ['a'], obligations: [obligation] };
    const body = await askPolicy(() => outcome);
    expect(body).toMatchObject({ decision: true, context: { obligations: [obligation] } });
  });
});
