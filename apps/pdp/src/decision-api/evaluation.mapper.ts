import type { Answers, Caller } from '@legate/callers';
import { InvalidRequestError, isVisibleId, OBLIGATION_TYPES } from '@legate/core';
import type { Attributes, Decision, DecisionRequest, Json, RequestBounds } from '@legate/core';
import type { Answer } from '@legate/decision';
import { readParties, withoutToken } from './asserted-parties.js';
import type { EvaluationRequestDto, EvaluationResponseDto } from './evaluation.dto.js';

const NONE: Attributes = Object.freeze({});
const UNBOUND: RequestBounds = Object.freeze({});

/**
 * Normalises an evaluation request, and holds it against what the caller may assert and what the token proves that
 * it has forwarded. Properties of the subject and the actor are dropped but for those its trust record names.
 *
 * @throws InvalidRequestError; ForbiddenError `caller.*_not_trusted`, `token.*`
 */
export function toDecisionRequest(
  body: EvaluationRequestDto,
  caller: Caller,
  { minRevision, deadline }: RequestBounds = UNBOUND,
): DecisionRequest {
  const { subject, action, resource, context = NONE } = body;
  requireVisible(subject.type, 'subject.type');
  requireVisible(subject.id, 'subject.id');
  requireVisible(action.name, 'action.name');
  requireVisible(resource.type, 'resource.type');
  requireVisible(resource.id, 'resource.id');
  const parties = readParties(body, caller);
  // One literal: what V8 copies member by member costs as much as a stop of the decision.
  return {
    tenant: caller.tenant,
    subject: parties.subject,
    actor: parties.actor,
    action: { name: action.name, properties: action.properties ?? NONE },
    resource: { type: resource.type, id: resource.id, properties: resource.properties ?? NONE },
    context: withoutToken(context, caller),
    supportedObligations: readSupportedObligations(context['supported_obligations']),
    minRevision,
    deadline,
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

/**
 * The only place where a decision becomes AuthZEN's boolean. What must be carried out and cannot be told, because
 * the answer has no context, makes it a deny.
 */
export function isPermit({ outcome, obligations }: Decision, answers: Answers): boolean {
  return outcome === 'permit' && (answers === 'full' || obligations.length === 0);
}

/** A decision as AuthZEN writes it. */
export function toEvaluationResponse(
  { mode, decision }: Pick<Answer, 'mode' | 'decision'>,
  evaluationId: string,
  answers: Answers,
): EvaluationResponseDto {
  if (answers === 'minimal') {
    return { decision: isPermit(decision, answers) };
  }
  const { reasons, grants, deniedBy, obligations, advice } = decision;
  return {
    decision: isPermit(decision, answers),
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
