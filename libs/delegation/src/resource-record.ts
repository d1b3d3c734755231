import { InvariantViolation } from '@legate/core';
import type { IdentityRef, ResourceAncestor, ResourceFacts } from '@legate/core';
import { MAX_PARENTS } from '@legate/directory';

/** A resource and what it lies in, as it is stored. */
export interface ResourceRecord extends Pick<ResourceFacts, 'attributes' | 'status' | 'digest'> {
  readonly owner: IdentityRef | null;
  readonly ancestors: readonly ResourceAncestor[];
}

// One step past the most that can be written: a cycle, which cannot be written, would have no end.
export const MAX_ANCESTORS = MAX_PARENTS + 1;

/** @throws InvariantViolation when it lies in more than is looked at */
export function toResourceFacts(
  { type, id }: { readonly type: string; readonly id: string },
  record: ResourceRecord,
): ResourceFacts {
  if (record.ancestors.length >= MAX_ANCESTORS) {
    throw new InvariantViolation('internal.error', `${type} "${id}" lies in too many others`);
  }
  return { type, id, ...record };
}
