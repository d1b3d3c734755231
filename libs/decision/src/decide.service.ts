import { modeOf } from '@legate/core';
import type { DecisionRequest, Facts } from '@legate/core';
import { FactsIndeterminate, FactsSource, UseRecorder } from '@legate/delegation';
import { Injectable } from '@nestjs/common';
import { answerFrom } from './answer-from.js';
import type { Answer } from './answer.js';
import type { DecisionTrace } from './explain/decision-trace.js';
import { Judge } from './judge.js';
import { PolicySource } from './policy-source.js';
import type { PolicyEvaluator } from './policy-source.js';
import { undecided } from './undecided.js';

/** A question and the facts it is decided on. */
interface Known {
  readonly request: DecisionRequest;
  readonly facts: Facts;
  readonly trace: DecisionTrace | undefined;
  readonly asked: number;
}

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
   * @param trace told of all that is found on the way; a question with one is explained, and not enforced.
   */
  decide(request: DecisionRequest, trace?: DecisionTrace): Answer | Promise<Answer> {
    const asked = performance.now();
    let facts: Facts | null;
    try {
      facts = this.facts.recall(request);
    } catch (fault) {
      return timed(withoutFacts(request, fault), asked);
    }
    return facts === null
      ? this.decideLoading({ request, trace, asked })
      : this.decideOn({ request, facts, trace, asked });
  }

  private async decideLoading(unknown: Omit<Known, 'facts'>): Promise<Answer> {
    const { request, asked } = unknown;
    let facts: Facts;
    try {
      facts = await this.facts.load(request);
    } catch (fault) {
      return timed(withoutFacts(request, fault), asked);
    }
    return await this.decideOn({ ...unknown, facts });
  }

  private decideOn(known: Known): Answer | Promise<Answer> {
    const { request, facts, trace, asked } = known;
    const gathered = performance.now();
    let active: ReturnType<PolicySource['active']>;
    try {
      // The bundle is part of what the revision says, so it is looked up by it.
      active = this.policies.active(request.tenant, facts.revision);
    } catch (fault) {
      return timed(withoutPolicy(known, fault), asked, gathered);
    }
    return active instanceof Promise
      ? this.decideWhenLoaded(known, active, gathered)
      : timed(answerFrom(this, { request, facts, trace, policy: active }), asked, gathered);
  }

  private async decideWhenLoaded(
    known: Known,
    loading: Promise<PolicyEvaluator | null>,
    gathered: number,
  ): Promise<Answer> {
    const { asked } = known;
    let policy: PolicyEvaluator | null;
    try {
      policy = await loading;
    } catch (fault) {
      return timed(withoutPolicy(known, fault), asked, gathered);
    }
    return timed(answerFrom(this, { ...known, policy }), asked, gathered);
  }
}

/** Sets the clock of an answer that has just been made. */
function timed(answer: Answer, asked: number, gathered?: number): Answer {
  const { clock } = answer;
  clock.asked = asked;
  clock.decided = performance.now();
  clock.gathered = gathered ?? clock.decided;
  return answer;
}

function withoutFacts(request: DecisionRequest, fault: unknown): Answer {
  const mode = modeOf(request, null);
  return fault instanceof FactsIndeterminate
    ? undecided({ reason: fault.reason, mode })
    : undecided({ reason: 'indeterminate.facts', mode, fault });
}

function withoutPolicy({ request, facts }: Known, fault: unknown): Answer {
  const { revision } = facts;
  const mode = modeOf(request, facts);
  return undecided({ reason: 'indeterminate.policy_error', mode, revision, facts, fault });
}
