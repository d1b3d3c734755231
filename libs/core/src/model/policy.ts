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

/** The types of the AuthZEN obligations profile (draft), all of which policies can give. OBL-2, OBL-5. */
export const OBLIGATION_TYPES = [
  'step-up',
  'notification',
  'session_termination',
  'custom',
] as const;

/**
 * Reads `context.supported_obligations`: what the enforcement point says it can carry out. What we never give is
 * ignored (OBL-5); undefined when it says nothing.
 */
export function readSupportedObligations(listed: Json | undefined): readonly string[] | undefined {
  return Array.isArray(listed)
    ? OBLIGATION_TYPES.filter((type) => listed.includes(type))
    : undefined;
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
  readonly reason:
    | 'indeterminate.policy_error'
    | 'indeterminate.deadline'
    | 'indeterminate.obligation'
    | 'indeterminate.advice'
    | 'indeterminate.policy_over_age';
  /** For the operational log only; may name policy internals. */
  readonly detail: string;
}

/** What one package said, for whoever wants to see how an outcome came about. */
export interface PackageFinding {
  readonly package: string;
  readonly permits: readonly string[];
  /** Guards that it demands: those that are proven now, and those that are not. */
  readonly provenGuards: readonly string[];
  readonly unprovenGuards: readonly string[];
  /** Null when it gave a usable answer. */
  readonly failure: Pick<PolicyFailure, 'reason' | 'detail'> | null;
}

/** What the applicable packages proved, kept apart; only `combine` turns it into a decision. */
export interface PolicyOutcome {
  /** Reasons of all `permit` rules that hold, sorted, without duplicates. */
  readonly permits: readonly string[];
  /** Demanded guards that were not proven, sorted, without duplicates. */
  readonly unprovenGuards: readonly string[];
  readonly obligations: readonly Obligation[];
  /** Shaped as obligations, and nothing that anybody must do; absent when there is none. */
  readonly advice?: readonly Obligation[];
  readonly failures: readonly PolicyFailure[];
}
