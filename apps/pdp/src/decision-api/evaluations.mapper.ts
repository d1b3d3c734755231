import type { Caller } from '@legate/callers';
import { ForbiddenError, InvalidRequestError, isJsonObject } from '@legate/core';
import type { DecisionRequest } from '@legate/core';
import { isRefusedItem } from '@legate/decision';
import type { BatchItem } from '@legate/decision';
import type { AskedItem } from './ask-batch.js';
import type { EvaluationRequestDto, EvaluationResponseDto } from './evaluation.dto.js';
import { toDecisionRequest, toEvaluationResponse } from './evaluation.mapper.js';
import type { EvaluationItemDto, EvaluationsRequestDto } from './evaluations.dto.js';

/** Tells what is wrong with the shape of a question; null for nothing. */
export type FindProblem = (question: object) => string | null;

interface Asking {
  readonly caller: Caller;
  readonly minRevision: number;
  /** As of `request.deadline`. */
  readonly deadline: number;
  readonly findProblem: FindProblem;
}

/** The items as questions, each with what the batch gives for all; one that is none stays in its place. */
export function toBatchItems(
  body: EvaluationsRequestDto,
  evaluations: readonly unknown[],
  asking: Asking,
): readonly BatchItem[] {
  return evaluations.map((item) => {
    try {
      return toQuestion(inherit(body, item), asking);
    } catch (cause) {
      if (isRefusedItem(cause)) {
        return cause;
      }
      throw cause;
    }
  });
}

/** @throws InvalidRequestError for what is no question; ForbiddenError for one that the caller may not ask */
export function toQuestion(question: object, asking: Asking): DecisionRequest {
  const { caller, minRevision, deadline, findProblem } = asking;
  const problem = findProblem(question);
  if (problem !== null) {
    throw new InvalidRequestError('request.invalid', problem);
  }
  return toDecisionRequest(question as EvaluationRequestDto, caller, { minRevision, deadline });
}

/** AZ-21: of each entity the item's own, whole, or else the batch's. JSON has no `undefined`, so absent is absent. */
function inherit(batch: EvaluationsRequestDto, item: unknown): object {
  if (!isJsonObject(item)) {
    throw new InvalidRequestError('request.invalid', 'an item must be an object');
  }
  const whole = (name: keyof EvaluationItemDto): unknown =>
    item[name] === undefined ? batch[name] : item[name];
  return {
    subject: whole('subject'),
    action: whole('action'),
    resource: whole('resource'),
    context: whole('context'),
  };
}

/** An item that is no question is a deny, with the error in its context (AZ-27). */
export function toItemResponse(
  { answer, evaluationId }: AskedItem,
  { answers }: Caller,
): EvaluationResponseDto {
  if (!isRefusedItem(answer)) {
    return toEvaluationResponse(answer, evaluationId, answers);
  }
  const { code, message } = answer;
  return {
    decision: false,
    ...(answers === 'full' && {
      context: {
        evaluation_id: evaluationId,
        reasons: ['indeterminate.request'],
        error: { status: answer instanceof ForbiddenError ? 403 : 400, code, message },
      },
    }),
  };
}
