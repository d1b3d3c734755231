import type { Attributes, IdentityRef } from '@legate/core';

export interface ResourceRef {
  readonly type: string;
  readonly id: string;
}

export const RESOURCE_STATUSES = ['active', 'retired'] as const;
export type ResourceStatus = (typeof RESOURCE_STATUSES)[number];

/** Types of what agents reach: somebody should own such a resource. */
export const INVENTORY_TYPES = [
  'tool',
  'mcp_server',
  'model',
  'connector',
  'api_operation',
] as const;

/** A stored resource as the admin API shows it. */
export interface Resource extends ResourceRef {
  readonly attributes: Attributes;
  readonly status: ResourceStatus;
  readonly parent?: ResourceRef;
  /** What its definition is pinned to: `sha256:` and 64 hex digits. */
  readonly digest?: string;
  /** Who answers for it. */
  readonly owner?: IdentityRef;
  /** Revision of its last write. */
  readonly revision: number;
}

/** What a PUT says. An absent status stays as it is; null makes it active. All else is replaced. */
export interface ResourceInput {
  readonly attributes?: Attributes | undefined;
  readonly status?: ResourceStatus | null | undefined;
  readonly parent?: ResourceRef | undefined;
  readonly digest?: string | undefined;
  readonly owner?: IdentityRef | undefined;
}

export interface ResourceFilter {
  readonly type?: string | undefined;
  readonly status?: ResourceStatus | undefined;
  readonly owner?: IdentityRef | undefined;
  readonly parent?: ResourceRef | undefined;
  /** What the id begins with. */
  readonly prefix?: string | undefined;
}
