import { ForbiddenError } from '@legate/core';
import type { IdentityRef } from '@legate/core';
import type { Caller } from './caller.js';
import type { CallerRole } from './roles.js';

/**
 * Whoever lets another in, by a new caller, a key, a credential or a key set, must hold what that one may do.
 *
 * @throws ForbiddenError `caller.role_not_held`, `caller.identity_not_held`
 */
export function requireHeld(
  { roles, identity: own }: Caller,
  wanted: {
    readonly roles: readonly CallerRole[];
    readonly identity?: IdentityRef | null | undefined;
  },
): void {
  // Whoever may write grants for anybody may let anybody write its own.
  const held = roles.includes('grants:any') ? [...roles, 'grants:own'] : roles;
  const missing = wanted.roles.filter((role) => !held.includes(role));
  if (missing.length > 0) {
    throw new ForbiddenError('caller.role_not_held', `you do not hold: ${missing.join(', ')}`, {
      details: { roles: missing },
    });
  }
  const identity = wanted.identity ?? null;
  const isOwn = identity !== null && own?.kind === identity.kind && own.id === identity.id;
  if (identity !== null && !isOwn && !roles.includes('grants:any')) {
    throw new ForbiddenError('caller.identity_not_held', 'you may not make keys of that identity');
  }
}
