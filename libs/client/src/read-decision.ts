import { MalformedAnswer } from './errors.js';
import { isObject, own } from './read-answer.js';
import type { Decision, JsonObject, Obligation } from './types.js';

/**
 * Reads a decision as Legate has made it. Nothing is taken for a permit but `"decision": true`.
 *
 * @throws MalformedAnswer
 */
export function readDecision(body: unknown): Decision {
  if (!isObject(body)) {
    throw new MalformedAnswer('a decision is not an object');
  }
  const decision = own(body, 'decision');
  if (typeof decision !== 'boolean') {
    throw new MalformedAnswer('decision is neither true nor false');
  }
  const context = own(body, 'context') ?? {};
  if (!isObject(context)) {
    throw new MalformedAnswer('context is not an object');
  }
  const evaluationId = own(context, 'evaluation_id');
  return {
    decision,
    reasons: readReasons(context),
    obligations: readObligations(context),
    evaluationId: typeof evaluationId === 'string' ? evaluationId : null,
    context,
  };
}

function readReasons(context: JsonObject): readonly string[] {
  const reasons = own(context, 'reasons') ?? [];
  if (!Array.isArray(reasons) || !reasons.every((reason) => typeof reason === 'string')) {
    throw new MalformedAnswer('reasons are not a list of texts');
  }
  return reasons;
}

/** @throws MalformedAnswer when one of them cannot be understood: it may be what a permit hangs on. */
export function readObligations(holder: JsonObject): readonly Obligation[] {
  const obligations = own(holder, 'obligations') ?? [];
  if (!Array.isArray(obligations) || !obligations.every(isObligation)) {
    throw new MalformedAnswer('obligations are not a list of {id, type, properties}');
  }
  return obligations;
}

function isObligation(value: unknown): value is Obligation {
  return (
    isObject(value) &&
    typeof own(value, 'id') === 'string' &&
    typeof own(value, 'type') === 'string' &&
    isObject(own(value, 'properties'))
  );
}

/** A permit with an obligation that cannot be performed is a deny (AuthZEN obligations profile). */
export function withSupported(made: Decision, supported: readonly string[]): Decision {
  const isSupported = made.obligations.every(({ type }) => supported.includes(type));
  return made.decision && !isSupported
    ? { ...made, decision: false, reasons: [...made.reasons, 'client.obligation_unsupported'] }
    : made;
}
