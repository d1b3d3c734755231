import type { Attributes, Json } from './json.js';

/** A subject, actor or resource as policies see it: stored attributes joined with what may come from the request. */
export interface PolicyEntity {
  readonly type: string;
  readonly id: string;
  readonly properties: Attributes;
}

/** One link of the delegation chain as policies see it, root first. */
export interface PolicyChainLink {
  readonly id: string;
  readonly grantor: { readonly type: string; readonly id: string };
  readonly grantee: { readonly type: string; readonly id: string };
  readonly purpose: string | null;
}

/** A resource as policies see it. What is stored of it stands beside the properties, where no caller can assert it. */
export interface PolicyResource extends PolicyEntity {
  readonly stored: boolean;
  readonly digest?: string;
  readonly owner?: { readonly type: string; readonly id: string };
  /** What it lies in, nearest first. */
  readonly ancestors?: readonly PolicyEntity[];
}

/** Whether the subject acts for itself, or an actor for it (DEL-62). */
export type Mode = 'autonomous' | 'delegated';

/**
 * What a policy is asked: `input` of the policy contract (docs/policy-contract.md).
 * `now` is the only clock a policy has.
 */
export interface PolicyInput {
  readonly subject: PolicyEntity;
  readonly actor: PolicyEntity | null;
  readonly mode: Mode;
  readonly chain: readonly PolicyChainLink[];
  readonly action: { readonly name: string; readonly properties: Attributes };
  readonly resource: PolicyResource;
  readonly context: Attributes;
  readonly approval: Json;
  /** RFC 3339, UTC, milliseconds. */
  readonly now: string;
  /** Nanoseconds since the epoch. */
  readonly now_ns: number;
}

/** AuthZEN obligations profile (draft): `type` tells how `properties` is shaped. OBL-1, OBL-2. */
export interface Obligation {
  readonly id: string;
  readonly type: string;
  readonly properties: Attributes;
}

/** Why a package gave no usable answer. Any entry makes the decision a deny. */
export interface PolicyFailure {
  readonly package: string;
  readonly reason: 'indeterminate.policy_error' | 'indeterminate.obligation';
  /** For the operational log only; may name policy internals. */
  readonly detail: string;
}

/** What the applicable packages proved, kept apart; only `combine` turns it into a decision. */
export interface PolicyOutcome {
  /** Reasons of all `permit` rules that hold, sorted, without duplicates. */
  readonly permits: readonly string[];
  /** Demanded guards that were not proven, sorted, without duplicates. */
  readonly unprovenGuards: readonly string[];
  readonly obligations: readonly Obligation[];
  readonly failures: readonly PolicyFailure[];
}
