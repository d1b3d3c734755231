import {
  aChain,
  aDelegatedRequest,
  aGrant,
  anAgent,
  aRequest,
  aResource,
  aUser,
  aView,
  ceilingOf,
  someFacts,
} from '@legate/testing';
import type { DelegationChain } from '../model/grant.js';
import type { IdentityFacts, ResourceFacts } from '../model/identity.js';
import { admit, modeOf } from './admission.js';

const ALICE = aUser('alice');
const BOT = anAgent('bot');
const REFUSED = { admitted: false, grantId: null };
const TOO_LOW = ceilingOf({ actions: ['list'] });
const REACHING = ceilingOf({ actions: ['read'] });

describe('admit, without an actor', () => {
  const admitSubject = (subject: IdentityFacts | null): unknown =>
    admit(aRequest(), someFacts({ subject }), aView());

  it.each([
    ['a user', ALICE],
    ['a service', aUser('crm', { kind: 'service' })],
    ['an agent under its ceiling', anAgent('bot', { ceiling: REACHING })],
    ['a user under a ceiling', aUser('alice', { ceiling: REACHING })],
  ])('admits %s', (_, subject) => {
    expect(admitSubject(subject)).toEqual({ admitted: true, subject, actor: null, chains: null });
  });

  it.each([
    ['a subject that is not stored', null, 'subject.unknown'],
    ['a suspended subject', aUser('alice', { status: 'suspended' }), 'subject.suspended'],
    ['a retired subject', aUser('alice', { status: 'retired' }), 'subject.retired'],
    [
      'an agent without a live owner',
      anAgent('bot', { hasLiveOwner: false, ceiling: REACHING }),
      'agent.no_live_owner',
    ],
    ['an agent without a ceiling', BOT, 'agent.no_ceiling'],
    [
      'an agent below a suspended one',
      anAgent('bot', {
        ceiling: REACHING,
        lineage: [{ id: 'boss', status: 'suspended', ceiling: null }],
      }),
      'agent.parent_not_active',
    ],
    [
      'an agent past the ceiling of one above it',
      anAgent('bot', {
        ceiling: REACHING,
        lineage: [{ id: 'boss', status: 'active', ceiling: TOO_LOW }],
      }),
      'ceiling.exceeded',
    ],
    ['an agent past its ceiling', anAgent('bot', { ceiling: TOO_LOW }), 'ceiling.exceeded'],
    ['a user past a ceiling', aUser('alice', { ceiling: TOO_LOW }), 'ceiling.exceeded'],
  ])('refuses %s', (_, subject, reason) => {
    expect(admitSubject(subject)).toEqual({ ...REFUSED, reason });
  });

  const TOOL = { type: 'tool', id: 'mail', properties: {} };
  const asks = (digest: string | undefined, stored: Partial<ResourceFacts>): unknown => {
    const properties = digest === undefined ? {} : { digest };
    return admit(
      aRequest({ resource: { ...TOOL, properties } }),
      someFacts({ resource: aResource(stored) }),
      aView(),
    );
  };

  it('refuses whatever is asked of a retired resource', () => {
    const reason = 'resource.retired';
    expect(asks(undefined, { status: 'retired' })).toEqual({ ...REFUSED, reason });
  });

  it('refuses a resource that is seen with another digest than it is pinned to (ASI04)', () => {
    const reason = 'resource.digest_mismatch';
    expect(asks('sha256:b', { digest: 'sha256:a' })).toEqual({ ...REFUSED, reason });
    expect(asks('sha256:a', { digest: 'sha256:a' })).toMatchObject({ admitted: true });
    expect(asks(undefined, { digest: 'sha256:a' })).toMatchObject({ admitted: true });
    expect(asks('sha256:a', {})).toMatchObject({ admitted: true });
  });

  it('looks at no chain', () => {
    const facts = someFacts({ actor: BOT, chains: [aChain(ALICE, BOT)] });
    expect(admit(aRequest(), facts, aView())).toMatchObject({ actor: null, chains: null });
  });
});

