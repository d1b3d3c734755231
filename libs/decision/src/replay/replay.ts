import { requireOneActor } from '@legate/core';
import { FactsSource, HistoricalFacts } from '@legate/delegation';
import { Injectable } from '@nestjs/common';
import type { Comparison } from '../compare/difference.js';
import { judgeBy } from '../compare/judge-by.js';
import { Judge } from '../judge.js';
import type { PolicyEvaluator } from '../policy-source.js';
import type { RecordedDecision } from './recorded-decision.js';

/** On which facts and by which clock: those of the record, or those of now. */
export const REPLAY_BASES = ['recorded', 'now'] as const;
export type ReplayBasis = (typeof REPLAY_BASES)[number];

/** What a candidate is compared with: what was recorded, or what the active policy decides on the same facts. */
export const REPLAY_BASELINES = ['recorded', 'active'] as const;
export type ReplayBaseline = (typeof REPLAY_BASELINES)[number];

export interface ReplayPolicies {
  readonly candidate: PolicyEvaluator;
  /** The one that is active now. */
  readonly active: PolicyEvaluator;
}

export interface ReplayOptions {
  readonly basis: ReplayBasis;
  readonly baseline: ReplayBaseline;
}

/** Asks a policy what it would have decided. Nothing is enforced by it, so nothing of it is noted. */
@Injectable()
export class Replay {
  constructor(
    private readonly past: HistoricalFacts,
    private readonly present: FactsSource,
    private readonly judge: Judge,
  ) {}

  /**
   * Compares one recorded decision with what the candidate decides. A record that does not tell its revision is
   * judged as of now, one that does not tell its decision is held against the active policy.
   *
   * @throws InvalidRequestError for a revision that is not there yet, or carriers of the actor that disagree;
   * FactsIndeterminate, UnavailableError.
   */
  async compare(
    { request, before, asOf }: RecordedDecision,
    { candidate, active }: ReplayPolicies,
    { basis, baseline }: ReplayOptions,
  ): Promise<Comparison> {
    const facts =
      basis === 'recorded' && asOf !== null
        ? await this.past.load(request, asOf)
        : (this.present.recall(request) ?? (await this.present.load(request)));
    requireOneActor(facts.actor, request.actor?.alsoCalled ?? []);
    const question = { request, facts };
    return {
      ...question,
      before:
        baseline === 'recorded' && before !== null ? before : judgeBy(this.judge, question, active),
      after: judgeBy(this.judge, question, candidate),
    };
  }
}
