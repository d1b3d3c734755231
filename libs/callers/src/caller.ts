import type { CallerRole } from './roles.js';

/** An authenticated party that calls us: a PEP, an admin, an auditor. */
export interface Caller {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  readonly roles: readonly CallerRole[];
}
