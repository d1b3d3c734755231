import type { IdentityRef } from '@legate/core';
import type { CallerRole } from './roles.js';

/** An authenticated party that calls us: a PEP, an admin, an auditor. */
export interface Caller {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  readonly roles: readonly CallerRole[];
  /** The identity that it is, where it acts for itself. */
  readonly identity: IdentityRef | null;
  /** Whether it is the one that the service makes itself: it has every role, in every tenant. */
  readonly isBootstrap: boolean;
}
