import {
  InvalidRequestError,
  isJsonObject,
  isVisibleId,
  readSupportedObligations,
} from '@legate/core';
import type { ActorClaim, Attributes, DecisionRequest, Json, Obligation } from '@legate/core';
import type { AsOf } from '@legate/delegation';
import type { Verdict } from '../compare/difference.js';

/** A question that was decided, and how. */
export interface RecordedDecision {
  readonly request: DecisionRequest;
  /** Null when it is not told. */
  readonly before: Verdict | null;
  /** Revision and clock it was decided at; null when they are not told. */
  readonly asOf: AsOf | null;
}

const NONE: Attributes = Object.freeze({});

/**
 * Reads an entry of the decision log. Its question has been normalised before it was recorded: what it says of
 * subject and actor is taken as it is. Null for an entry that holds no single decision, or cannot be replayed.
 *
 * @throws InvalidRequestError `request.invalid` for what is no entry, or one of another tenant
 */
export function readRecordedDecision(entry: Attributes, tenant: string): RecordedDecision | null {
  if (typeof entry['tenant'] === 'string' && entry['tenant'] !== tenant) {
    throw invalid('tenant', 'is another one');
  }
  if (entry['kind'] !== 'decision' || entry['form'] === 'search' || entry['replayable'] === false) {
    return null;
  }
  const context = attributesOf(entry, 'context');
  return {
    request: {
      tenant,
      subject: readSubject(entry),
      actor: readActor(entry),
      action: readAction(entry),
      resource: readResource(entry),
      context,
      supportedObligations: readSupportedObligations(context['supported_obligations']),
    },
    ...readOutcome(entry),
  };
}

function readSubject(entry: Attributes): DecisionRequest['subject'] {
  const subject = objectOf(entry, 'subject');
  return {
    type: idOf(subject, 'type'),
    id: idOf(subject, 'id'),
    ...(subject['properties'] !== undefined && { properties: attributesOf(subject, 'properties') }),
  };
}

function readActor(entry: Attributes): ActorClaim | null {
  if ((entry['actor'] ?? null) === null) {
    return null;
  }
  const actor = objectOf(entry, 'actor');
  const { properties } = actor;
  return {
    kind: actor['type'] === 'service' ? 'service' : 'agent',
    id: idOf(actor, 'id'),
    issuer: null,
    ...(properties !== undefined && { properties: attributesOf(actor, 'properties') }),
    alsoCalled: [],
  };
}

function readAction(entry: Attributes): DecisionRequest['action'] {
  const action = objectOf(entry, 'action');
  return { name: idOf(action, 'name'), properties: attributesOf(action, 'properties') };
}

function readResource(entry: Attributes): DecisionRequest['resource'] {
  const resource = objectOf(entry, 'resource');
  return {
    type: idOf(resource, 'type'),
    id: idOf(resource, 'id'),
    properties: attributesOf(resource, 'properties'),
  };
}

/**
 * Reads how and when a question was decided, as far as it is told beside it.
 * @throws InvalidRequestError `request.invalid`
 */
export function readOutcome(entry: Attributes): Pick<RecordedDecision, 'before' | 'asOf'> {
  return { before: readVerdict(entry), asOf: readAsOf(entry) };
}

/** `outcome` is what was decided; `decision` is what its caller was told, which may be less. */
function readVerdict({ outcome, decision, reasons, obligations }: Attributes): Verdict | null {
  if (outcome === undefined && decision === undefined) {
    return null;
  }
  if (typeof outcome !== 'string' && typeof decision !== 'boolean') {
    throw invalid('decision', 'must be true or false');
  }
  const isPermit = typeof outcome === 'string' ? outcome === 'permit' : decision === true;
  return {
    outcome: isPermit ? 'permit' : 'deny',
    reasons: isListOf(reasons, isText) ? reasons : [],
    obligations: isListOf(obligations, isObligation) ? obligations : null,
  };
}

function readAsOf({ revision, now }: Attributes): AsOf | null {
  if ((revision ?? null) === null) {
    return null;
  }
  const clock = typeof now === 'string' ? Date.parse(now) : null;
  if (!Number.isSafeInteger(revision) || Number(revision) < 0) {
    throw invalid('revision', 'must be a whole number');
  }
  if (clock !== null && !(clock >= 0 && clock <= LATEST_TIME)) {
    throw invalid('now', 'must be an RFC 3339 time');
  }
  return { revision: Number(revision), now: clock };
}

/** 9999-12-31T23:59:59.999Z: later years have no RFC 3339 form. */
const LATEST_TIME = 253_402_300_799_999;

function objectOf(of: Attributes, name: string): Attributes {
  const value = of[name];
  if (!isJsonObject(value)) {
    throw invalid(name, 'must be an object');
  }
  return value;
}

function attributesOf(of: Attributes, name: string): Attributes {
  return of[name] === undefined ? NONE : objectOf(of, name);
}

function idOf(of: Attributes, name: string): string {
  const value = of[name];
  if (typeof value !== 'string' || !isVisibleId(value)) {
    throw invalid(name, 'must be 1 to 1,024 bytes of visible characters');
  }
  return value;
}

function isListOf<T extends Json>(
  value: Json | undefined,
  isOne: (item: Json) => item is T,
): value is readonly T[] {
  return Array.isArray(value) && value.every(isOne);
}

function isText(item: Json): item is string {
  return typeof item === 'string';
}

function isObligation(item: Json): item is Obligation & Attributes {
  return (
    isJsonObject(item) &&
    typeof item['id'] === 'string' &&
    typeof item['type'] === 'string' &&
    isJsonObject(item['properties'])
  );
}

function invalid(member: string, message: string): InvalidRequestError {
  return new InvalidRequestError('request.invalid', `${member} ${message}`, {
    details: { problems: [{ pointer: `/${member}`, message }] },
  });
}
