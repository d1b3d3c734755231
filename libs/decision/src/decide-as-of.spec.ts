import { InvalidRequestError } from '@legate/core';
import type { DecisionRequest, Facts, PolicyInput, PolicyOutcome } from '@legate/core';
import type { AsOf, HistoricalFacts } from '@legate/delegation';
import { aDelegatedRequest, anAgent, aRequest, someFacts } from '@legate/testing';
import { DecideAsOf, DecisionLimits, Judge, PolicySource } from './index.js';
import type { PastAnswer, PolicyEvaluator } from './index.js';

const NOTHING: PolicyOutcome = { permits: [], unprovenGuards: [], obligations: [], failures: [] };
const AS_OF: AsOf = { revision: 7, now: null };

interface World {
  readonly facts?: (asOf: AsOf) => Facts;
  readonly active?: (
    policy: PolicyEvaluator,
    revision: number,
  ) => ReturnType<PolicySource['active']>;
  readonly evaluate?: (input: PolicyInput) => PolicyOutcome;
}

async function decide(
  request: DecisionRequest,
  world: World = {},
  asOf = AS_OF,
): Promise<PastAnswer> {
  const { facts = () => someFacts(), active = (policy) => policy } = world;
  const { evaluate = () => ({ ...NOTHING, permits: ['all'] }) } = world;
  const past: Pick<HistoricalFacts, 'load'> = {
    load: async (_, given) => await Promise.resolve(facts(given)),
  };
  class GivenPolicy extends PolicySource {
    override active(tenant: string, revision: number): ReturnType<PolicySource['active']> {
      return active({ digest: `policy of ${tenant}`, evaluate }, revision);
    }
  }
  const judge = new Judge(new DecisionLimits({ maxChainLength: 2 }));
  const decider = new DecideAsOf(past as HistoricalFacts, new GivenPolicy(), judge);
  return await decider.decide(request, asOf);
}

describe('decide as of a past revision', () => {
  it('judges on the facts and by the policy of that revision, and tells its clock', async () => {
    const answer = await decide(
      aRequest(),
      {
        facts: ({ revision, now }) => someFacts({ revision, now: now ?? 0 }),
        active: async (policy, revision) =>
          await Promise.resolve({ ...policy, digest: `policy at ${revision}` }),
      },
      { revision: 3, now: 1_700_000_000_000 },
    );
    expect(answer).toMatchObject({
      mode: 'autonomous',
      decision: { outcome: 'permit', reasons: ['permit.all'] },
      revision: 3,
      now: 1_700_000_000_000,
      policyDigest: 'policy at 3',
      fault: null,
    });
  });

  it('denies what policy did not permit then', async () => {
    const { decision } = await decide(aRequest(), { evaluate: () => NOTHING });
    expect(decision).toMatchObject({ outcome: 'deny', reasons: ['policy.no_match'] });
  });

  it('denies where no policy was active then', async () => {
    const answer = await decide(aRequest(), { active: () => null });
    expect(answer).toMatchObject({
      decision: { outcome: 'deny', reasons: ['indeterminate.no_bundle'] },
      policyDigest: null,
    });
  });

  it('has no answer for a revision that is not there yet', async () => {
    const unreached = new InvalidRequestError('request.invalid', 'not there yet');
    const asked = decide(aRequest(), {
      facts: () => {
        throw unreached;
      },
    });
    await expect(asked).rejects.toBe(unreached);
  });

  it('DEL-13: refuses carriers of the actor that disagreed then', async () => {
    const alsoCalled = [{ kind: 'agent' as const, id: 'other' }];
    const actor = { kind: 'agent' as const, id: 'b', issuer: 'https://idp.example', alsoCalled };
    const asked = decide(aDelegatedRequest({ actor }), {
      facts: () => someFacts({ actor: anAgent('bot') }),
    });
    await expect(asked).rejects.toMatchObject({ code: 'request.actor_conflict' });
  });
});
