import { InvalidRequestError, modeOf, requireOneActor } from '@legate/core';
import type { Facts } from '@legate/core';
import { FactsIndeterminate, FactsSource, HistoricalFacts } from '@legate/delegation';
import { Injectable } from '@nestjs/common';
import type { Comparison } from '../compare/difference.js';
import { judgeBy } from '../compare/judge-by.js';
import { DecisionLimits } from '../decision-limits.js';
import { Judge } from '../judge.js';
import type { PolicyEvaluator } from '../policy-source.js';
import { memberDifferences } from './answer-members.js';
import type { MemberDifference } from './answer-members.js';
import type { NotReplayable } from './not-replayable.js';
import type { RecordedDecision } from './recorded-decision.js';

/** On which facts and by which clock: those of the record, or those of now. */
export const REPLAY_BASES = ['recorded', 'now'] as const;
export type ReplayBasis = (typeof REPLAY_BASES)[number];

/** What a candidate is compared with: what was recorded, or what the active policy decides on the same facts. */
export const REPLAY_BASELINES = ['recorded', 'active'] as const;
export type ReplayBaseline = (typeof REPLAY_BASELINES)[number];

/** A record and what it is decided on again. */
export interface KnownRecord {
  readonly recorded: RecordedDecision;
  readonly facts: Facts;
}

export interface ReplayPolicies {
  readonly candidate: PolicyEvaluator;
  /** The one that is active now. */
  readonly active: PolicyEvaluator;
}

/** Decides again what was decided. Nothing is enforced by it, so nothing of it is noted, logged or counted. */
@Injectable()
export class Replay {
  private readonly judges = new Map<number, Judge>();

  constructor(
    private readonly past: HistoricalFacts,
    private readonly present: FactsSource,
  ) {}

  /**
   * The facts of records of one tenant, in their order, or why there are none. A record that does not tell its
   * revision is judged as of now.
   *
   * @throws UnavailableError
   */
  async factsOf(
    tenant: string,
    records: readonly RecordedDecision[],
    basis: ReplayBasis,
  ): Promise<readonly (Facts | NotReplayable)[]> {
    const isPast = ({ asOf }: RecordedDecision): boolean => basis === 'recorded' && asOf !== null;
    const questions = records.flatMap(({ request, asOf }) =>
      asOf === null ? [] : [{ request, asOf }],
    );
    const found =
      basis === 'recorded' && questions.length > 0
        ? [...(await this.past.loadAll(tenant, questions))]
        : [];
    const facts: (Facts | NotReplayable)[] = [];
    for (const record of records) {
      facts.push(isPast(record) ? toKnown(record, found.shift()) : await this.presentOf(record));
    }
    return facts;
  }

  private async presentOf(record: RecordedDecision): Promise<Facts | NotReplayable> {
    const { request } = record;
    try {
      const facts = this.present.recall(request) ?? (await this.present.load(request));
      return toKnown(record, facts);
    } catch (cause) {
      if (cause instanceof FactsIndeterminate) {
        return 'no_facts';
      }
      throw cause;
    }
  }

  /** Decides a record again by the policy that has decided it. What is not the same; nothing when all is. */
  again(
    { recorded: { request, entry, limits }, facts }: KnownRecord,
    policy: PolicyEvaluator,
  ): readonly MemberDifference[] | NotReplayable {
    if (entry === null) {
      return 'other';
    }
    const decision = judgeBy(this.judgeFor(limits.maxChainLength), { request, facts }, policy);
    const differences = memberDifferences(entry, { decision, mode: modeOf(request, facts) });
    return differences.length === 0 ? differences : (circumstanceOf(entry) ?? differences);
  }

  /** What a candidate decides of a record, beside what was decided. */
  compare(
    { recorded: { request, before, limits }, facts }: KnownRecord,
    { candidate, active }: ReplayPolicies,
    baseline: ReplayBaseline,
  ): Comparison {
    const judge = this.judgeFor(limits.maxChainLength);
    const question = { request, facts };
    return {
      ...question,
      before:
        baseline === 'recorded' && before !== null ? before : judgeBy(judge, question, active),
      after: judgeBy(judge, question, candidate),
    };
  }

  private judgeFor(maxChainLength: number): Judge {
    const judge =
      this.judges.get(maxChainLength) ?? new Judge(new DecisionLimits({ maxChainLength }));
    this.judges.set(maxChainLength, judge);
    return judge;
  }
}

function toKnown(
  { request }: RecordedDecision,
  facts: Facts | InvalidRequestError | undefined,
): Facts | NotReplayable {
  if (facts === undefined || facts instanceof InvalidRequestError) {
    return 'revision_unknown';
  }
  try {
    requireOneActor(facts.actor, request.actor?.alsoCalled ?? []);
    return facts;
  } catch {
    return 'no_question';
  }
}

/** What an answer depended on that no entry can tell: how it had fared with the policy before. */
function circumstanceOf({ reasons }: { readonly reasons?: unknown }): NotReplayable | null {
  const all = Array.isArray(reasons) ? reasons : [];
  if (all.includes('indeterminate.policy_over_age')) {
    return 'policy_over_age';
  }
  return all.includes('indeterminate.deadline') ? 'stopped' : null;
}
