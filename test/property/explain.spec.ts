import { InvalidRequestError } from '@legate/core';
import { DecideAsOf, DecideService, DecisionLimits, ExplainService, Judge } from '@legate/decision';
import type { Explanation } from '@legate/decision';
import fc from 'fast-check';
import type { Question, World } from '../reference/world.js';
import { worldsWithQuestions } from '../reference/worlds/worlds.js';
import { factsOf, toRequest } from './support/facts-of.js';
import {
  byGroup,
  capricious,
  GivenFacts,
  GivenPolicy,
  judge,
  MAX_CHAIN_LENGTH,
  NoUses,
  NOW,
} from './support/judge.js';
import type { Policy } from './support/judge.js';
import { runs } from './support/runs.js';
import { starterOutcome } from './support/starter-outcome.js';

const RULES = new Judge(new DecisionLimits({ maxChainLength: MAX_CHAIN_LENGTH }));
const POLICIES: readonly Policy[] = [starterOutcome, byGroup, capricious(1), capricious(2)];

/** Null where the request is refused. */
async function explain(
  world: World,
  question: Question,
  policy: Policy,
): Promise<Explanation | null> {
  try {
    const request = toRequest(question);
    const facts = new GivenFacts(factsOf(world, request, NOW));
    const policies = new GivenPolicy(policy);
    const decisions = new DecideService(facts, policies, RULES, new NoUses());
    const past = new DecideAsOf(undefined as never, policies, RULES);
    return await new ExplainService(decisions, past, RULES).explain(request, null);
  } catch (cause) {
    if (cause instanceof InvalidRequestError) {
      return null;
    }
    throw cause;
  }
}

/** What the parts of an explanation say the answer is, put together as a reader would. */
function readReasons({ decidedBy, identities, chains, policies }: Explanation): readonly string[] {
  if (decidedBy === 'identities') {
    return identities.flatMap(({ reason }) => reason ?? []).slice(0, 1);
  }
  if (decidedBy === 'grants') {
    const refusals = chains.map(
      ({ isTooLong, links }) =>
        [...(isTooLong ? ['grant.depth_exceeded'] : [])].concat(
          links.flatMap(({ checks }) => checks.flatMap(({ reason }) => reason ?? [])),
        )[0] ?? 'carries',
    );
    return refusals.length === 0 ? ['grant.none'] : refusals;
  }
  const [first] = policies;
  const permit = policies.find(({ decision }) => decision?.outcome === 'permit');
  return (permit ?? first)?.decision?.reasons ?? [];
}

describe('an explanation', () => {
  it('has the decision and the reasons of the evaluation, and its parts add up to them', async () => {
    const settled = new Set<string>();
    let changes = 0;
    await fc.assert(
      fc.asyncProperty(
        worldsWithQuestions({ now: NOW, writable: false }, { minLength: 10, maxLength: 10 }),
        fc.constantFrom(...POLICIES),
        async ({ world, questions }, policy) => {
          for (const question of questions) {
            const decision = await judge(world, question, { policy });
            const explanation = await explain(world, question, policy);
            if (explanation === null) {
              expect(decision.reasons[0]).toMatch(/^request\./);
              continue;
            }
            expect(explanation.answer.decision).toEqual(decision);
            settled.add(explanation.decidedBy);
            changes += explanation.change === null ? 0 : 1;
            const told = readReasons(explanation);
            if (explanation.decidedBy === 'grants') {
              expect(told).toContain(decision.reasons[0]);
              expect(told).not.toContain('carries');
            } else {
              expect(told).toEqual(decision.reasons);
            }
          }
        },
      ),
      runs(400),
    );
    expect([...settled].toSorted()).toEqual(['grants', 'identities', 'policy']);
    expect(changes).toBeGreaterThan(0);
  });

  it('proposes a change of grants only where grants say no', async () => {
    await fc.assert(
      fc.asyncProperty(
        worldsWithQuestions({ now: NOW, writable: true }, { minLength: 10, maxLength: 10 }),
        async ({ world, questions }) => {
          for (const question of questions) {
            const explanation = await explain(world, question, starterOutcome);
            const { change = null, remaining = [], decidedBy } = explanation ?? {};
            expect(decidedBy === 'grants' || (change === null && remaining.length === 0)).toBe(
              true,
            );
            expect(change !== null && remaining.length > 0).toBe(false);
          }
        },
      ),
      runs(200),
    );
  });
});
