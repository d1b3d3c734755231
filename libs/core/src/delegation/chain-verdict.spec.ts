import { aChain, aGrant, anAgent, aUser, aView, ceilingOf, MONDAY_NOON } from '@legate/testing';
import type { DelegationChain, GrantFacts } from '../model/grant.js';
import { findChainRefusal, findLifeGap } from './chain-verdict.js';

const ALICE = aUser('alice');
const PLANNER = anAgent('planner');
const BOT = anAgent('bot');

/** alice → planner → bot, with what a test changes in the grants of that index. */
function chainWith(
  change: Readonly<Record<number, Parameters<typeof aGrant>[1]>>,
): DelegationChain {
  const [root, leaf] = [
    { grantor: ALICE, grantee: PLANNER, terms: { maxDepth: 1 } },
    { grantor: PLANNER, grantee: BOT },
  ];
  return [aGrant('g1', { ...root, ...change[0] }), aGrant('g2', { ...leaf, ...change[1] })];
}

describe('findLifeGap', () => {
  it.each<[string, Parameters<typeof aGrant>[1], ReturnType<typeof findLifeGap>]>([
    ['that stands', {}, null],
    ['revoked', { revokedAt: 0 }, 'grant.revoked'],
    ['revoked in the future', { revokedAt: MONDAY_NOON + 1 }, 'grant.revoked'],
    ['that ends now', { terms: { expiresAt: MONDAY_NOON } }, 'grant.expired'],
    ['that ends next', { terms: { expiresAt: MONDAY_NOON + 1 } }, null],
    ['that starts now', { terms: { notBefore: MONDAY_NOON } }, null],
    ['that starts next', { terms: { notBefore: MONDAY_NOON + 1 } }, 'grant.not_yet_valid'],
    [
      'whose grantor is suspended',
      { grantor: aUser('alice', { status: 'suspended' }) },
      'grant.party_not_active',
    ],
    [
      'whose grantee is retired',
      { grantee: anAgent('bot', { status: 'retired' }) },
      'grant.party_not_active',
    ],
    [
      'made before the mark of its grantor (REV-1)',
      { createdAt: 9, grantor: aUser('alice', { notBefore: 10 }) },
      'grant.before_mark',
    ],
    [
      'made before the mark of its grantee',
      { createdAt: 9, grantee: anAgent('bot', { notBefore: 10 }) },
      'grant.before_mark',
    ],
    ['made at the mark', { createdAt: 10, grantor: aUser('alice', { notBefore: 10 }) }, null],
    [
      'made at no time, with a mark',
      { createdAt: NaN, grantor: aUser('alice', { notBefore: 10 }) },
      'grant.before_mark',
    ],
    ['both revoked and expired', { revokedAt: 0, terms: { expiresAt: 0 } }, 'grant.revoked'],
    ['whose end is no time', { terms: { expiresAt: NaN } }, 'grant.expired'],
    ['whose start is no time', { terms: { notBefore: NaN } }, 'grant.not_yet_valid'],
  ])('of a grant %s', (_, change, expected) => {
    expect(findLifeGap(aGrant('g', change), MONDAY_NOON)).toBe(expected);
  });

  it('trusts no clock that is not a number', () => {
    expect(findLifeGap(aGrant('g', { terms: { expiresAt: MONDAY_NOON } }), NaN)).toBe(
      'grant.expired',
    );
    expect(findLifeGap(aGrant('g', { terms: { notBefore: 0 } }), NaN)).toBe('grant.not_yet_valid');
  });
});

