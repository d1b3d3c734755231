import type { Caller } from '@legate/callers';
import { ForbiddenError } from '@legate/core';
import type { GrantAuthority } from '@legate/delegation';
import type { OperationName } from '../../http/operation.js';
import type { SystemPolicy } from '../../http/system-policy.js';

/**
 * Whose grants the caller may read or write: anybody's when a role other than `grants:own` allows the operation,
 * else those of the identity that it is.
 *
 * @throws ForbiddenError when it is no identity.
 */
export function authorityOf(
  caller: Caller,
  operation: OperationName,
  policy: SystemPolicy,
): GrantAuthority {
  if (isOverAll(caller, operation, policy)) {
    return 'any';
  }
  if (caller.identity === null) {
    throw new ForbiddenError(
      'grant.not_grantor',
      'grants:own needs a caller that is bound to an identity',
    );
  }
  return caller.identity;
}

/** Whether a role other than `grants:own` allows the operation on grants. */
export function isOverAll(caller: Caller, operation: OperationName, policy: SystemPolicy): boolean {
  const others = caller.roles.filter((role) => role !== 'grants:own');
  return policy.allows({ ...caller, roles: others }, operation);
}
