import type { Attributes, DecidingLimits, Json, Mode, Obligation } from '@legate/core';

/** The version of the members below: `v` of each entry. */
export const ENTRY_VERSION = 1;

export const ENTRY_KINDS = ['decision', 'admin', 'mark'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** The form of the API that a decision was asked in. */
export const DECISION_FORMS = [
  'evaluation',
  'evaluations',
  'search',
  'data',
  'forward-auth',
] as const;
export type DecisionForm = (typeof DECISION_FORMS)[number];

/** What every entry begins with, in this order. */
export interface EntryHead {
  readonly v: typeof ENTRY_VERSION;
  readonly kind: EntryKind;
  /** One run of one process. */
  readonly writer: string;
  /** From 1, one more with each entry of the writer, over all kinds and tenants. */
  readonly seq: number;
  /** RFC 3339, UTC, milliseconds. */
  readonly at: string;
  /** Null in marks. */
  readonly tenant: string | null;
}

/** A party or resource as the request names it. Properties are the caller's assertions. */
export interface LoggedEntity {
  readonly type: string;
  readonly id: string;
  readonly properties?: Attributes;
}

/** An actor; with `issuer`, the id is one of that namespace, and not yet a stored identity's. */
export interface LoggedActor extends LoggedEntity {
  readonly issuer?: string;
}

/** One decision that was answered, or one search. */
export interface DecisionEntry extends EntryHead {
  readonly kind: 'decision';
  /** `evaluation_id` of the answer. */
  readonly decisionId: string;
  readonly form: DecisionForm;
  readonly caller: string;
  readonly requestId: string;
  readonly traceId: string | null;
  readonly subject: LoggedEntity | null;
  readonly actor: LoggedActor | null;
  /** Of the agent that acts: `user:alice`. Absent where none is known. */
  readonly owner?: readonly string[];
  readonly mode: Mode;
  /** Grants the decision stands on, root first. */
  readonly chain: readonly string[];
  /** On a deny by the chain: the grant that said no. */
  readonly deniedBy?: string;
  readonly action: { readonly name: string; readonly properties?: Attributes } | null;
  readonly resource: LoggedEntity | null;
  readonly context: Attributes;
  /** Types of obligations that whoever enforces can carry out; absent when nothing is known of it. */
  readonly supportedObligations?: readonly string[];
  /** What was answered. False beside `outcome` permit: a bare answer that cannot carry the obligations. */
  readonly decision: boolean;
  readonly outcome: 'permit' | 'deny' | 'indeterminate';
  readonly reasons: readonly string[];
  readonly obligations: readonly Obligation[];
  readonly advice?: readonly Obligation[];
  readonly approval: null;
  readonly budgets: readonly never[];
  readonly bundleRevision: string | null;
  readonly bundleDigest: string | null;
  /** Data revision it was judged at; null when no facts were at hand. */
  readonly revision: number | null;
  /** The clock it was judged by, RFC 3339; null as above. */
  readonly now: string | null;
  /** Microseconds by stop. */
  readonly timings: Readonly<Record<string, number>>;
  /** Settings that it was decided under, where they are not `USUAL_LIMITS`. */
  readonly limits?: DecidingLimits;
  /** JSON pointers of what was replaced or hashed, and of what was left out. Absent where nothing was. */
  readonly masked?: readonly string[];
  readonly erased?: readonly string[];
  readonly replayable: boolean;
  /** Why it cannot be replayed. */
  readonly whyNot?: string;
  /** Of a search: what was searched for, and how many were found. */
  readonly search?: 'subject' | 'resource' | 'action';
  readonly results?: number;
}

/** One admin write, or a refused attempt at one. */
export interface AdminEntry extends EntryHead {
  readonly kind: 'admin';
  readonly decisionId: string;
  /** The name of the route's `@Operation`. */
  readonly operation: string;
  readonly caller: string | null;
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly outcome: 'done' | 'refused' | 'failed';
  readonly code: string | null;
  readonly revision: number | null;
  readonly target: Json;
}

export const MARK_EVENTS = ['start', 'stop', 'checkpoint', 'recovered', 'canary'] as const;
export type MarkEvent = (typeof MARK_EVENTS)[number];

/** What a writer says of itself. */
export interface MarkEntry extends EntryHead {
  readonly kind: 'mark';
  readonly tenant: null;
  readonly event: MarkEvent;
  readonly [member: string]: Json;
}

export type LogEntry = DecisionEntry | AdminEntry | MarkEntry;
