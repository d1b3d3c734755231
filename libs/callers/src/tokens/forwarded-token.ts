import type { IdentityRef } from '@legate/core';

/** A stored identity, and what the issuer calls it. */
export interface MappedIdentity extends IdentityRef {
  readonly issuer: string;
  readonly subject: string;
}

/** What a verified token of a subject or actor says, mapped to stored identities. */
export interface ForwardedToken {
  /** As it was sent. Never handed to policy or a log. */
  readonly raw: string;
  readonly subject: MappedIdentity;
  /** The current actor: the outermost `act` (RFC 8693 section 4.1). Null when the token names none. */
  readonly actor: MappedIdentity | null;
  /** Who may become the actor (RFC 8693 section 4.4): `nobody` known to us, or null when the token does not say. */
  readonly mayAct: MappedIdentity | 'nobody' | null;
}
