import type { Attributes, IdentityKind, IdentityRef, IdentityStatus } from '@legate/core';

/** What an issuer calls an identity: `iss` and `sub` of its tokens. A SPIFFE id stands under its trust domain. */
export interface Alias {
  readonly issuer: string;
  readonly subject: string;
}

/** A stored identity as the admin API shows it. */
export interface Identity extends IdentityRef {
  readonly displayName?: string;
  readonly attributes: Attributes;
  readonly status: IdentityStatus;
  readonly owners: readonly IdentityRef[];
  /** Id of the agent that this agent is bounded by. */
  readonly parent?: string;
  readonly aliases: readonly Alias[];
  /** The most an agent may ever do; selectors and constraints as text. */
  readonly ceiling?: Attributes;
  /** RFC 3339, UTC: tokens and grants from before are void. */
  readonly notBefore?: string;
  /** Revision of its last write. */
  readonly revision: number;
}

/** What a PUT says. An absent status, ceiling or not-before mark stays as it is; null clears it. All else is replaced. */
export interface IdentityInput {
  readonly displayName?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly status?: IdentityStatus | null | undefined;
  readonly owners?: readonly IdentityRef[] | undefined;
  readonly parent?: string | undefined;
  readonly aliases?: readonly Alias[] | undefined;
  readonly ceiling?: Attributes | null | undefined;
  readonly notBefore?: string | null | undefined;
}

export interface IdentityFilter {
  readonly kind?: IdentityKind | undefined;
  readonly status?: IdentityStatus | undefined;
  readonly owner?: IdentityRef | undefined;
  /** Id of the parent agent. */
  readonly parent?: string | undefined;
  /** What the id begins with. */
  readonly prefix?: string | undefined;
}
