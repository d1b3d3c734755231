import { isJsonObject, readSupportedObligations, USUAL_LIMITS } from '@legate/core';
import type { Attributes, DecidingLimits, DecisionRequest, Json, Obligation } from '@legate/core';
import type { AsOf } from '@legate/delegation';
import type { Verdict } from '../compare/difference.js';
import type { NotReplayable } from './not-replayable.js';
import { invalid } from './read-members.js';
import { readRequest } from './recorded-request.js';

/** A question that was decided, and how. */
export interface RecordedDecision {
  readonly request: DecisionRequest;
  /** Null when it is not told. */
  readonly before: Verdict | null;
  /** Revision and clock it was decided at; null when they are not told. */
  readonly asOf: AsOf | null;
  /** The entry as it is, which tells all of the answer; null when only the decision is told. */
  readonly entry: Attributes | null;
  /** Of the policy that decided; null when it is not told, or there was none. */
  readonly policyDigest: string | null;
  readonly limits: DecidingLimits;
}

/**
 * Reads an entry of the decision log. Its question has been normalised before it was recorded: what it says of
 * subject and actor is taken as it is.
 *
 * @returns why it cannot be decided again, where that shows
 * @throws InvalidRequestError `request.invalid` for what is no entry, or one of another tenant
 */
export function readRecordedDecision(
  entry: Attributes,
  tenant: string,
): RecordedDecision | NotReplayable {
  if (typeof entry['tenant'] === 'string' && entry['tenant'] !== tenant) {
    throw invalid('tenant', 'is another one');
  }
  const whyNot = findWhyNot(entry);
  if (whyNot !== null) {
    return whyNot;
  }
  return {
    request: { ...readRequest(entry, tenant), supportedObligations: readSupported(entry) },
    ...readOutcome(entry),
    entry,
    policyDigest: typeof entry['bundleDigest'] === 'string' ? entry['bundleDigest'] : null,
    limits: readLimits(entry),
  };
}

function findWhyNot(entry: Attributes): NotReplayable | null {
  const { kind, form, code } = entry;
  if (kind !== 'decision') {
    return 'no_decision';
  }
  if (form === 'search') {
    return 'search';
  }
  return typeof code === 'string' ? 'no_question' : findGap(entry);
}

/** What of a question is not there. */
function findGap(entry: Attributes): NotReplayable | null {
  const { masked = [], erased = [], revision = null, replayable } = entry;
  if (countOf(masked) + countOf(erased) > 0) {
    return 'masked';
  }
  if (revision === null) {
    return 'no_facts';
  }
  // An entry without a policy can be put before another one all the same.
  return replayable === false && typeof entry['bundleDigest'] === 'string' ? 'other' : null;
}

function countOf(list: Json): number {
  return Array.isArray(list) ? list.length : 1;
}

/** Absent where the enforcement point said nothing of it, or the form of the question cannot carry any: an empty list. */
function readSupported({ supportedObligations: types }: Attributes): readonly string[] | undefined {
  return types === undefined ? undefined : readSupportedObligations(types);
}

function readLimits({ limits }: Attributes): DecidingLimits {
  if (!isJsonObject(limits)) {
    return USUAL_LIMITS;
  }
  const { maxChainLength = USUAL_LIMITS.maxChainLength, fuel = USUAL_LIMITS.fuel } = limits;
  if (!isCount(maxChainLength) || !isCount(fuel)) {
    throw invalid('limits', 'must be whole numbers above 0');
  }
  return { maxChainLength, fuel };
}

function isCount(value: Json): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
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
  const clock = (now ?? null) === null ? null : readTime(now);
  if (!Number.isSafeInteger(revision) || Number(revision) < 0) {
    throw invalid('revision', 'must be a whole number');
  }
  if (clock !== null && !(clock >= 0 && clock <= LATEST_TIME)) {
    throw invalid('now', 'must be an RFC 3339 time');
  }
  return { revision: Number(revision), now: clock };
}

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

function readTime(now: Json | undefined): number {
  return typeof now === 'string' && RFC3339.test(now) ? Date.parse(now) : NaN;
}

/** 9999-12-31T23:59:59.999Z: later years have no RFC 3339 form. */
const LATEST_TIME = 253_402_300_799_999;

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