describe('findChainRefusal', () => {
  it('finds none in a chain that carries the request', () => {
    expect(findChainRefusal(chainWith({}), aView())).toBeNull();
    expect(findChainRefusal(aChain(ALICE, PLANNER, aUser('bob'), BOT), aView())).toBeNull();
  });

  const narrow = { path: 'context.amount', op: 'max', value: 1 };
  const TOO_LOW = ceilingOf({ actions: ['list'] });
  const REACHING = ceilingOf({ actions: ['read'] });
  it.each<[string, number, Parameters<typeof aGrant>[1], string | null]>([
    ['REV-2: is revoked', 0, { terms: { maxDepth: 1 }, revokedAt: 1 }, 'grant.revoked'],
    ['is revoked', 1, { revokedAt: 1 }, 'grant.revoked'],
    ['REV-2: has expired', 0, { terms: { maxDepth: 1, expiresAt: 1 } }, 'grant.expired'],
    ['is not deep enough', 0, { terms: { maxDepth: 0 } }, 'grant.depth_exceeded'],
    ['is for other services', 1, { terms: { audience: ['crm'] } }, 'grant.audience_mismatch'],
    [
      'is held by an agent below a retired one',
      1,
      {
        grantee: anAgent('bot', { lineage: [{ id: 'boss', status: 'retired', ceiling: null }] }),
      },
      'agent.parent_not_active',
    ],
    [
      'is held by an agent below one with a ceiling too low',
      1,
      {
        grantee: anAgent('bot', { lineage: [{ id: 'boss', status: 'active', ceiling: TOO_LOW }] }),
      },
      'ceiling.exceeded',
    ],
    ['is for another purpose', 1, { terms: { purpose: 'audit' } }, 'grant.purpose_mismatch'],
    ['lacks the action', 1, { terms: { actions: ['list'] } }, 'grant.action_not_granted'],
    [
      'lacks the resource',
      0,
      { terms: { maxDepth: 1, resources: [] } },
      'grant.resource_not_granted',
    ],
    [
      'has a constraint not met',
      1,
      { terms: { constraints: [narrow] } },
      'grant.constraint_not_met',
    ],
    [
      'is held by an agent without owner',
      0,
      { grantee: anAgent('planner', { hasLiveOwner: false }), terms: { maxDepth: 1 } },
      'agent.no_live_owner',
    ],
    ['is held by a user without owner', 0, { grantee: aUser('bob'), terms: { maxDepth: 1 } }, null],
    [
      'is held by an agent with a ceiling too low',
      0,
      { grantee: anAgent('planner', { ceiling: TOO_LOW }), terms: { maxDepth: 1 } },
      'ceiling.exceeded',
    ],
    [
      'is held by an actor with a ceiling too low',
      1,
      { grantee: anAgent('bot', { ceiling: TOO_LOW }) },
      'ceiling.exceeded',
    ],
    [
      'is held by a service with a ceiling too low',
      1,
      { grantee: aUser('bot', { kind: 'service', ceiling: TOO_LOW }) },
      'ceiling.exceeded',
    ],
    [
      'is held by an agent under its ceiling',
      1,
      { grantee: anAgent('bot', { ceiling: REACHING }) },
      null,
    ],
  ])('refuses where a grant %s (index %d)', (_, index, change, reason) => {
    const expected = reason === null ? null : { reason, grantId: `g${index + 1}` };
    expect(findChainRefusal(chainWith({ [index]: change }), aView())).toEqual(expected);
  });

  it('wants exactly the purpose of the grant, as text', () => {
    const chain = chainWith({ 1: { terms: { purpose: 'audit' } } });
    expect(findChainRefusal(chain, aView({ context: { purpose: 'audit' } }))).toBeNull();
    expect(findChainRefusal(chain, aView({ context: { purpose: ['audit'] } }))).not.toBeNull();
  });

  it('wants one of the audience of the grant, as text', () => {
    const chain = chainWith({ 1: { terms: { audience: ['crm', 'erp'] } } });
    expect(findChainRefusal(chain, aView({ context: { audience: 'erp' } }))).toBeNull();
    expect(findChainRefusal(chain, aView({ context: { audience: 'mail' } }))).not.toBeNull();
    expect(findChainRefusal(chain, aView({ context: { audience: ['erp'] } }))).not.toBeNull();
  });

  it('names the first refusal from the root down, life before reach', () => {
    const chain = chainWith({
      0: { terms: { maxDepth: 0, actions: [] } },
      1: { revokedAt: 1, terms: { actions: [] } },
    });
    expect(findChainRefusal(chain, aView())).toEqual({
      reason: 'grant.depth_exceeded',
      grantId: 'g1',
    });
    const [, leaf] = chain as unknown as [GrantFacts, GrantFacts];
    expect(findChainRefusal([leaf], aView())).toEqual({ reason: 'grant.revoked', grantId: 'g2' });
  });

  it('DEL-12: refuses a chain longer than the limit, never cuts it', () => {
    const chain = aChain(ALICE, PLANNER, BOT);
    expect(findChainRefusal(chain, aView({ maxChainLength: 2 }))).toBeNull();
    expect(findChainRefusal(chain, aView({ maxChainLength: 1 }))).toEqual({
      reason: 'grant.depth_exceeded',
      grantId: 'g1',
    });
  });
});
