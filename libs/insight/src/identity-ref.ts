import type { IdentityRef } from '@legate/core';

/** Of an identity only its name. */
export function toRef({ kind, id }: IdentityRef): IdentityRef {
  return { kind, id };
}
