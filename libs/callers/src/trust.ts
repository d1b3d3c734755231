import { parseSelector, selects } from '@legate/core';
import type { IdentityKind, Selector } from '@legate/core';

/** What a caller may assert, as it is stored and shown. Absent members have their defaults. */
export interface TrustRecord {
  /** Whom it may name as the subject without a token that proves it. Default `any`. */
  readonly subjects?: 'any' | 'none' | readonly SubjectPattern[];
  /** For which actors it may speak, proven or not. Default `any`. */
  readonly actsAs?: 'any' | readonly ActorPattern[];
  /** Names of subject properties that are taken from requests, above what is stored. */
  readonly subjectAttributes?: readonly string[];
  /** The same of the actor, out of the members of `act`. */
  readonly actorAttributes?: readonly string[];
  /** Whether a token of the subject or of the actor must come with each question. Default `optional`. */
  readonly token?: 'optional' | 'required';
}

/** Subjects as requests name them: type and id, the id as a selector. */
export interface SubjectPattern {
  readonly type: string;
  readonly id: string;
}

export interface ActorPattern {
  readonly kind: IdentityKind;
  readonly id: string;
}

interface Pattern {
  readonly type: string;
  readonly id: Selector;
}

/** A trust record made ready for the hot path. Null patterns stand for any. */
export interface Trust {
  readonly subjects: readonly Pattern[] | null;
  readonly actsAs: readonly Pattern[] | null;
  readonly subjectAttributes: readonly string[];
  readonly actorAttributes: readonly string[];
  readonly isTokenRequired: boolean;
}

const NO_NAMES: readonly string[] = Object.freeze([]);

/** Ids may be asserted, privileges not. */
export const DEFAULT_TRUST: Trust = Object.freeze({
  subjects: null,
  actsAs: null,
  subjectAttributes: NO_NAMES,
  actorAttributes: NO_NAMES,
  isTokenRequired: false,
});

/** Never taken from a request, whatever the trust record says: what somebody holds is stored, `act` is the actor. */
export const NEVER_ASSERTED: ReadonlySet<string> = new Set([
  ...['roles', 'groups', 'act', 'may_act', 'sub', 'iss', 'sub_profile'],
  // Non-identity claims inside `act` carry no meaning (RFC 8693 section 4.1, DEL-3).
  ...['aud', 'exp', 'nbf', 'iat', 'jti', 'cnf'],
]);

/** Reads what is stored. What it cannot read trusts nobody. */
export function readTrust(record: TrustRecord): Trust {
  if (Object.keys(record).length === 0) {
    return DEFAULT_TRUST;
  }
  const { subjects = 'any', actsAs = 'any' } = record;
  return {
    subjects: readPatterns(subjects === 'none' ? [] : subjects),
    actsAs: readPatterns(
      actsAs === 'any' ? actsAs : actsAs.map(({ kind, id }) => ({ type: kind, id })),
    ),
    subjectAttributes: assertable(record.subjectAttributes),
    actorAttributes: assertable(record.actorAttributes),
    isTokenRequired: record.token === 'required',
  };
}

function readPatterns(given: 'any' | readonly SubjectPattern[]): readonly Pattern[] | null {
  if (given === 'any') {
    return null;
  }
  return given.flatMap(({ type, id }) => {
    const selector = parseSelector(id);
    return typeof selector === 'string' ? [] : [{ type, id: selector }];
  });
}

function assertable(names: readonly string[] = NO_NAMES): readonly string[] {
  return names.filter((name) => !NEVER_ASSERTED.has(name));
}

/** Whether one of the patterns names the party; null patterns name everybody. */
export function isNamed(patterns: readonly Pattern[] | null, type: string, id: string): boolean {
  return patterns === null || patterns.some((one) => one.type === type && selects(one.id, id));
}
