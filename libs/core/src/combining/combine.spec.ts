import { aChain, anAgent, aUser } from '@legate/testing';
import type { Obligation, PolicyOutcome } from '../model/policy.js';
import { combine, deny, denyRefused } from './combine.js';

const NOTHING: PolicyOutcome = { permits: [], unprovenGuards: [], obligations: [], failures: [] };
const PERMITS: PolicyOutcome = { ...NOTHING, permits: ['admin', 'owner'] };
const FAILURE = { package: 'policy.a', reason: 'indeterminate.policy_error', detail: 'x' } as const;
const OBLIGATION: Obligation = { id: 'o1', type: 'notification', properties: {} };

describe('combine', () => {
  it('permits with every proof as a reason, on the grants of the chain', () => {
    const chain = aChain(aUser('alice'), anAgent('planner'), anAgent('bot'));
    expect(combine({ ...PERMITS, obligations: [OBLIGATION] }, chain)).toEqual({
      outcome: 'permit',
      reasons: ['permit.admin', 'permit.owner'],
      grants: ['g1', 'g2'],
      deniedBy: null,
      obligations: [OBLIGATION],
    });
  });

  it('OBL-6: denies what comes with an obligation that cannot be carried out, and keeps the obligation', () => {
    const outcome = { ...PERMITS, obligations: [OBLIGATION], advice: [OBLIGATION] };
    expect(combine(outcome, null, ['step-up', 'notification'])).toMatchObject({
      outcome: 'permit',
      advice: [OBLIGATION],
    });
    expect(combine(outcome, null, ['step-up'])).toEqual({
      outcome: 'deny',
      reasons: ['obligation.unsupported'],
      grants: [],
      deniedBy: null,
      obligations: [OBLIGATION],
      advice: [OBLIGATION],
    });
  });

  it('OBL-6: says of a deny only why it is one', () => {
    const outcome = { ...NOTHING, obligations: [OBLIGATION] };
    expect(combine(outcome, null, []).reasons).toEqual(['policy.no_match']);
  });

  it('permits, with advice that nobody can carry out', () => {
    const decision = combine({ ...PERMITS, advice: [OBLIGATION] }, null, []);
    expect(decision).toMatchObject({ outcome: 'permit', advice: [OBLIGATION] });
  });

  it('permits without a chain', () => {
    expect(combine(PERMITS, null)).toMatchObject({ outcome: 'permit', grants: [] });
  });

  it.each<[string, PolicyOutcome, string[]]>([
    ['WASM-1: nothing', NOTHING, ['policy.no_match']],
    ['a guard not proven', { ...PERMITS, unprovenGuards: ['open'] }, ['guard.open']],
    ['a failure', { ...PERMITS, failures: [FAILURE] }, ['indeterminate.policy_error']],
    [
      'an obligation that is not valid',
      { ...PERMITS, failures: [{ ...FAILURE, reason: 'indeterminate.obligation' }] },
      ['indeterminate.obligation'],
    ],
    [
      'all that stands against it, failures first, each once',
      { ...NOTHING, unprovenGuards: ['a', 'b'], failures: [FAILURE, FAILURE] },
      ['indeterminate.policy_error', 'policy.no_match', 'guard.a', 'guard.b'],
    ],
  ])('denies for %s', (_, outcome, reasons) => {
    expect(combine(outcome, null)).toMatchObject({ outcome: 'deny', reasons, deniedBy: null });
  });

  it('keeps the obligations and the grants of a deny', () => {
    const chain = aChain(aUser('alice'), anAgent('bot'));
    const decision = combine({ ...NOTHING, obligations: [OBLIGATION] }, chain);
    expect(decision).toMatchObject({ grants: ['g1'], obligations: [OBLIGATION] });
  });
});

describe('deny and denyRefused', () => {
  it('deny for one reason', () => {
    expect(deny('indeterminate.facts')).toEqual({
      outcome: 'deny',
      reasons: ['indeterminate.facts'],
      grants: [],
      deniedBy: null,
      obligations: [],
    });
  });

  it('deny by the grant that said no', () => {
    const refusal = { admitted: false, reason: 'grant.revoked', grantId: 'g1' } as const;
    expect(denyRefused(refusal)).toEqual({ ...deny('grant.revoked'), deniedBy: 'g1' });
  });
});
