import type { Facts, GrantFacts, IdentityFacts } from '@legate/core';

/** An identity with what its cache entry hangs on. */
export interface LoadedIdentity {
  readonly uid: number;
  readonly facts: IdentityFacts;
  /** `kind/id` of its owners: whether one is live is part of the facts. */
  readonly owners: readonly string[];
}

/** A grant with its parties by name. */
export interface LoadedGrant {
  readonly facts: GrantFacts;
  readonly grantor: LoadedIdentity;
  readonly grantee: LoadedIdentity;
}

/** Facts of one snapshot, and the parts they were put together from. */
export interface LoadedFacts {
  readonly facts: Facts;
  readonly subject: LoadedIdentity | null;
  readonly actor: LoadedIdentity | null;
  readonly grants: readonly LoadedGrant[];
  /** Ids of the chains between the two, shortest first, then by id. */
  readonly paths: readonly (readonly string[])[];
}
