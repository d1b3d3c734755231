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

export const ADMIN_OUTCOMES = ['intended', 'done', 'refused', 'failed'] as const;
export type AdminOutcome = (typeof ADMIN_OUTCOMES)[number];

/** One thing that a write changes; `digest` is SHA-256 of the object afterwards as JSON, null when it is gone. */
export interface LoggedChange {
  readonly entity: string;
  readonly key: string;
  readonly operation: string;
  /** Names of the members that the object has. */
  readonly fields: readonly string[];
  readonly digest: string | null;
}

/** An admin write, its intent, a refused attempt, or the first use of a credential on a day. */
export interface AdminEntry extends EntryHead {
  readonly kind: 'admin';
  /** Of the entry; nothing else has it. */
  readonly decisionId: string;
  /** The name of the route's `@Operation`, or `webhooks.deliver`, `write`, `credential.use`, `refusals.count`. */
  readonly operation: string;
  /** `intended`: about to be committed. `failed`: not committed, or, when the connection broke then, not known. */
  readonly outcome: AdminOutcome;
  readonly caller: string | null;
  /** The person or service that the caller is or has proven to speak for, and who acts for it. */
  readonly subject: LoggedEntity | null;
  readonly actor: LoggedEntity | null;
  readonly requestId: string | null;
  readonly method: string | null;
  readonly path: string | null;
  readonly status: number | null;
  readonly code: string | null;
  readonly revision: number | null;
  readonly target: Json;
  /** Ids of the entries of what was intended by this request, where it has come to that. */
  readonly intents?: readonly string[];
  /** Of an intent: the first changes, and how many there are by entity. */
  readonly changes?: readonly LoggedChange[];
  readonly changed?: Readonly<Record<string, number>>;
  /** Of a refused credential: where it came from. */
  readonly address?: string;
  /** Of `refusals.count`: refusals since `since` that have no entry of their own, by code; answers without an entry. */
  readonly refusals?: Readonly<Record<string, number>>;
  readonly since?: string;
  readonly lost?: number;
  /** Recorded after its answer: the log could not be written then. */
  readonly late?: true;
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
