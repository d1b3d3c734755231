import { deny, requireOneActor } from '@legate/core';
import type { Decision, DecisionRequest, Facts } from '@legate/core';
import { FactsSource, HistoricalFacts } from '@legate/delegation';
import { Injectable } from '@nestjs/common';
import type { Comparison } from '../compare/difference.js';
import { judgeBy } from '../compare/judge-by.js';
import { Judge } from '../judge.js';
import { PolicySource } from '../policy-source.js';
import type { PolicyEvaluator } from '../policy-source.js';
import type { RecordedDecision } from './recorded-decision.js';

/** On which facts and by which clock: those of the record, or those of now. */
export const REPLAY_BASES = ['recorded', 'now'] as const;
export type ReplayBasis = (typeof REPLAY_BASES)[number];

/** What a candidate is compared with: what was recorded, or what the policy active on the same facts decides. */
export const REPLAY_BASELINES = ['recorded', 'active'] as const;
export type ReplayBaseline = (typeof REPLAY_BASELINES)[number];

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
    private readonly policies: PolicySource,
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
    candidate: PolicyEvaluator,
    { basis, baseline }: ReplayOptions,
  ): Promise<Comparison> {
    const facts =
      basis === 'recorded' && asOf !== null
        ? await this.past.load(request, asOf)
        : (this.present.recall(request) ?? (await this.present.load(request)));
    requireOneActor(facts.actor, request.actor?.alsoCalled ?? []);
    return {
      request,
      facts,
      before:
        baseline === 'recorded' && before !== null ? before : await this.byActive(request, facts),
      after: judgeBy(this.judge, { request, facts }, candidate),
    };
  }

  private async byActive(request: DecisionRequest, facts: Facts): Promise<Decision> {
    const active = await this.policies.active(request.tenant, facts.revision);
    return active === null
      ? deny('indeterminate.no_bundle')
      : judgeBy(this.judge, { request, facts }, active);
  }
}
