import { InvalidRequestError } from '@legate/core';
import type { DecisionRequest, Facts, PolicyInput, PolicyOutcome } from '@legate/core';
import { FactsIndeterminate, FactsSource, UseRecorder } from '@legate/delegation';
import type { Use } from '@legate/delegation';
import { aChain, aDelegatedRequest, anAgent, aRequest, aUser, someFacts } from '@legate/testing';
import {
  DecideService,
  DecisionLimits,
  DecisionTap,
  DecisionTrace,
  Judge,
  PolicySource,
} from './index.js';
import type { Answer, Decided, PolicyEvaluator } from './index.js';

const NOTHING: PolicyOutcome = { permits: [], unprovenGuards: [], obligations: [], failures: [] };
const permitting = (): PolicyOutcome => ({ ...NOTHING, permits: ['all'] });

interface World {
  readonly facts?: () => Facts;
  /** Facts that are in memory. */
  readonly recall?: () => Facts | null;
  readonly evaluate?: (input: PolicyInput) => PolicyOutcome;
  readonly active?: (
    policy: PolicyEvaluator,
    revision: number,
  ) => ReturnType<PolicySource['active']>;
  readonly note?: (use: Use) => void;
  readonly watch?: (decided: Decided) => void;
}

async function decide(
  request: DecisionRequest,
  world: World = {},
  trace?: DecisionTrace,
): Promise<Answer> {
  return await decideNow(request, world, trace);
}

function decideNow(
  request: DecisionRequest,
  world: World,
  trace?: DecisionTrace,
): Answer | Promise<Answer> {
  const { facts = someFacts, evaluate = permitting, active = (policy) => policy } = world;
  class GivenFacts extends FactsSource {
    override recall(): Facts | null {
      return world.recall?.() ?? null;
    }

    override async load(): Promise<Facts> {
      return await Promise.resolve(facts());
    }
    override async loadAll(): Promise<ReadonlyMap<DecisionRequest, Facts>> {
      return await Promise.reject(new Error('not asked'));
    }
  }
  class GivenPolicy extends PolicySource {
    override active(tenant: string, revision: number): ReturnType<PolicySource['active']> {
      return active({ digest: `policy of ${tenant}`, evaluate }, revision);
    }
  }
  class GivenUses extends UseRecorder {
    override note(use: Use): void {
      world.note?.(use);
    }
  }
  const tap = new DecisionTap();
  tap.watcher = world.watch === undefined ? null : { note: world.watch };
  const judge = new Judge(new DecisionLimits({ maxChainLength: 2 }), tap);
  const service = new DecideService(new GivenFacts(), new GivenPolicy(), judge, new GivenUses());
  return service.decide(request, trace);
}

const ALICE = aUser('alice');
const BOT = anAgent('bot');
const DIRECT = aChain(ALICE, BOT);
const DETOUR = aChain(ALICE, anAgent('planner'), BOT);
const delegated =
  (...chains: Facts['chains']) =>
  (): Facts =>
    someFacts({ actor: BOT, chains });
const tooOld = (): never => {
  throw new FactsIndeterminate('indeterminate.stale');
};
const raise = (): never => {
  throw new Error('out of order');
};

const reject = async (): Promise<never> => await Promise.reject(new Error('out of order'));

