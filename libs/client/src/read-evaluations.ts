import { MalformedAnswer } from './errors.js';
import { own } from './read-answer.js';
import { readDecision } from './read-decision.js';
import type { Decision, EvaluationsSemantic, JsonObject } from './types.js';

const NOT_EVALUATED: Decision = Object.freeze({
  decision: false,
  reasons: Object.freeze(['client.not_evaluated']),
  obligations: Object.freeze([]),
  evaluationId: null,
  context: Object.freeze({}),
});

/**
 * Reads the answer to that many questions. A shorter list is accepted only where the semantic explains it: it ends
 * with the decision that ended the evaluation (AuthZEN 1.0 section 7.1.2.1). What was not evaluated is denied.
 *
 * @throws MalformedAnswer
 */
export function readEvaluations(
  body: JsonObject,
  asked: number,
  semantic: EvaluationsSemantic,
): readonly Decision[] {
  const list = own(body, 'evaluations');
  if (!Array.isArray(list)) {
    throw new MalformedAnswer('evaluations is not a list');
  }
  const decisions = list.map(readDecision);
  if (!isExplained(decisions, asked, semantic)) {
    throw new MalformedAnswer(`${decisions.length} decisions do not answer ${asked} questions`);
  }
  return Array.from({ length: asked }, (_, at) => decisions[at] ?? NOT_EVALUATED);
}

function isExplained(
  decisions: readonly Decision[],
  asked: number,
  semantic: EvaluationsSemantic,
): boolean {
  if (semantic === 'execute_all') {
    return decisions.length === asked;
  }
  const ending = semantic === 'permit_on_first_permit';
  const endsAt = decisions.findIndex(({ decision }) => decision === ending);
  return endsAt === -1
    ? decisions.length === asked
    : endsAt === decisions.length - 1 && endsAt < asked;
}
