import type { HolderRef } from '../entry-key.js';

export type GroupStatus = 'active' | 'retired';

/** A stored group as the admin API shows it. */
export interface Group {
  readonly id: string;
  readonly displayName?: string;
  /** A retired group confers nothing on its members. */
  readonly status: GroupStatus;
  readonly revision: number;
}

/** What a PUT says. An absent status stays as it is; null makes it active. */
export interface GroupInput {
  readonly displayName?: string | undefined;
  readonly status?: GroupStatus | null | undefined;
}

/** One member of a group: an identity or another group. */
export interface Membership {
  readonly group: string;
  readonly member: HolderRef;
  readonly revision: number;
}

/** A role that an identity holds, or every member of a group. */
export interface RoleAssignment {
  readonly role: string;
  readonly holder: HolderRef;
  readonly revision: number;
}
