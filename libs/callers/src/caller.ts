import type { IdentityRef } from '@legate/core';
import type { CallerRole } from './roles.js';
import type { ForwardedToken } from './tokens/forwarded-token.js';
import type { Trust } from './trust.js';

export const ANSWERS = ['full', 'minimal'] as const;
/** How much decisions tell a caller: `minimal` is the decision alone, without `context`. */
export type Answers = (typeof ANSWERS)[number];

/** An authenticated party that calls us: a PEP, an admin, an auditor. */
export interface Caller {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  readonly roles: readonly CallerRole[];
  /** The identity that it is, where it acts for itself. */
  readonly identity: IdentityRef | null;
  readonly answers: Answers;
  /** Whether it is the one that the service makes itself: it has every role, in every tenant. */
  readonly isBootstrap: boolean;
  /** What it may assert. */
  readonly trust: Trust;
  /** What the token proves that it has forwarded with this request; null when it has not. */
  readonly forwarded: ForwardedToken | null;
}
