import { ForbiddenError, InvalidRequestError, modeOf } from '@legate/core';
import type { DecisionRequest, Facts } from '@legate/core';
import { FactsIndeterminate, FactsSource, UseRecorder } from '@legate/delegation';
import { Injectable } from '@nestjs/common';
import { answerFrom } from './answer-from.js';
import type { Answer } from './answer.js';
import { Judge } from './judge.js';
import { PolicySource } from './policy-source.js';
import type { PolicyEvaluator } from './policy-source.js';
import { TurnTaking } from './turn-taking.js';
import { undecided } from './undecided.js';
import type { Undecided } from './undecided.js';

/** AuthZEN section 7.1.2.1: which items of a batch are decided. */
export const SEMANTICS = ['execute_all', 'deny_on_first_deny', 'permit_on_first_permit'] as const;
export type Semantic = (typeof SEMANTICS)[number];

/** Why an item of a batch is not decided: it is no question, or one that the caller may not ask. */
export type RefusedItem = InvalidRequestError | ForbiddenError;

/** A question, or why the item is none. */
export type BatchItem = DecisionRequest | RefusedItem;

/** What all items of a batch are judged by. */
interface Basis {
  readonly policy: PolicyEvaluator | null;
  readonly facts: ReadonlyMap<DecisionRequest, Facts>;
}

type Nothing = Pick<Undecided, 'reason' | 'fault' | 'revision'>;

/** Answers many questions of one tenant at one data revision, by one policy and one reading of the clock. */
@Injectable()
export class DecideBatch {
  constructor(
    private readonly facts: FactsSource,
    private readonly policies: PolicySource,
    readonly judge: Judge,
    readonly uses: UseRecorder,
  ) {}

  /**
   * The answers in the order of the items, as many as the semantic has decided (AZ-25, AZ-26). An item that is no
   * question counts as a deny. Never throws for want of facts or policy: that is a deny of every item.
   */
  async decide(
    items: readonly BatchItem[],
    semantic: Semantic,
  ): Promise<readonly (Answer | RefusedItem)[]> {
    const requests = items.filter(isQuestion);
    const basis = await this.findBasis(requests);
    const answers: (Answer | RefusedItem)[] = [];
    const turns = new TurnTaking();
    for (const item of items) {
      const answer = isRefusedItem(item) ? item : this.answer(item, basis);
      answers.push(answer);
      if (isEnd(answer, semantic)) {
        break;
      }
      const pause = turns.pause();
      if (pause !== undefined) {
        await pause;
      }
    }
    return answers;
  }

  private async findBasis(requests: readonly DecisionRequest[]): Promise<Basis | Nothing> {
    const [first] = requests;
    if (first === undefined) {
      return { reason: 'indeterminate.facts' };
    }
    let facts: ReadonlyMap<DecisionRequest, Facts>;
    try {
      facts = await this.facts.loadAll(requests);
    } catch (fault) {
      return fault instanceof FactsIndeterminate
        ? { reason: fault.reason }
        : { reason: 'indeterminate.facts', fault };
    }
    const revision = facts.get(first)?.revision;
    if (revision === undefined) {
      return { reason: 'indeterminate.facts' };
    }
    try {
      return { policy: await this.policies.active(first.tenant, revision), facts };
    } catch (fault) {
      return { reason: 'indeterminate.policy_error', revision, fault };
    }
  }

  private answer(request: DecisionRequest, basis: Basis | Nothing): Answer | RefusedItem {
    if ('reason' in basis) {
      return undecided({ mode: modeOf(request, null), ...basis });
    }
    const facts = basis.facts.get(request);
    if (facts === undefined) {
      return undecided({ mode: modeOf(request, null), reason: 'indeterminate.facts' });
    }
    try {
      return answerFrom(this, { request, facts, policy: basis.policy });
    } catch (cause) {
      if (isRefusedItem(cause)) {
        return cause;
      }
      throw cause;
    }
  }
}

export function isRefusedItem(item: unknown): item is RefusedItem {
  return item instanceof InvalidRequestError || item instanceof ForbiddenError;
}

function isQuestion(item: BatchItem): item is DecisionRequest {
  return !isRefusedItem(item);
}

function isEnd(answer: Answer | RefusedItem, semantic: Semantic): boolean {
  const isPermit = !isRefusedItem(answer) && answer.decision.outcome === 'permit';
  return semantic === (isPermit ? 'permit_on_first_permit' : 'deny_on_first_deny');
}
