import { InvalidRequestError } from '@legate/core';
import type { Decision, DecisionRequest, Facts, PolicyInput, PolicyOutcome } from '@legate/core';
import { DecideService, DecisionLimits, Judge, PolicySource } from '@legate/decision';
import type { PolicyEvaluator } from '@legate/decision';
import { FactsSource, UseRecorder } from '@legate/delegation';
import type { Question, World } from '../../reference/world.js';
import { factsOf, toRequest } from './facts-of.js';
import { starterOutcome } from './starter-outcome.js';

/** A Monday, 10:30 UTC: in some day windows and out of others. */
export const NOW = Date.UTC(2026, 10, 23, 10, 30);
export const MAX_CHAIN_LENGTH = 4;

export type Policy = (input: PolicyInput) => PolicyOutcome;

export interface Judgement {
  readonly policy?: Policy;
  /** Changes the facts before they are judged. */
  readonly change?: (facts: Facts) => Facts;
}

/** A decision, or in its place the code of the error that a request is refused with. */
export interface Judged extends Pick<Decision, 'outcome' | 'grants' | 'deniedBy'> {
  readonly reasons: readonly [string, ...string[]];
}

/** What the use case answers out of the world: `admit`, policy and `combine`, over facts in memory. */
export async function judge(
  world: World,
  question: Question,
  judgement: Judgement = {},
): Promise<Judged> {
  try {
    return await decide(world, toRequest(question), judgement);
  } catch (cause) {
    if (cause instanceof InvalidRequestError) {
      return { outcome: 'deny', reasons: [cause.code], grants: [], deniedBy: null };
    }
    throw cause;
  }
}

async function decide(
  world: World,
  request: DecisionRequest,
  { policy = starterOutcome, change = (facts) => facts }: Judgement,
): Promise<Decision> {
  const facts = new GivenFacts(change(factsOf(world, request, NOW)));
  const rules = new Judge(new DecisionLimits({ maxChainLength: MAX_CHAIN_LENGTH }));
  const service = new DecideService(facts, new GivenPolicy(policy), rules, new NoUses());
  const answer = await service.decide(request);
  if (answer.fault !== null) {
    throw new Error('the question could not be decided', { cause: answer.fault });
  }
  return answer.decision;
}

export class GivenFacts extends FactsSource {
  constructor(private readonly facts: Facts) {
    super();
  }

  override recall(): null {
    return null;
  }

  override async load(): Promise<Facts> {
    return await Promise.resolve(this.facts);
  }

  override async loadAll(
    requests: readonly DecisionRequest[],
  ): Promise<ReadonlyMap<DecisionRequest, Facts>> {
    return await Promise.resolve(new Map(requests.map((request) => [request, this.facts])));
  }
}

export class NoUses extends UseRecorder {
  override note(): void {
    // Nobody asks what grants are used for.
  }
}

export class GivenPolicy extends PolicySource {
  constructor(private readonly policy: Policy) {
    super();
  }

  override active(): PolicyEvaluator {
    return { digest: 'given', evaluate: this.policy };
  }
}

/**
 * A policy whose answer hangs on the chain in no way that makes sense: it permits for about half of them. What
 * holds under it does not lean on the good nature of a policy.
 */
export function capricious(salt: number): Policy {
  return ({ chain }) => ({
    permits: hash(`${salt} ${chain.map(({ id }) => id).join(' ')}`) % 2 === 0 ? ['whim'] : [],
    unprovenGuards: [],
    obligations: [],
    failures: [],
  });
}

/** A policy that permits whoever is in a group. */
export const byGroup: Policy = ({ subject }) => ({
  permits: (subject.properties['groups'] as readonly string[]).map((group) => `group.${group}`),
  unprovenGuards: [],
  obligations: [],
  failures: [],
});

function hash(text: string): number {
  let value = 17;
  for (const character of text) {
    value = (value * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  }
  return value;
}
