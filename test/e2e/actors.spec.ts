import { expectDecisionError } from '../support/expect-error.js';
import type { HttpAnswer } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';

const ALICE = { kind: 'user', id: 'alice' };
const OWNED = { owners: [ALICE], ceiling: { actions: ['write'] } };
const SCOPE = { actions: ['write'], resources: [{ type: 'record', id: '**' }] };

let service: RunningService;
/** Ids of the grants of alice to the agent and to the service, both named "helper". */
const grants = { agent: '', service: '' };

beforeAll(async () => {
  service = await startService();
  const { admin } = service;
  await admin.put('/admin/v1/identities/user/alice', { attributes: { roles: ['editor'] } });
  await admin.put('/admin/v1/identities/service/helper', {});
  const autonomous = { autonomous: { record: ['write'] } };
  await admin.put('/admin/v1/identities/agent/helper', { ...OWNED, attributes: autonomous });
  await admin.put('/admin/v1/identities/agent/other', OWNED);
  await admin.put('/admin/v1/identities/user/helper', { attributes: { roles: ['editor'] } });
  for (const kind of ['agent', 'service'] as const) {
    const grantee = { kind, id: 'helper' };
    const answer = await admin.post('/admin/v1/grants', { grantor: ALICE, grantee, ...SCOPE });
    expect(answer.status).toBe(201);
    grants[kind] = answer.body.id;
  }
});

afterAll(async () => {
  await service.stop();
});

interface Carriers {
  readonly act?: unknown;
  readonly agent?: unknown;
  readonly client_id?: unknown;
  readonly subject?: { readonly type: string; readonly id: string };
}

async function ask({ act, subject = { type: 'user', id: 'alice' }, ...context }: Carriers) {
  return await service.admin.evaluate({
    subject: { ...subject, ...(act !== undefined && { properties: { act } }) },
    action: { name: 'write' },
    resource: { type: 'record', id: '1' },
    context,
  });
}

function expectPermit({ status, body }: HttpAnswer, grantIds?: readonly string[]): void {
  expect(status).toBe(200);
  expect({ decision: body.decision, grants: body.context.grants }).toEqual({
    decision: true,
    grants: grantIds,
  });
}

function expectDeny({ status, body }: HttpAnswer, reason: string): void {
  expect(status).toBe(200);
  expect({ decision: body.decision, reasons: body.context.reasons }).toEqual({
    decision: false,
    reasons: [reason],
  });
}

describe('the actor', () => {
  it.each<[string, Carriers]>([
    ['context.agent (COAZ-MCP)', { agent: 'helper' }],
    ['subject.properties.act (ARAP)', { act: { sub: 'helper' } }],
    ['both, when they agree', { act: { sub: 'helper' }, agent: 'helper' }],
    ['act with the profile ai_agent', { act: { sub: 'helper', sub_profile: 'ai_agent' } }],
    ['act with unknown members (AZ-2)', { act: { sub: 'helper', client_id: 5, cnf: null } }],
    ['act with its history', { act: { sub: 'helper', act: { sub: 'other', act: {} } } }],
  ])('is read from %s', async (_, carriers) => {
    expectPermit(await ask(carriers), [grants.agent]);
  });

  it('is a service where act says so (DEL-11)', async () => {
    const act = { sub: 'helper', sub_profile: 'x service y' };
    expectPermit(await ask({ act }), [grants.service]);
  });

  it('is nobody without a carrier: the user acts for itself', async () => {
    expectPermit(await ask({}));
  });

  it.each<[string, Carriers]>([
    ['ids', { act: { sub: 'helper' }, agent: 'other' }],
    ['ids that differ in case', { act: { sub: 'helper' }, agent: 'Helper' }],
    ['kinds', { act: { sub: 'helper', sub_profile: 'service' }, agent: 'helper' }],
    ['issuers (DEL-10)', { act: { sub: 'helper', iss: 'https://idp.example' }, agent: 'helper' }],
  ])('of different %s in two carriers is refused', async (_, carriers) => {
    expectDecisionError(await ask(carriers), 400, 'request.actor_conflict');
  });

  it('is the outermost act: what is nested is history and counts for nothing', async () => {
    const act = { sub: 'other', act: { sub: 'helper' } };
    expectDeny(await ask({ act }), 'grant.none');
    expectDecisionError(await ask({ act, agent: 'helper' }), 400, 'request.actor_conflict');
  });

  it('of a foreign issuer is not the local one of the same id (DEL-10)', async () => {
    const act = { sub: 'helper', iss: 'https://idp.example' };
    expectDeny(await ask({ act }), 'actor.unknown');
  });

  it('is read from context.client_id (ARAP-OAuth)', async () => {
    expectPermit(await ask({ client_id: 'helper' }), [grants.agent]);
    expectPermit(await ask({ agent: 'helper', client_id: 'helper' }), [grants.agent]);
    expectDecisionError(
      await ask({ agent: 'helper', client_id: 'other' }),
      400,
      'request.actor_conflict',
    );
  });

  it('is not looked for elsewhere, nor a stored user', async () => {
    const answer = await service.admin.evaluate({
      subject: { type: 'user', id: 'alice', act: { sub: 'other' } },
      action: { name: 'write', properties: { agent: 'other' } },
      resource: { type: 'record', id: '1', properties: { act: { sub: 'other' } } },
      context: { client: 'other', act: { sub: 'other' } },
    });
    expectPermit(answer);
    expectDeny(await ask({ agent: 'alice' }), 'actor.unknown');
  });
});

