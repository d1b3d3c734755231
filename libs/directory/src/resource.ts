import type { Attributes } from '@legate/core';

export interface ResourceRef {
  readonly type: string;
  readonly id: string;
}

/** A stored resource as the admin API shows it. */
export interface Resource extends ResourceRef {
  readonly attributes: Attributes;
  readonly parent?: ResourceRef;
  /** Revision of its last write. */
  readonly revision: number;
}

/** What a PUT says; it replaces all. */
export interface ResourceInput {
  readonly attributes?: Attributes | undefined;
  readonly parent?: ResourceRef | undefined;
}
