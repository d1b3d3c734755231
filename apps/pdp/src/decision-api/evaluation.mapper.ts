import type { Caller } from '@legate/callers';
import { InvalidRequestError, isVisibleId, OBLIGATION_TYPES, readActor } from '@legate/core';
import type { Attributes, DecisionRequest, Json } from '@legate/core';
import type { Answer } from '@legate/decision';
import type { EvaluationRequestDto, EvaluationResponseDto } from './evaluation.dto.js';

const NONE: Attributes = Object.freeze({});

/**
 * Normalises an evaluation request. The subject's properties are dropped: the caller may assert ids, not
 * privileges (architecture, section 10).
 *
 * @throws InvalidRequestError
 */
export function toDecisionRequest(body: EvaluationRequestDto, caller: Caller): DecisionRequest {
  const { subject, action, resource, context = NONE } = body;
  requireVisible(subject.type, 'subject.type');
  requireVisible(subject.id, 'subject.id');
  requireVisible(action.name, 'action.name');
  requireVisible(resource.type, 'resource.type');
  requireVisible(resource.id, 'resource.id');
  return {
    tenant: caller.tenant,
    subject: { type: subject.type, id: subject.id },
    actor: readActor(body),
    action: { name: action.name, properties: action.properties ?? NONE },
    resource: { type: resource.type, id: resource.id, properties: resource.properties ?? NONE },
    context,
    supportedObligations: readSupportedObligations(context['supported_obligations']),
  };
}

/** What the enforcement point says it can carry out; what we never give is ignored (OBL-5). */
function readSupportedObligations(listed: Json | undefined): readonly string[] | undefined {
  return Array.isArray(listed)
    ? OBLIGATION_TYPES.filter((type) => listed.includes(type))
    : undefined;
}

function requireVisible(text: string, member: string): void {
  if (!isVisibleId(text)) {
    throw new InvalidRequestError(
      'request.invalid',
      `${member} must be 1 to 1,024 bytes of visible characters`,
    );
  }
}

/** The only place where a decision becomes AuthZEN's boolean. */
export function toEvaluationResponse(
  { mode, decision }: Pick<Answer, 'mode' | 'decision'>,
  evaluationId: string,
): EvaluationResponseDto {
  const { outcome, reasons, grants, deniedBy, obligations, advice } = decision;
  return {
    decision: outcome === 'permit',
    context: {
      evaluation_id: evaluationId,
      mode,
      reasons,
      ...(grants.length > 0 && { grants }),
      ...(deniedBy !== null && { denied_by: { grant: deniedBy } }),
      ...(obligations.length > 0 && { obligations }),
      ...(advice !== undefined && { advice }),
    },
  };
}
