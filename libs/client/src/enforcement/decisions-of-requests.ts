import type { EvaluationResult } from '../types.js';

const decisions = new WeakMap<object, EvaluationResult>();

/** The permit that let the request through; undefined when none did. */
export function decisionOf(request: object): EvaluationResult | undefined {
  return decisions.get(request);
}

export function keepDecision(request: object, result: EvaluationResult): void {
  decisions.set(request, result);
}