describe('decide', () => {
  it('answers with the revision and the policy it used', async () => {
    expect(await decide(aRequest())).toMatchObject({
      decision: { outcome: 'permit', reasons: ['permit.all'] },
      revision: 7,
      policyDigest: 'policy of default',
      fault: null,
    });
  });

  it('is by the policy of the revision of its facts, also when that must be loaded first', async () => {
    const answer = await decide(aRequest(), {
      active: async (policy, revision) =>
        await Promise.resolve({ ...policy, digest: `policy at ${revision}` }),
    });
    expect(answer).toMatchObject({
      decision: { outcome: 'permit' },
      policyDigest: 'policy at 7',
      fault: null,
    });
  });

  it('can be watched, with what it was made from, also when there is no policy', async () => {
    const seen: Decided[] = [];
    const watch = (each: Decided): void => {
      seen.push(each);
    };
    await decide(aRequest(), { watch });
    await decide(aRequest(), { watch, active: () => null });
    expect(seen).toMatchObject([
      { request: aRequest(), facts: { revision: 7 }, decision: { outcome: 'permit' } },
      { policy: null, decision: { reasons: ['indeterminate.no_bundle'] } },
    ]);
    expect(seen[0]?.policy?.digest).toBe('policy of default');
  });

  it('is what it is whatever a watcher does, and not watched when it is explained', async () => {
    let told = 0;
    const watch = (): void => {
      told += 1;
      raise();
    };
    expect(await decide(aRequest(), { watch })).toMatchObject({ decision: { outcome: 'permit' } });
    await decide(aRequest(), { watch }, new DecisionTrace());
    expect(told).toBe(1);
  });

  it('is on the facts in memory, at once, and on those alone', () => {
    const answer = decideNow(aRequest(), {
      recall: () => someFacts({ revision: 8 }),
      facts: raise,
    });
    expect(answer).toMatchObject({ decision: { outcome: 'permit' }, revision: 8, fault: null });
  });

  it('does not ask policy what the identities refuse', async () => {
    const answer = await decide(aRequest(), {
      facts: () => someFacts({ subject: null }),
      evaluate: raise,
    });
    expect(answer).toMatchObject({
      decision: { outcome: 'deny', reasons: ['subject.unknown'] },
      fault: null,
    });
  });

  it('names the grant that refuses', async () => {
    const answer = await decide(aDelegatedRequest({ action: { name: 'write', properties: {} } }), {
      facts: delegated(DIRECT),
    });
    expect(answer.decision).toMatchObject({
      reasons: ['grant.action_not_granted'],
      deniedBy: 'g1',
    });
  });

  it.each<[string, World, Partial<Answer>]>([
    ['without a policy', { active: () => null }, { revision: 7, policyDigest: null, fault: null }],
    ['when the policy cannot be had', { active: raise }, { revision: 7, policyDigest: null }],
    ['when the policy cannot be loaded', { active: reject }, { revision: 7, policyDigest: null }],
    ['when the facts cannot be loaded', { facts: raise }, { revision: null, policyDigest: null }],
    ['when memory breaks', { recall: raise }, { revision: null, policyDigest: null }],
    ['when policy throws', { evaluate: raise }, { revision: 7 }],
    ['when the clock is none', { facts: () => someFacts({ now: NaN }) }, { revision: 7 }],
  ])('denies %s', async (_, world, expected) => {
    const answer = await decide(aRequest(), world);
    expect(answer).toMatchObject({ policyDigest: 'policy of default', ...expected });
    expect(answer.decision.outcome).toBe('deny');
    expect(answer.decision.reasons).toEqual([expect.stringMatching(/^indeterminate\./)]);
    expect(answer.fault === null).toBe(expected.fault === null);
  });

  it.each<[string, World, string]>([
    ['no policy', { active: () => null }, 'indeterminate.no_bundle'],
    ['a policy that cannot be had', { active: raise }, 'indeterminate.policy_error'],
    ['a policy that cannot be loaded', { active: reject }, 'indeterminate.policy_error'],
    ['no facts', { facts: raise }, 'indeterminate.facts'],
    ['facts that are too old', { facts: tooOld }, 'indeterminate.stale'],
    ['facts in memory that are too old', { recall: tooOld }, 'indeterminate.stale'],
    ['a policy that throws', { evaluate: raise }, 'indeterminate.policy_error'],
  ])('tells of %s', async (_, world, reason) => {
    expect((await decide(aRequest(), world)).decision.reasons).toEqual([reason]);
  });

  it('DEL-12: refuses a chain longer than the limit', async () => {
    const tooLong = aChain(ALICE, anAgent('planner'), anAgent('clerk'), BOT);
    const { decision } = await decide(aDelegatedRequest(), { facts: delegated(tooLong) });
    expect(decision.reasons).toEqual(['grant.depth_exceeded']);
  });
});

