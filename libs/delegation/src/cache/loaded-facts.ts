import type { Facts, GrantFacts, IdentityFacts, IdentityKind } from '@legate/core';

/** A party of a grant with what its cache entry hangs on. */
export interface LoadedIdentity {
  readonly uid: number;
  readonly facts: IdentityFacts;
  /** `kind/id` of its owners and of the agents above it: how they stand is part of the facts. */
  readonly hangsOn: readonly string[];
}

/** A subject or actor, its roles and groups among its attributes. */
export interface LoadedPrincipal extends LoadedIdentity {
  /** Ids of the active groups it is in. */
  readonly groups: readonly string[];
}

/** A grant with its parties by uid. */
export interface LoadedGrant {
  readonly facts: GrantFacts;
  readonly grantor: LoadedIdentity;
  readonly grantee: LoadedIdentity;
}

/** Facts of one snapshot, and the parts they were put together from. */
export interface LoadedFacts {
  readonly facts: Facts;
  /** What the subject type stands for; null for a type that is neither a kind nor mapped to one. */
  readonly subjectKind: IdentityKind | null;
  readonly subject: LoadedPrincipal | null;
  readonly actor: LoadedPrincipal | null;
  readonly grants: readonly LoadedGrant[];
  /** Ids of the chains between the two, shortest first, then by id. */
  readonly paths: readonly (readonly string[])[];
}
