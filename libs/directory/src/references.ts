import { ConflictError, UnprocessableError } from '@legate/core';
import type { ErrorCode } from '@legate/core';
import type { ChangedEntity } from '@legate/persistence';

/** One thing that refers to another. */
export interface Reference {
  readonly entity: ChangedEntity;
  readonly key: string;
}

/** Most references that an error lists. */
export const MAX_LISTED = 100;

/** Refuses a deletion that would leave references behind, with the list of them. */
export function refuseReferenced(code: ErrorCode, references: readonly Reference[]): void {
  if (references.length > 0) {
    throw new ConflictError(code, 'others refer to it', {
      details: {
        references: references.slice(0, MAX_LISTED).map(({ entity, key }) => ({ entity, key })),
      },
    });
  }
}

/** Where a body says what is wrong: a JSON pointer (RFC 6901), and the line of an import. */
export interface Place {
  readonly pointer: string;
  readonly line?: number | undefined;
}

/** A stored row, and the line of the import that says so. */
export interface Placed {
  readonly uid: number;
  readonly line?: number | undefined;
}

export function lineOf(placed: readonly Placed[], uid: number): number | undefined {
  return placed.find((one) => one.uid === uid)?.line;
}

/** What a write refers to and is not there. */
export function unknownReference(what: string, { pointer, line }: Place): UnprocessableError {
  return new UnprocessableError('reference.unknown', `there is no ${what}`, {
    details: { pointer, ...(line !== undefined && { line }) },
  });
}
