import type { Constraint } from '../delegation/constraint.js';
import type { Selector } from '../delegation/selector.js';
import type { IdentityFacts } from './identity.js';

/** Resources whose type and id both match. */
export interface ResourceSelector {
  readonly type: Selector;
  readonly id: Selector;
}

/** What may be done, to what, under which conditions. */
export interface Scope {
  readonly actions: readonly Selector[];
  readonly resources: readonly ResourceSelector[];
  readonly constraints: readonly Constraint[];
}

/** The dimensions in which a grant can only narrow its parent. `null` means unlimited. Times in ms since the epoch. */
export interface GrantTerms extends Scope {
  readonly purpose: string | null;
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
  /** ms since the epoch, or null while it stands. */
  readonly revokedAt: number | null;
}

/** Grants from the root (whose grantor is the subject) down to the one whose grantee is the actor. Never empty. */
export type DelegationChain = readonly [GrantFacts, ...GrantFacts[]];