describe('an actor that is the subject itself', () => {
  const subject = { type: 'agent', id: 'helper' };

  it.each<[string, Carriers]>([
    ['context.agent', { agent: 'helper' }],
    ['act', { act: { sub: 'helper' } }],
    ['both', { act: { sub: 'helper' }, agent: 'helper' }],
  ])('in %s is no delegation: the agent acts alone (DEL-13)', async (_, carriers) => {
    expectPermit(await ask({ ...carriers, subject }));
  });

  it.each<[string, Carriers]>([
    ['a user of the same id', { agent: 'helper', subject: { type: 'user', id: 'helper' } }],
    ['another agent', { agent: 'other', subject }],
    ['a service of the same id', { act: { sub: 'helper', sub_profile: 'service' }, subject }],
  ])('but not %s: that needs a grant', async (_, carriers) => {
    expectDeny(await ask(carriers), 'grant.none');
  });

  it('but not one of a foreign issuer (DEL-10)', async () => {
    const act = { sub: 'helper', iss: 'https://idp.example' };
    expectDeny(await ask({ act, subject }), 'actor.unknown');
  });
});

describe('a carrier that is none', () => {
  it.each([null, 5, true, '', [], ['helper'], { id: 'helper' }, ' helper', 'hel\u200bper', 'a\0b'])(
    'such as context.agent %j answers 400, and is not passed over',
    async (agent) => {
      expectDecisionError(await ask({ agent }), 400, 'request.invalid');
    },
  );

  const notActs: readonly unknown[] = [
    null,
    'helper',
    [],
    [{ sub: 'helper' }],
    {},
    { sub: null },
    { sub: '' },
    { sub: 5 },
    { sub: ['helper'] },
    { iss: 'https://idp.example' },
    { sub: 'helper', iss: null },
    { sub: 'helper', iss: '' },
    { sub: 'helper', iss: {} },
    { sub: 'helper', sub_profile: 5 },
    { sub: 'helper', sub_profile: ['service'] },
    { sub: 'x'.repeat(1025) },
  ];
  it.each(notActs)('such as act %j answers 400', async (act) => {
    expectDecisionError(await ask({ act }), 400, 'request.invalid');
  });

  it('with one act more than the limit is refused, never cut (DEL-12)', async () => {
    const nest = (depth: number): object =>
      depth === 0 ? {} : { sub: 'helper', ...(depth > 1 && { act: nest(depth - 1) }) };
    expectPermit(await ask({ act: nest(8) }), [grants.agent]);
    expectDecisionError(await ask({ act: nest(9) }), 400, 'request.invalid');
  });
});
