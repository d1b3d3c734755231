import type { Json } from '@legate/core';
import type { EntityManager } from 'typeorm';
import type { Precondition } from './precondition.js';

/** Who writes, in which tenant, and what must hold of the object written. */
export interface WriteScope extends Precondition {
  readonly tenant: string;
  /** Id of the caller. */
  readonly author: string;
  /** The request that the write is part of; absent in what the service does by itself. */
  readonly origin?: WriteOrigin;
}

/** The request that a write is part of. */
export interface WriteOrigin {
  readonly requestId: string;
  /** Told when it is refused within an answer that is otherwise one of success, as git's are. */
  refuse(code: string): void;
}

/** One thing that a write changes; `document` is the object afterwards without its revision, null when it is gone. */
export interface Change {
  readonly entity: ChangedEntity;
  readonly key: string;
  readonly operation: 'put' | 'delete' | 'create' | 'revoke';
  readonly document: Json;
}

export type ChangedEntity =
  | 'tenant'
  | 'identity'
  | 'group'
  | 'membership'
  | 'role_assignment'
  | 'subject_type'
  | 'action_type'
  | 'route_table'
  | 'resource'
  | 'grant'
  | 'caller'
  | 'issuer'
  | 'bundle'
  | 'bundle_activation'
  | 'bundle_freeze'
  | 'bundle_gate'
  | 'bundle_request'
  | 'bundle_shadow'
  | 'bundle_remote';

/** What the work of one write is handed. Rows name the write they come from by its id. */
export interface WriteUnit {
  readonly tx: EntityManager;
  readonly scope: WriteScope;
  readonly writeId: number;
  readonly record: (change: Change) => void;
  /** Writes down what was recorded so far; a large write does so now and then. */
  readonly flush: () => Promise<void>;
}

export interface Written<T> {
  readonly value: T;
  /** The tenant's revision after the write; unchanged when nothing was recorded. */
  readonly revision: number;
  /** Whether every listener has followed in time. */
  readonly isApplied: boolean;
}

/** A write that is committed. */
export interface Committed {
  readonly tenant: string;
  readonly revision: number;
  /** All that it changed, in order; null when that was too much to hold. */
  readonly changes: readonly Change[] | null;
}

/** Told of each write before it is answered. Must not throw; the answer waits for it. Tells whether it has followed. */
export type CommitListener = (committed: Committed) => Promise<boolean>;

/** A write that is about to be committed. */
export interface PendingCommit {
  readonly scope: WriteScope;
  readonly revision: number;
  /** The first of what it changes, in order. */
  readonly changes: readonly Change[];
  /** How many it changes, by entity. */
  readonly counts: ReadonlyMap<ChangedEntity, number>;
}

/** Told what became of a commit: null, or what went wrong, and then it may have happened all the same. */
export type CommitEnd = (failure: { readonly cause: unknown } | null) => Promise<void>;

/** Asked before each write is committed; one that throws prevents it. */
export type CommitWatch = (pending: PendingCommit) => Promise<CommitEnd>;

export type Outcome = Omit<Committed, 'tenant'>;
export type Work<T> = (unit: WriteUnit) => Promise<T>;

/** What runs in the same transaction before the tenant's lock is taken. */
export interface BeforeLock {
  /** Before anything else, while the tenant may not exist yet. */
  readonly prepare?: (tx: EntityManager) => Promise<void>;
  /** Puts rows in place that nobody else writes. */
  readonly stage?: Work<void>;
}
