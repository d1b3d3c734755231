import { InvalidRequestError, modeOf, requireOneActor } from '@legate/core';
import type { DecisionRequest, Facts } from '@legate/core';
import { FactsIndeterminate, FactsSource, UseRecorder } from '@legate/delegation';
import { Injectable } from '@nestjs/common';
import type { Answer } from './answer.js';
import { Judge } from './judge.js';
import { noteUse } from './note-use.js';
import { PolicySource } from './policy-source.js';
import type { PolicyEvaluator } from './policy-source.js';
import { undecided } from './undecided.js';
import type { Undecided } from './undecided.js';

/** AuthZEN section 7.1.2.1: which items of a batch are decided. */
export const SEMANTICS = ['execute_all', 'deny_on_first_deny', 'permit_on_first_permit'] as const;
export type Semantic = (typeof SEMANTICS)[number];

/** A question, or why the item is none. */
export type BatchItem = DecisionRequest | InvalidRequestError;

/** What all items of a batch are judged by. */
interface Basis {
  readonly policy: PolicyEvaluator;
  readonly facts: ReadonlyMap<DecisionRequest, Facts>;
}

type Nothing = Pick<Undecided, 'reason' | 'fault' | 'policyDigest'>;

/** Answers many questions of one tenant at one data revision, by one policy and one reading of the clock. */
@Injectable()
export class DecideBatch {
  constructor(
    private readonly facts: FactsSource,
    private readonly policies: PolicySource,
    private readonly judge: Judge,
    private readonly uses: UseRecorder,
  ) {}

  /**
   * The answers in the order of the items, as many as the semantic has decided (AZ-25, AZ-26). An item that is no
   * question counts as a deny. Never throws for want of facts or policy: that is a deny of every item.
   */
  async decide(
    items: readonly BatchItem[],
    semantic: Semantic,
  ): Promise<readonly (Answer | InvalidRequestError)[]> {
    const requests = items.filter(isQuestion);
    const basis = await this.findBasis(requests);
    const answers: (Answer | InvalidRequestError)[] = [];
    for (const item of items) {
      const answer = item instanceof InvalidRequestError ? item : this.answer(item, basis);
      answers.push(answer);
      if (isEnd(answer, semantic)) {
        break;
      }
    }
    return answers;
  }

  private async findBasis(requests: readonly DecisionRequest[]): Promise<Basis | Nothing> {
    const [first] = requests;
    if (first === undefined) {
      return { reason: 'indeterminate.facts' };
    }
    let policy: PolicyEvaluator | null;
    try {
      policy = this.policies.active(first.tenant);
    } catch (fault) {
      return { reason: 'indeterminate.policy_error', fault };
    }
    if (policy === null) {
      return { reason: 'indeterminate.no_bundle' };
    }
    try {
      return { policy, facts: await this.facts.loadAll(requests) };
    } catch (fault) {
      const { digest: policyDigest } = policy;
      return fault instanceof FactsIndeterminate
        ? { reason: fault.reason, policyDigest }
        : { reason: 'indeterminate.facts', fault, policyDigest };
    }
  }

  private answer(request: DecisionRequest, basis: Basis | Nothing): Answer | InvalidRequestError {
    if ('reason' in basis) {
      return undecided({ mode: modeOf(request, null), ...basis });
    }
    const facts = basis.facts.get(request);
    return facts === undefined
      ? undecided({ mode: modeOf(request, null), reason: 'indeterminate.facts' })
      : this.judgeOne(request, facts, basis.policy);
  }

  private judgeOne(
    request: DecisionRequest,
    facts: Facts,
    policy: PolicyEvaluator,
  ): Answer | InvalidRequestError {
    const { revision } = facts;
    const known = { mode: modeOf(request, facts), revision, policyDigest: policy.digest };
    try {
      requireOneActor(facts.actor, request.actor?.alsoCalled ?? []);
      const decision = this.judge.judge(request, facts, policy);
      noteUse(this.uses, { request, now: facts.now, decision });
      return { ...known, decision, fault: null };
    } catch (fault) {
      return fault instanceof InvalidRequestError
        ? fault
        : undecided({ ...known, reason: 'indeterminate.policy_error', fault });
    }
  }
}

function isQuestion(item: BatchItem): item is DecisionRequest {
  return !(item instanceof InvalidRequestError);
}

function isEnd(answer: Answer | InvalidRequestError, semantic: Semantic): boolean {
  const isPermit = !(answer instanceof InvalidRequestError) && answer.decision.outcome === 'permit';
  return semantic === (isPermit ? 'permit_on_first_permit' : 'deny_on_first_deny');
}
