import { ForbiddenError, InvalidRequestError } from '@legate/core';
import type { DecisionRequest, Facts, PolicyInput, PolicyOutcome } from '@legate/core';
import { FactsIndeterminate, FactsSource, UseRecorder } from '@legate/delegation';
import type { Use } from '@legate/delegation';
import { aChain, aDelegatedRequest, anAgent, aRequest, aUser, someFacts } from '@legate/testing';
import { DecideBatch, DecisionLimits, Judge, PolicySource } from './index.js';
import type { Answer, BatchItem, PolicyEvaluator, Semantic } from './index.js';

const NOTHING: PolicyOutcome = { permits: [], unprovenGuards: [], obligations: [], failures: [] };
/** Permits to read, and nothing else. */
const reading = ({ action }: PolicyInput): PolicyOutcome => ({
  ...NOTHING,
  permits: action.name === 'read' ? ['read'] : [],
});

interface World {
  readonly facts?: (request: DecisionRequest) => Facts;
  readonly evaluate?: (input: PolicyInput) => PolicyOutcome;
  readonly active?: (policy: PolicyEvaluator) => PolicyEvaluator | null;
  readonly loadAll?: FactsSource['loadAll'];
  readonly note?: (use: Use) => void;
}

type Answered = Answer | InvalidRequestError;

async function decide(
  items: readonly BatchItem[],
  world: World = {},
  semantic: Semantic = 'execute_all',
): Promise<readonly Answered[]> {
  const { facts = () => someFacts(), evaluate = reading, active = (policy) => policy } = world;
  class GivenFacts extends FactsSource {
    override recall(): null {
      return null;
    }

    override async load(): Promise<Facts> {
      return await Promise.reject(new Error('a batch loads all at once'));
    }
    override async loadAll(
      requests: readonly DecisionRequest[],
    ): Promise<ReadonlyMap<DecisionRequest, Facts>> {
      return await (world.loadAll?.(requests) ??
        Promise.resolve(new Map(requests.map((request) => [request, facts(request)]))));
    }
  }
  class GivenPolicy extends PolicySource {
    override active(): PolicyEvaluator | null {
      return active({ digest: 'given', evaluate });
    }
  }
  class GivenUses extends UseRecorder {
    override note(use: Use): void {
      world.note?.(use);
    }
  }
  const judge = new Judge(new DecisionLimits({ maxChainLength: 2 }));
  const batch = new DecideBatch(new GivenFacts(), new GivenPolicy(), judge, new GivenUses());
  return await batch.decide(items, semantic);
}

const READ = aRequest();
const WRITE = aRequest({ action: { name: 'write', properties: {} } });
const BROKEN = new InvalidRequestError('request.invalid', 'no question');
const raise = (): never => {
  throw new Error('out of order');
};

function outcomeOf(answer: Answered): string {
  return answer instanceof InvalidRequestError ? answer.code : answer.decision.outcome;
}