describe('admit, with an actor (DEL-1)', () => {
  const admitBoth = (
    subject: IdentityFacts | null,
    actor: IdentityFacts | null,
    chains: readonly DelegationChain[],
  ): unknown => admit(aDelegatedRequest(), someFacts({ subject, actor, chains }), aView());

  it('admits with the chains that carry the request, in their order', () => {
    const direct: DelegationChain = [aGrant('g0', { terms: { actions: ['list'] } })];
    const [one, other] = [aChain(ALICE, BOT), aChain(ALICE, anAgent('planner'), BOT)];
    expect(admitBoth(ALICE, BOT, [direct, one, other])).toEqual({
      admitted: true,
      subject: ALICE,
      actor: BOT,
      chains: [one, other],
    });
  });

  const live = [aChain(ALICE, BOT)];
  it.each([
    ['an unknown subject first', null, null, 'subject.unknown'],
    [
      'a suspended subject first',
      aUser('alice', { status: 'suspended' }),
      null,
      'subject.suspended',
    ],
    ['an unknown actor', ALICE, null, 'actor.unknown'],
    ['a suspended actor', ALICE, anAgent('bot', { status: 'suspended' }), 'actor.suspended'],
    ['a retired actor', ALICE, anAgent('bot', { status: 'retired' }), 'actor.retired'],
    [
      'an actor without a live owner',
      ALICE,
      anAgent('bot', { hasLiveOwner: false }),
      'agent.no_live_owner',
    ],
    ['an agent as subject without a ceiling', anAgent('planner'), BOT, 'agent.no_ceiling'],
  ])('refuses %s, whatever the chains', (_, subject, actor, reason) => {
    expect(admitBoth(subject, actor, live)).toEqual({ ...REFUSED, reason });
  });

  it('DEL-13: asks nothing of an actor that turns out to be the subject', () => {
    const subject = anAgent('bot', { ceiling: REACHING });
    expect(admitBoth(subject, BOT, [])).toEqual({
      admitted: true,
      subject,
      actor: null,
      chains: null,
    });
    const service = aUser('bot', { kind: 'service' });
    expect(admitBoth(service, BOT, [])).toEqual({ ...REFUSED, reason: 'grant.none' });
  });

  it('refuses without a chain', () => {
    expect(admitBoth(ALICE, BOT, [])).toEqual({ ...REFUSED, reason: 'grant.none' });
  });

  it('lets a service act without an owner or a ceiling', () => {
    const worker = aUser('worker', { kind: 'service' });
    expect(admitBoth(ALICE, worker, [aChain(ALICE, worker)])).toMatchObject({ admitted: true });
  });

  it('names what the chain that came nearest lacks, in whatever order the chains come', () => {
    const lacking: readonly [string, DelegationChain][] = [
      [
        'grant.constraint_not_met',
        [aGrant('a', { terms: { constraints: [{ path: 'context.x', op: 'min', value: 1 }] } })],
      ],
      ['grant.purpose_mismatch', [aGrant('b', { terms: { purpose: 'audit' } })]],
      ['grant.audience_mismatch', [aGrant('b2', { terms: { audience: ['crm'] } })]],
      ['ceiling.exceeded', [aGrant('c', { grantee: anAgent('bot', { ceiling: TOO_LOW }) })]],
      ['grant.resource_not_granted', [aGrant('d', { terms: { resources: [] } })]],
      ['grant.action_not_granted', [aGrant('e', { terms: { actions: [] } })]],
      [
        'grant.depth_exceeded',
        [
          aGrant('f', { grantee: anAgent('planner') }),
          aGrant('f2', { grantor: anAgent('planner') }),
        ],
      ],
      ['agent.no_live_owner', [aGrant('g', { grantee: anAgent('bot', { hasLiveOwner: false }) })]],
      [
        'agent.parent_not_active',
        [
          aGrant('g2', {
            grantee: anAgent('bot', {
              lineage: [{ id: 'boss', status: 'retired', ceiling: null }],
            }),
          }),
        ],
      ],
      ['grant.not_yet_valid', [aGrant('h', { terms: { notBefore: Infinity } })]],
      [
        'grant.party_not_active',
        [aGrant('i', { grantor: aUser('alice', { status: 'suspended' }) })],
      ],
      ['grant.before_mark', [aGrant('i2', { grantor: aUser('alice', { notBefore: Infinity }) })]],
      ['grant.expired', [aGrant('j', { terms: { expiresAt: 0 } })]],
      ['grant.revoked', [aGrant('k', { revokedAt: 0 })]],
    ];
    for (const [at, [reason, [nearest]]] of lacking.entries()) {
      const chains = lacking.slice(at).map(([, chain]) => chain);
      const expected = { admitted: false, reason, grantId: nearest.id };
      expect(admitBoth(ALICE, BOT, chains)).toEqual(expected);
      expect(admitBoth(ALICE, BOT, chains.toReversed())).toEqual(expected);
    }
  });

  it.each([
    ['whose root is not the subject', [aGrant('a', { grantor: aUser('bob') })]],
    ['whose end is not the actor', [aGrant('a', { grantee: anAgent('planner') })]],
    [
      'with a gap in the middle',
      [
        aGrant('a', { grantee: anAgent('planner'), terms: { maxDepth: 1 } }),
        aGrant('b', { grantor: anAgent('other') }),
      ],
    ],
  ] satisfies [string, DelegationChain][])('takes nothing from a chain %s', (_, chain) => {
    expect(admitBoth(ALICE, BOT, [chain])).toEqual({ ...REFUSED, reason: 'grant.none' });
  });

  it('names the first of the chains that lack the same', () => {
    const chains: DelegationChain[] = ['b', 'a'].map((id) => [aGrant(id, { revokedAt: 0 })]);
    expect(admitBoth(ALICE, BOT, chains)).toMatchObject({ reason: 'grant.revoked', grantId: 'b' });
  });
});

describe('modeOf (DEL-62)', () => {
  const delegated = aDelegatedRequest();

  it('is autonomous without an actor, and delegated with one', () => {
    expect(modeOf(aRequest(), null)).toBe('autonomous');
    expect(modeOf(delegated, null)).toBe('delegated');
    expect(modeOf(delegated, { subject: ALICE, actor: BOT })).toBe('delegated');
    expect(modeOf(delegated, { subject: null, actor: BOT })).toBe('delegated');
    expect(modeOf(delegated, { subject: BOT, actor: null })).toBe('delegated');
  });

  it('is autonomous where both turn out to be one', () => {
    expect(modeOf(delegated, { subject: BOT, actor: BOT })).toBe('autonomous');
  });
});
