import type { DecisionRequest, Facts, PackageFinding } from '@legate/core';
import { FactsSource, UseRecorder } from '@legate/delegation';
import type { HistoricalFacts } from '@legate/delegation';
import {
  aChain,
  aDelegatedRequest,
  aGrant,
  anAgent,
  aRequest,
  aUser,
  ceilingOf,
  someFacts,
} from '@legate/testing';
import { DecideAsOf, DecideService, DecisionLimits, ExplainService, Judge } from '../index.js';
import { PolicySource } from '../index.js';
import type { Explanation, PolicyEvaluator } from '../index.js';

const FINDING: PackageFinding = {
  package: 'policy.a',
  permits: ['all'],
  provenGuards: [],
  unprovenGuards: [],
  failure: null,
};

const PERMITTING: PolicyEvaluator = {
  digest: 'd',
  evaluate: (_, found) => {
    found?.(FINDING);
    return { permits: ['all'], unprovenGuards: [], obligations: [], failures: [] };
  },
};

interface World {
  readonly facts: () => Facts;
  readonly policy?: PolicyEvaluator | null;
  readonly isPast?: boolean;
}

async function explain(request: DecisionRequest, world: World): Promise<Explanation> {
  const { facts, policy = PERMITTING, isPast = false } = world;
  class GivenFacts extends FactsSource {
    override async load(): Promise<Facts> {
      return await Promise.resolve(facts());
    }

    override recall(): null {
      return null;
    }

    override async loadAll(): Promise<never> {
      return await Promise.reject(new Error('one question is explained'));
    }
  }
  class GivenPolicy extends PolicySource {
    override active(): PolicyEvaluator | null {
      return policy;
    }
  }
  class NoUses extends UseRecorder {
    override note(): void {
      throw new Error('what is explained is not used');
    }
  }
  const judge = new Judge(new DecisionLimits({ maxChainLength: 2 }));
  const policies = new GivenPolicy();
  const now = new DecideService(new GivenFacts(), policies, judge, new NoUses());
  const past = new DecideAsOf(new GivenFacts() as unknown as HistoricalFacts, policies, judge);
  const asOf = isPast ? { revision: 7, now: null } : null;
  return await new ExplainService(now, past, judge).explain(request, asOf);
}

const ALICE = aUser('alice');
const BOT = anAgent('bot');
const delegated =
  (...chains: Facts['chains']) =>
  (): Facts =>
    someFacts({ actor: BOT, chains });
const WRITE = aDelegatedRequest({ action: { name: 'write', properties: {} } });

describe('explain', () => {
  it('tells what each package said for each chain, and what became of it', async () => {
    const chain = aChain(ALICE, BOT);
    const { decidedBy, policies, chains } = await explain(aDelegatedRequest(), {
      facts: delegated(chain),
    });
    expect(decidedBy).toBe('policy');
    expect(policies).toEqual([
      { chain, packages: [FINDING], decision: expect.objectContaining({ outcome: 'permit' }) },
    ]);
    expect(chains).toMatchObject([{ chain, carries: true, isTooLong: false }]);
  });

  it('has nothing to show where the facts cannot be had', async () => {
    const fail = (): never => {
      throw new Error('away');
    };
    expect(await explain(aRequest(), { facts: fail })).toMatchObject({
      decidedBy: 'facts',
      facts: null,
      identities: [],
      chains: [],
      policies: [],
      change: null,
    });
  });

  it('proposes nothing for the past, with or without a policy', async () => {
    for (const policy of [PERMITTING, null]) {
      const facts = delegated(aChain(ALICE, BOT));
      const explanation = await explain(WRITE, { facts, policy, isPast: true });
      expect(explanation).toMatchObject({
        decidedBy: policy === null ? 'facts' : 'grants',
        change: null,
        remaining: [],
      });
    }
  });

  it('explains a subject that acted for itself in the past', async () => {
    const explanation = await explain(aRequest(), { facts: () => someFacts(), isPast: true });
    expect(explanation).toMatchObject({ decidedBy: 'policy', answer: { mode: 'autonomous' } });
  });

  it('proposes the change with the fewest grants to write, below what stands', async () => {
    const planner = anAgent('planner');
    const root = aGrant('g1', { grantee: planner, terms: { actions: ['*'], maxDepth: 1 } });
    const leaf = aGrant('g2', { grantor: planner, grantee: BOT });
    const wholly = aChain(ALICE, anAgent('clerk'), BOT);
    const { change } = await explain(WRITE, { facts: delegated(wholly, [root, leaf]) });
    expect(change).toMatchObject([
      {
        replaces: 'g2',
        parent: 'g1',
        because: ['grant.action_not_granted'],
        changes: [{ member: 'actions', from: ['read'], to: ['read', 'write'] }],
      },
    ]);
  });

  it('proposes none where a party says no, and shows its ceilings', async () => {
    const bounded = anAgent('bot', {
      ceiling: ceilingOf({
        actions: ['read'],
        resources: [{ type: 'doc', id: '**' }],
        constraints: [{ path: 'context.x', op: 'max', value: 1 }],
      }),
    });
    const facts = (): Facts => someFacts({ actor: bounded, chains: [aChain(ALICE, bounded)] });
    const { change, remaining, chains } = await explain(WRITE, { facts });
    expect({ change, remaining }).toEqual({ change: null, remaining: ['ceiling.exceeded'] });
    expect(chains[0]?.links[0]?.checks.at(-1)).toMatchObject({
      check: 'ceiling',
      holds: false,
      stored: [{ actions: ['read'], resources: [{ type: 'doc', id: '**' }] }],
    });
  });

  it('names purpose and audience in a grant for this question alone', async () => {
    const context = { purpose: 'billing', audience: 'crm' };
    const request = { ...aDelegatedRequest(), context };
    const { change } = await explain(request, { facts: delegated() });
    expect(change?.[0].grant.terms).toMatchObject({ purpose: 'billing', audience: ['crm'] });
  });

  it('proposes none that could not be written', async () => {
    const action = { name: '*'.repeat(1000), properties: {} };
    const request = aDelegatedRequest({ action });
    expect(await explain(request, { facts: delegated() })).toMatchObject({
      decidedBy: 'grants',
      change: null,
      remaining: [],
    });
  });
});
