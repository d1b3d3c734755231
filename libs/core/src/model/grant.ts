import type { IdentityFacts } from './identity.js';
import type { Scope } from './scope.js';

/** The dimensions in which a grant can only narrow its parent. `null` means unlimited. Times in ms since the epoch. */
export interface GrantTerms extends Scope {
  readonly purpose: string | null;
  /** The services it may be used at. */
  readonly audience: readonly string[] | null;
  readonly notBefore: number | null;
  readonly expiresAt: number | null;
  /** How many further grants may hang below this one. */
  readonly maxDepth: number;
}

/** One stored grant as a decision needs it. */
export interface GrantFacts {
  readonly id: string;
  readonly grantor: IdentityFacts;
  readonly grantee: IdentityFacts;
  readonly terms: GrantTerms;
  /** ms since the epoch. */
  readonly createdAt: number;
  /** ms since the epoch, or null while it stands. */
  readonly revokedAt: number | null;
}

/** Grants from the root (whose grantor is the subject) down to the one whose grantee is the actor. Never empty. */
export type DelegationChain = readonly [GrantFacts, ...GrantFacts[]];
