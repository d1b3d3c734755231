import type { Obligation, PolicyOutcome } from '@legate/core';

/** A question of more characters is not kept. */
const MAX_QUESTION_LENGTH = 4096;

/**
 * Outcomes of questions that were asked already. A policy that reads no clock is a function of its question alone, and
 * the key says all of the question (`nameQuestion`): whatever changes, a fact or a grant, makes it another one. Holds
 * at most twice `size` of them, dropping those that were not asked for longest.
 */
export class OutcomeMemory {
  #recent = new Map<string, PolicyOutcome>();
  #older = new Map<string, PolicyOutcome>();

  constructor(private readonly size: number) {}

  recall(question: string): PolicyOutcome | undefined {
    const recent = this.#recent.get(question);
    if (recent !== undefined) {
      return recent;
    }
    const older = this.#older.get(question);
    if (older !== undefined) {
      this.#add(question, older);
    }
    return older;
  }

  /** What is kept is shared by all that ask, so it is frozen. A failure may not be one the next time. */
  keep(question: string, outcome: PolicyOutcome): void {
    if (outcome.failures.length === 0 && question.length <= MAX_QUESTION_LENGTH) {
      this.#add(question, frozen(outcome));
    }
  }

  #add(question: string, outcome: PolicyOutcome): void {
    if (this.#recent.size >= this.size) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(question, outcome);
  }
}

function frozen(outcome: PolicyOutcome): PolicyOutcome {
  const { permits, unprovenGuards, obligations, failures, advice } = outcome;
  [permits, unprovenGuards, failures].forEach(Object.freeze);
  [obligations, advice ?? []].forEach(freezeAll);
  return Object.freeze(outcome);
}

function freezeAll(obligations: readonly Obligation[]): void {
  obligations.forEach(freezeDeep);
  Object.freeze(obligations);
}

function freezeDeep(value: unknown): void {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(freezeDeep);
    Object.freeze(value);
  }
}
