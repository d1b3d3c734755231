import { modeOf } from '@legate/core';
import type { DecisionRequest, Facts } from '@legate/core';
import { FactsIndeterminate, FactsSource, UseRecorder } from '@legate/delegation';
import { Injectable } from '@nestjs/common';
import { answerFrom } from './answer-from.js';
import type { Answer } from './answer.js';
import { Judge } from './judge.js';
import { PolicySource } from './policy-source.js';
import type { PolicyEvaluator } from './policy-source.js';
import { undecided } from './undecided.js';

/** The use case: one question in, one answer out. Whatever goes wrong on the way is a deny. */
@Injectable()
export class DecideService {
  constructor(
    private readonly facts: FactsSource,
    private readonly policies: PolicySource,
    readonly judge: Judge,
    readonly uses: UseRecorder,
  ) {}

  /**
   * Never throws for want of facts or policy: that is a deny with an `indeterminate.*` reason. Answers at once when
   * nothing has to be waited for, as nearly always: a promise costs as much as some of the stops.
   *
   * @throws InvalidRequestError `request.actor_conflict` when the alias of the actor stands for another agent than
   * the request calls it besides.
   */
  decide(request: DecisionRequest): Answer | Promise<Answer> {
    let facts: Facts | null;
    try {
      facts = this.facts.recall(request);
    } catch (fault) {
      return withoutFacts(request, fault);
    }
    return facts === null ? this.decideLoading(request) : this.decideOn(request, facts);
  }

  private async decideLoading(request: DecisionRequest): Promise<Answer> {
    let facts: Facts;
    try {
      facts = await this.facts.load(request);
    } catch (fault) {
      return withoutFacts(request, fault);
    }
    return await this.decideOn(request, facts);
  }

  private decideOn(request: DecisionRequest, facts: Facts): Answer | Promise<Answer> {
    let active: ReturnType<PolicySource['active']>;
    try {
      // The bundle is part of what the revision says, so it is looked up by it.
      active = this.policies.active(request.tenant, facts.revision);
    } catch (fault) {
      return withoutPolicy(request, facts, fault);
    }
    return active instanceof Promise
      ? this.decideWhenLoaded(request, facts, active)
      : answerFrom(this, { request, facts, policy: active });
  }

  private async decideWhenLoaded(
    request: DecisionRequest,
    facts: Facts,
    loading: Promise<PolicyEvaluator | null>,
  ): Promise<Answer> {
    let policy: PolicyEvaluator | null;
    try {
      policy = await loading;
    } catch (fault) {
      return withoutPolicy(request, facts, fault);
    }
    return answerFrom(this, { request, facts, policy });
  }
}

function withoutFacts(request: DecisionRequest, fault: unknown): Answer {
  const mode = modeOf(request, null);
  return fault instanceof FactsIndeterminate
    ? undecided({ reason: fault.reason, mode })
    : undecided({ reason: 'indeterminate.facts', mode, fault });
}

function withoutPolicy(request: DecisionRequest, facts: Facts, fault: unknown): Answer {
  const { revision } = facts;
  const mode = modeOf(request, facts);
  return undecided({ reason: 'indeterminate.policy_error', mode, revision, fault });
}
