import type { Attributes, GrantTerms, IdentityRef, ScopeText } from '@legate/core';

/** A stored grant as the admin API shows it. Times are RFC 3339, UTC. */
export interface Grant extends ScopeText {
  readonly id: string;
  readonly grantor: IdentityRef;
  readonly grantee: IdentityRef;
  readonly parent?: string;
  readonly purpose?: string;
  readonly notBefore?: string;
  readonly expiresAt?: string;
  readonly maxDepth: number;
  readonly createdAt: string;
  /** Id of the caller that wrote it. */
  readonly createdBy: string;
  readonly revoked?: GrantRevocation;
  /** Revision of its last change: of its revocation, or else of its creation. */
  readonly revision: number;
}

export interface GrantRevocation {
  readonly at: string;
  readonly by: string;
  readonly reason: string;
}

/** A grant that is to be: its terms parsed, and as text. */
export interface NewGrant {
  readonly grantor: IdentityRef;
  readonly grantee: IdentityRef;
  readonly parent: string | null;
  readonly terms: GrantTerms;
  readonly text: ScopeText;
}

/** What `POST /admin/v1/grants` says, shape checked. */
export interface GrantInput {
  readonly grantor: IdentityRef;
  readonly grantee: IdentityRef;
  readonly parent?: string | undefined;
  readonly actions: readonly string[];
  readonly resources: readonly { readonly type: string; readonly id: string }[];
  readonly constraints?: readonly Attributes[] | undefined;
  readonly purpose?: string | undefined;
  readonly notBefore?: string | undefined;
  readonly expiresAt?: string | undefined;
  readonly maxDepth?: number | undefined;
}
