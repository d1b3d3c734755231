import type { Attributes, GrantTerms, IdentityRef, ScopeText } from '@legate/core';

/** A stored grant as the admin API shows it. Times are RFC 3339, UTC. */
export interface Grant extends ScopeText {
  readonly id: string;
  readonly grantor: IdentityRef;
  readonly grantee: IdentityRef;
  readonly parent?: string;
  readonly purpose?: string;
  readonly audience?: readonly string[];
  readonly notBefore?: string;
  readonly expiresAt?: string;
  readonly maxDepth: number;
  /** Why it was given. */
  readonly reason?: string;
  readonly createdAt: string;
  /** Id of the caller that wrote it. */
  readonly createdBy: string;
  /** Whether that was the grantor itself, or a caller that may for anybody. */
  readonly createdAs: 'grantor' | 'any';
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
  readonly reason: string | null;
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
  readonly audience?: readonly string[] | undefined;
  readonly notBefore?: string | undefined;
  readonly expiresAt?: string | undefined;
  readonly maxDepth?: number | undefined;
  readonly reason?: string | undefined;
}

export interface GrantFilter {
  readonly grantor?: IdentityRef | undefined;
  readonly grantee?: IdentityRef | undefined;
  /** Who the chain begins with. */
  readonly subject?: IdentityRef | undefined;
  /** Grants right below that one. */
  readonly parent?: string | undefined;
  /** Whether they stand by themselves: neither revoked nor expired. */
  readonly live?: boolean | undefined;
}

/** Whose grants a caller may write: anybody's, or those that the identity it is gives. */
export type GrantAuthority = 'any' | IdentityRef;