describe('decide, with several chains', () => {
  const permittingOver =
    (length: number) =>
    (input: PolicyInput): PolicyOutcome => ({
      ...NOTHING,
      permits: input.chain.length === length ? ['chain'] : [],
      unprovenGuards: [`length_${input.chain.length}`].filter(() => input.chain.length !== length),
    });

  it.each([
    ['shortest', 1, ['g1']],
    ['longest', 2, ['g1', 'g2']],
  ])('permits on the %s where policy permits only that', async (_, length, grants) => {
    const facts = delegated(DIRECT, DETOUR);
    const { decision } = await decide(aDelegatedRequest(), {
      facts,
      evaluate: permittingOver(length),
    });
    expect(decision).toMatchObject({ outcome: 'permit', grants });
  });

  it('asks policy no further than the first permit', async () => {
    const asked: number[] = [];
    const evaluate = (input: PolicyInput): PolicyOutcome => {
      asked.push(input.chain.length);
      return permitting();
    };
    await decide(aDelegatedRequest(), { facts: delegated(DIRECT, DETOUR), evaluate });
    expect(asked).toEqual([1]);
  });

  it('gives the first answer where policy permits none', async () => {
    const facts = delegated(DIRECT, DETOUR);
    const { decision } = await decide(aDelegatedRequest(), { facts, evaluate: permittingOver(9) });
    expect(decision).toMatchObject({ outcome: 'deny', grants: ['g1'] });
    expect(decision.reasons).toEqual(['policy.no_match', 'guard.length_1']);
  });
});

describe('decide, and what grants are used for', () => {
  async function usesOf(request: DecisionRequest, world: World): Promise<readonly Use[]> {
    const uses: Use[] = [];
    await decide(request, {
      ...world,
      note: (use) => {
        uses.push(use);
      },
    });
    return uses;
  }

  it('tells of every grant of the chain of a permit, at the time of the decision', async () => {
    const request = aDelegatedRequest();
    const { action, resource, tenant } = request;
    expect(await usesOf(request, { facts: delegated(DETOUR) })).toEqual([
      { tenant, grants: ['g1', 'g2'], action: action.name, resource, at: someFacts().now },
    ]);
  });

  it('tells of no deny, and of no decision without grants', async () => {
    const deny = { facts: delegated(DIRECT), evaluate: () => NOTHING };
    expect(await usesOf(aDelegatedRequest(), deny)).toEqual([]);
    expect(await usesOf(aRequest(), {})).toEqual([]);
  });

  it('tells of nothing that is explained and not enforced', async () => {
    const facts = delegated(DIRECT);
    const trace = new DecisionTrace();
    const { decision } = await decide(aDelegatedRequest(), { facts, note: raise }, trace);
    expect(decision.outcome).toBe('permit');
    const noted: Use[] = [];
    await decide(aDelegatedRequest(), { facts, note: (use) => noted.push(use) }, trace);
    expect(noted).toEqual([]);
  });

  it('decides the same when that cannot be noted', async () => {
    const answer = await decide(aDelegatedRequest(), { facts: delegated(DIRECT), note: raise });
    expect(answer).toMatchObject({ decision: { outcome: 'permit' }, fault: null });
  });
});

describe('decide, where the actor is named by an alias and called something besides', () => {
  const called = (agent: string, client: string): DecisionRequest => {
    const alsoCalled = [
      { kind: 'agent' as const, id: agent },
      { kind: null, id: client },
    ];
    const issuer = 'https://idp.example';
    return aDelegatedRequest({ actor: { kind: 'agent', id: 'b-1', issuer, alsoCalled } });
  };

  it('decides when all of it is the same', async () => {
    const answer = await decide(called('bot', 'bot'), { facts: delegated(DIRECT) });
    expect(answer.decision).toMatchObject({ outcome: 'permit', grants: ['g1'] });
  });

  it.each<[string, Partial<Facts>]>([
    ['another', { actor: anAgent('clerk') }],
    ['nobody', { actor: null }],
    ['a service of that name', { actor: aUser('bot', { kind: 'service' }) }],
    ['another, whoever the subject is', { actor: anAgent('clerk'), subject: null }],
  ])('DEL-13: refuses the request when it stands for %s', async (_, facts) => {
    const answer = decide(called('bot', 'bot'), { facts: () => someFacts(facts) });
    await expect(answer).rejects.toThrow(InvalidRequestError);
    await expect(answer).rejects.toMatchObject({ code: 'request.actor_conflict' });
  });
});
