import type { Attributes, IdentityRef, IdentityStatus } from '@legate/core';

/** A stored identity as the admin API shows it. */
export interface Identity extends IdentityRef {
  readonly displayName?: string;
  readonly attributes: Attributes;
  readonly status: IdentityStatus;
  readonly owners: readonly IdentityRef[];
  /** The most an agent may ever do; selectors and constraints as text. */
  readonly ceiling?: Attributes;
  /** Revision of its last write. */
  readonly revision: number;
}

/** What a PUT says. An absent status or ceiling stays as it is; null clears it. All else is replaced. */
export interface IdentityInput {
  readonly displayName?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly status?: IdentityStatus | null | undefined;
  readonly owners?: readonly IdentityRef[] | undefined;
  readonly ceiling?: Attributes | null | undefined;
}
