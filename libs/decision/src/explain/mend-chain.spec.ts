import { findChainRefusal, printTerms } from '@legate/core';
import type { ChainView, DelegationChain } from '@legate/core';
import { aChain, aGrant, anAgent, aUser, MONDAY_NOON } from '@legate/testing';
import type { TermsText } from '@legate/testing';
import { mendChain, PROPOSED_LIFE_MS } from './mend-chain.js';

const ALICE = aUser('alice');
const PLANNER = anAgent('planner');
const BOT = anAgent('bot');
const HOUR_MS = 3_600_000;

const aView = (change: Partial<ChainView> = {}): ChainView => ({
  action: { name: 'write', properties: {} },
  resource: { type: 'doc', id: 'a/1', properties: {} },
  context: {},
  now: MONDAY_NOON,
  maxChainLength: 4,
  ...change,
});

/** Two hops; each grants writing unless it says otherwise. */
function twoHops(root: TermsText, leaf: TermsText = {}): DelegationChain {
  const granted = { actions: ['write'] };
  return [
    aGrant('g1', { grantee: PLANNER, terms: { ...granted, maxDepth: 1, ...root } }),
    aGrant('g2', { grantor: PLANNER, grantee: BOT, terms: { ...granted, ...leaf } }),
  ];
}

const at = (ms: number): string => new Date(ms).toISOString();
const constraint = (op: string, value: never, path = 'context.x'): TermsText => ({
  constraints: [{ path, op, value }],
});

/** What of the leaf is other than it was, and that the chain carries the question then. */
function mendedLeaf(chain: DelegationChain, view: ChainView): object {
  const mended = mendChain(chain, view);
  if (mended === null) {
    throw new Error('it cannot be mended');
  }
  expect(findChainRefusal(mended.chain, view)).toBeNull();
  const [, before] = chain.map(({ terms }) => Object.entries(printTerms(terms)));
  const [, after] = mended.chain.map(({ terms }) => printTerms(terms));
  return Object.fromEntries(
    (before ?? []).flatMap(([name, from]) => {
      const to = after?.[name as keyof typeof after];
      return JSON.stringify(from) === JSON.stringify(to) ? [] : [[name, to]];
    }),
  );
}

describe('mendChain', () => {
  it.each<[string, TermsText, TermsText, Partial<ChainView>, object]>([
    ['the action', { actions: ['*'] }, { actions: ['read'] }, {}, { actions: ['read', 'write'] }],
    [
      'the resource, a star in its id taken as it is',
      { resources: [{ type: '*', id: '**' }] },
      { resources: [{ type: 'doc', id: 'b/*' }] },
      { resource: { type: 'doc', id: 'a/*', properties: {} } },
      {
        resources: [
          { type: 'doc', id: 'b/*' },
          { type: 'doc', id: 'a/\\*' },
        ],
      },
    ],
    ['the purpose', {}, { purpose: 'a' }, { context: { purpose: 'b' } }, { purpose: 'b' }],
    ['a purpose nobody names', {}, { purpose: 'a' }, {}, { purpose: null }],
    [
      'the audience',
      {},
      { audience: ['a'] },
      { context: { audience: 'b' } },
      { audience: ['a', 'b'] },
    ],
    [
      'an audience that is no name',
      {},
      { audience: ['a'] },
      { context: { audience: 1 } },
      { audience: null },
    ],
    [
      'the end, for an hour',
      {},
      { expiresAt: MONDAY_NOON },
      {},
      { expiresAt: at(MONDAY_NOON + PROPOSED_LIFE_MS) },
    ],
    [
      'the end, as far as that of the parent',
      { expiresAt: MONDAY_NOON + 1 },
      { expiresAt: MONDAY_NOON - 1 },
      {},
      { expiresAt: at(MONDAY_NOON + 1) },
    ],
    ['the start', {}, { notBefore: MONDAY_NOON + 1 }, {}, { notBefore: at(MONDAY_NOON) }],
    [
      'a start under one',
      { notBefore: MONDAY_NOON - HOUR_MS },
      { notBefore: MONDAY_NOON + 1 },
      {},
      { notBefore: at(MONDAY_NOON) },
    ],
  ])('changes %s', (...[, root, leaf, view, expected]) => {
    expect(mendedLeaf(twoHops(root, leaf), aView(view))).toEqual(expected);
  });

  it.each<[string, TermsText, unknown, unknown]>([
    ['max', constraint('max', 5 as never), 7, constraint('max', 7 as never)],
    ['min', constraint('min', 5 as never), 3, constraint('min', 3 as never)],
    ['equals', constraint('equals', 'a' as never), 'b', constraint('oneOf', ['a', 'b'] as never)],
    ['oneOf', constraint('oneOf', ['a'] as never), 'b', constraint('oneOf', ['a', 'b'] as never)],
    ['prefix', constraint('prefix', 'a' as never), 'b', { constraints: [] }],
    ['max of what is no number', constraint('max', 5 as never), 'x', { constraints: [] }],
    [
      'equals of what is missing',
      constraint('equals', 'a' as never),
      undefined,
      { constraints: [] },
    ],
    [
      'timeWindow',
      constraint('timeWindow', { from: '01:00', to: '02:00' } as never, 'now'),
      1,
      { constraints: [] },
    ],
  ])('moves the bound of %s as far as needed', (_, leaf, asked, expected) => {
    const context = asked === undefined ? {} : { x: asked as never };
    expect(mendedLeaf(twoHops({}, leaf), aView({ context }))).toEqual(expected);
  });

  it('keeps the constraint of the parent where that of the child goes', () => {
    const chain = twoHops(constraint('prefix', 'a' as never), constraint('prefix', 'a/b' as never));
    const view = aView({ context: { x: 'a/c' } });
    expect(mendedLeaf(chain, view)).toEqual(constraint('prefix', 'a' as never));
  });

  it('writes anew what hangs below the first grant that changes, and keeps what is met', () => {
    const chain = twoHops({ actions: ['read'] }, constraint('max', 5 as never));
    const mended = mendChain(chain, aView({ context: { x: 4 } }));
    expect(mended?.written.map(({ replaces, because }) => [replaces.id, because])).toEqual([
      ['g1', ['grant.action_not_granted']],
      ['g2', []],
    ]);
    expect(mended?.written[1]?.grant.terms).toEqual(chain[1]?.terms);
  });

  it('changes the depth', () => {
    const mended = mendChain(twoHops({ maxDepth: 0 }), aView());
    expect(mended?.chain[0].terms.maxDepth).toBe(1);
  });

  it.each<[string, DelegationChain, Partial<ChainView>]>([
    ['nothing is wrong', twoHops({}), {}],
    ['it is too long', twoHops({ actions: ['read'] }), { maxChainLength: 1 }],
    ['a grant is revoked', [aGrant('g1', { revokedAt: 1 })], {}],
    ['a party is suspended', aChain(ALICE, anAgent('x', { status: 'suspended' }), BOT), {}],
    ['an agent has no owner', aChain(ALICE, anAgent('x', { hasLiveOwner: false })), {}],
    ['it does not narrow as it is', twoHops({ actions: ['read'] }, { maxDepth: 5 }), {}],
    [
      'a name is too long to be written',
      twoHops({}, {}),
      { action: { name: '*'.repeat(1000), properties: {} } },
    ],
    [
      'an id is too long to be written',
      twoHops({ resources: [] }),
      { resource: { type: 'doc', id: '*'.repeat(1000), properties: {} } },
    ],
  ])('gives up when %s', (_, chain, view) => {
    expect(mendChain(chain, aView(view))).toBeNull();
  });
});
