import { ConflictError } from '@legate/core';
import type { ErrorCode } from '@legate/core';

/** One thing that refers to another. */
export interface Reference {
  readonly entity: 'identity' | 'resource' | 'grant';
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
