import type { Attributes } from './json.js';
import type { Ceiling } from './scope.js';

export const IDENTITY_KINDS = ['user', 'service', 'agent'] as const;
export type IdentityKind = (typeof IDENTITY_KINDS)[number];

export const IDENTITY_STATUSES = ['active', 'suspended', 'retired'] as const;
export type IdentityStatus = (typeof IDENTITY_STATUSES)[number];

/** An identity as its tenant names it. */
export interface IdentityRef {
  readonly kind: IdentityKind;
  readonly id: string;
}

/** An agent above another: what it may not do, the ones below may not either. */
export interface AgentAncestor {
  readonly id: string;
  readonly status: IdentityStatus;
  readonly ceiling: Ceiling | null;
}

/** What deciding needs to know of a stored identity. */
export interface IdentityFacts extends IdentityRef {
  readonly attributes: Attributes;
  readonly status: IdentityStatus;
  readonly ceiling: Ceiling | null;
  /** Whether at least one owner exists and is active. Agents without one are denied. */
  readonly hasLiveOwner: boolean;
  /** Owners of an agent, as `user:alice`, for the decision log; not all need be active. */
  readonly owners: readonly string[];
  /** Parent agents, nearest first. */
  readonly lineage: readonly AgentAncestor[];
  /** ms since the epoch: grants made before are void. */
  readonly notBefore: number | null;
}

/** What deciding needs to know of a stored resource. */
export interface ResourceFacts {
  readonly type: string;
  readonly id: string;
  readonly attributes: Attributes;
  readonly status: 'active' | 'retired';
  /** What its definition is pinned to. */
  readonly digest: string | null;
  readonly owner: IdentityRef | null;
  /** What it lies in, nearest first. */
  readonly ancestors: readonly ResourceAncestor[];
}

export interface ResourceAncestor {
  readonly type: string;
  readonly id: string;
  readonly attributes: Attributes;
}

export function isIdentityKind(text: string): text is IdentityKind {
  return (IDENTITY_KINDS as readonly string[]).includes(text);
}
