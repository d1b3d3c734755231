import type { DecisionRequest, Facts, PolicyOutcome } from '@legate/core';
import type { AsOf, HistoricalFacts } from '@legate/delegation';
import { FactsSource } from '@legate/delegation';
import { aDelegatedRequest, anAgent, aRequest, someFacts } from '@legate/testing';
import { DecisionLimits, DecisionTap, Judge, Replay } from '../index.js';
import type { Comparison, PolicyEvaluator, RecordedDecision, ReplayOptions } from '../index.js';

const NOTHING: PolicyOutcome = { permits: [], unprovenGuards: [], obligations: [], failures: [] };
const by = (name: string): PolicyEvaluator => ({
  digest: name,
  evaluate: () => ({ ...NOTHING, permits: [name] }),
});
const RAISING: PolicyEvaluator = {
  digest: 'raising',
  evaluate: () => {
    throw new Error('out of order');
  },
};
const RECORDED: ReplayOptions = { basis: 'recorded', baseline: 'recorded' };
const DENIED: RecordedDecision['before'] = {
  outcome: 'deny',
  reasons: ['policy.no_match'],
  obligations: [],
};

interface World {
  readonly recorded?: Partial<RecordedDecision>;
  readonly options?: Partial<ReplayOptions>;
  readonly candidate?: PolicyEvaluator;
  readonly recall?: Facts | null;
  readonly facts?: Partial<Facts>;
}

async function replay(world: World = {}): Promise<Comparison> {
  const { candidate = by('candidate'), recall = null, facts } = world;
  const past: Pick<HistoricalFacts, 'load'> = {
    load: async (_: DecisionRequest, { revision, now }: AsOf) =>
      await Promise.resolve(someFacts({ revision, now: now ?? 0, ...facts })),
  };
  class Present extends FactsSource {
    override recall(): Facts | null {
      return recall;
    }
    override async load(): Promise<Facts> {
      return await Promise.resolve(someFacts({ revision: 90, ...facts }));
    }
    override async loadAll(): Promise<ReadonlyMap<DecisionRequest, Facts>> {
      return await Promise.reject(new Error('not asked'));
    }
  }
  const judge = new Judge(new DecisionLimits({ maxChainLength: 2 }), new DecisionTap());
  const replays = new Replay(past as HistoricalFacts, new Present(), judge);
  const asOf = { revision: 3, now: 1000 };
  return await replays.compare(
    { request: aRequest(), before: DENIED, asOf, ...world.recorded },
    { candidate, active: by('active') },
    { ...RECORDED, ...world.options },
  );
}

describe('a replay', () => {
  it('holds what was recorded against the candidate, on the facts and by the clock of then', async () => {
    expect(await replay()).toMatchObject({
      facts: { revision: 3, now: 1000 },
      before: DENIED,
      after: { outcome: 'permit', reasons: ['permit.candidate'] },
    });
  });

  it('is as of now on demand, and where the record does not tell its revision', async () => {
    const now = await replay({ options: { basis: 'now' } });
    expect(now.facts.revision).toBe(90);
    const recalled = await replay({
      recorded: { asOf: null },
      recall: someFacts({ revision: 91 }),
    });
    expect(recalled.facts.revision).toBe(91);
  });

  it('is held against the active policy on demand, and where the record tells no decision', async () => {
    const reasons = ['permit.active'];
    expect(await replay({ options: { baseline: 'active' } })).toMatchObject({
      before: { reasons },
    });
    expect(await replay({ recorded: { before: null } })).toMatchObject({ before: { reasons } });
  });

  it('takes a fault of the candidate as the deny that it would be', async () => {
    const { after } = await replay({ candidate: RAISING });
    expect(after).toMatchObject({ outcome: 'deny', reasons: ['indeterminate.policy_error'] });
  });

  it('DEL-13: refuses carriers of the actor that disagree', async () => {
    const alsoCalled = [{ kind: 'agent' as const, id: 'other' }];
    const actor = { kind: 'agent' as const, id: 'b', issuer: 'https://idp.example', alsoCalled };
    const asked = replay({
      recorded: { request: aDelegatedRequest({ actor }) },
      facts: { actor: anAgent('bot') },
    });
    await expect(asked).rejects.toMatchObject({ code: 'request.actor_conflict' });
  });

  it('refuses a request whose actor cannot be told, where the facts have none', async () => {
    const alsoCalled = [{ kind: 'agent' as const, id: 'other' }];
    const actor = { kind: 'agent' as const, id: 'b', issuer: 'https://idp.example', alsoCalled };
    const asked = replay({ recorded: { request: aDelegatedRequest({ actor }) } });
    await expect(asked).rejects.toMatchObject({ code: 'request.actor_conflict' });
  });
});