describe('a batch', () => {
  it('answers every item in its order, at the revision and by the policy it used (AZ-25, AZ-29)', async () => {
    const answers = await decide([WRITE, READ, WRITE]);
    expect(answers.map(outcomeOf)).toEqual(['deny', 'permit', 'deny']);
    for (const answer of answers) {
      expect(answer).toMatchObject({ revision: 7, policyDigest: 'given', fault: null });
    }
  });

  it.each<[Semantic, readonly BatchItem[], readonly string[]]>([
    ['execute_all', [BROKEN, READ], ['request.invalid', 'permit']],
    ['deny_on_first_deny', [READ, WRITE, READ], ['permit', 'deny']],
    ['deny_on_first_deny', [READ, BROKEN, READ], ['permit', 'request.invalid']],
    ['permit_on_first_permit', [WRITE, READ, WRITE], ['deny', 'permit']],
    ['permit_on_first_permit', [BROKEN, WRITE], ['request.invalid', 'deny']],
  ])('of %s ends where that says (AZ-26)', async (semantic, items, expected) => {
    expect((await decide(items, {}, semantic)).map(outcomeOf)).toEqual(expected);
  });

  it('without any question needs no facts', async () => {
    const answers = await decide([BROKEN], { loadAll: raise });
    expect(answers).toEqual([BROKEN]);
  });

  it.each<[string, World, string]>([
    ['no policy', { active: () => null }, 'indeterminate.no_bundle'],
    ['a policy that cannot be had', { active: raise }, 'indeterminate.policy_error'],
    ['no facts', { facts: raise }, 'indeterminate.facts'],
    [
      'facts that are too old',
      {
        facts: () => {
          throw new FactsIndeterminate('indeterminate.stale');
        },
      },
      'indeterminate.stale',
    ],
    [
      'facts of other requests',
      { loadAll: async () => await Promise.resolve(new Map()) },
      'indeterminate.facts',
    ],
    ['a policy that throws', { evaluate: raise }, 'indeterminate.policy_error'],
  ])('denies every item for %s', async (_, world, reason) => {
    for (const answer of await decide([READ, WRITE], world)) {
      expect(answer).toMatchObject({ decision: { outcome: 'deny', reasons: [reason] } });
    }
  });

  it('denies the items whose facts are missing, and decides the others', async () => {
    const loadAll: World['loadAll'] = async ([first]) =>
      await Promise.resolve(new Map(first === undefined ? [] : [[first, someFacts()]]));
    const answers = await decide([READ, aRequest()], { loadAll });
    expect(answers).toMatchObject([
      { decision: { outcome: 'permit' } },
      { decision: { outcome: 'deny', reasons: ['indeterminate.facts'] } },
    ]);
  });

  it('is answered by nothing but an error where our own code breaks', async () => {
    const broken = Object.defineProperty(someFacts(), 'actor', { get: raise });
    await expect(decide([READ], { facts: () => broken })).rejects.toThrow('out of order');
  });

  it('has an item that the caller may not ask in its place (AZ-27)', async () => {
    const forbidden = new ForbiddenError('caller.subject_not_trusted', 'not yours');
    expect(await decide([forbidden, READ])).toMatchObject([
      forbidden,
      { decision: { outcome: 'permit' } },
    ]);
    expect(await decide([forbidden, READ], {}, 'deny_on_first_deny')).toEqual([forbidden]);
  });

  it('lets others go on when it takes long', async () => {
    let now = 0;
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => (now += 10));
    const gone: string[] = [];
    setImmediate(() => gone.push('another'));
    const evaluate = (input: PolicyInput): PolicyOutcome => {
      gone.push('item');
      return reading(input);
    };
    const answers = await decide([READ, READ], { evaluate });
    clock.mockRestore();
    expect(gone).toEqual(['item', 'another', 'item']);
    expect(answers.map(outcomeOf)).toEqual(['permit', 'permit']);
  });

  it('tells of what the grants of its permits are used for', async () => {
    const [alice, bot] = [aUser('alice'), anAgent('bot')];
    const uses: Use[] = [];
    const facts = (): Facts => someFacts({ actor: bot, chains: [aChain(alice, bot)] });
    const note = (use: Use): void => {
      uses.push(use);
    };
    const permitting = (): PolicyOutcome => ({ ...NOTHING, permits: ['all'] });
    await decide([aDelegatedRequest(), aDelegatedRequest()], { facts, note, evaluate: permitting });
    expect(uses.map(({ grants }) => grants)).toEqual([['g1'], ['g1']]);
  });

  it('DEL-13: has the conflict of its actors as the answer of an item', async () => {
    const alsoCalled = [{ kind: 'agent' as const, id: 'other' }];
    const actor = { kind: 'agent' as const, id: 'b', issuer: 'https://idp.example', alsoCalled };
    const answers = await decide([aDelegatedRequest({ actor }), READ], {
      facts: ({ actor: claim }) => someFacts({ actor: claim === null ? null : anAgent('bot') }),
    });
    expect(answers.map(outcomeOf)).toEqual(['request.actor_conflict', 'permit']);
  });
});
