import { PreconditionFailedError } from '@legate/core';

/** What a write demands of the object as it is stored (RFC 9110 section 13.1), by revisions. */
export interface Precondition {
  /** One of these revisions, or any at all. */
  readonly ifMatch?: readonly number[] | 'any' | undefined;
  /** None of these revisions; `any`: the object must not exist yet. */
  readonly ifNoneMatch?: readonly number[] | 'any' | undefined;
}

/** Holds the object's revision, null when there is no such object, against the precondition. @throws PreconditionFailedError */
export function requirePrecondition(
  { ifMatch, ifNoneMatch }: Precondition,
  revision: number | null,
): void {
  const isMet =
    (ifMatch === undefined || matches(ifMatch, revision)) &&
    (ifNoneMatch === undefined || !matches(ifNoneMatch, revision));
  if (!isMet) {
    const now = revision === null ? 'does not exist' : `is at revision ${revision}`;
    throw new PreconditionFailedError('precondition.failed', `the object ${now}`, {
      details: { current: revision },
    });
  }
}

function matches(wanted: readonly number[] | 'any', revision: number | null): boolean {
  return revision !== null && (wanted === 'any' || wanted.includes(revision));
}
