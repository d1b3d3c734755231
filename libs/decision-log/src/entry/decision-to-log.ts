import type { Attributes, Decision, DecisionRequest, Mode } from '@legate/core';
import type { DecisionForm } from './entry.js';

/** Who asks and how, of everything that is asked. */
export interface Asking {
  readonly tenant: string;
  readonly form: DecisionForm;
  /** Id of the caller. */
  readonly caller: string;
  readonly requestId: string;
  readonly traceId: string | null;
}

/** A decision that is about to be answered. */
export interface DecisionToLog {
  readonly asking: Asking;
  readonly decisionId: string;
  readonly request: DecisionRequest;
  readonly mode: Mode;
  readonly decision: Decision;
  /** What the answer says: not every form can carry what a permit asks for. */
  readonly isPermit: boolean;
  /** Data revision; null when no facts were at hand. */
  readonly revision: number | null;
  /** The clock it was judged by, ms since the epoch; null as above. */
  readonly now: number | null;
  /** Of the agent that acts, `user:alice`. */
  readonly owners: readonly string[];
  readonly bundleRevision: string | null;
  readonly bundleDigest: string | null;
  /** Microseconds by stop. */
  readonly timings: Readonly<Record<string, number>>;
}

/** An item of a batch that is no question, and is denied as such. */
export interface RefusedToLog {
  readonly asking: Asking;
  readonly decisionId: string;
  /** Code of what is wrong with it. */
  readonly code: string;
}

/** A search that is about to be answered. What is searched for has no id. */
export interface SearchToLog {
  readonly asking: Asking;
  readonly decisionId: string;
  readonly search: 'subject' | 'resource' | 'action';
  readonly subject: { readonly type: string; readonly id?: string };
  readonly actor: DecisionRequest['actor'];
  readonly action: { readonly name: string; readonly properties: Attributes } | null;
  readonly resource: {
    readonly type: string;
    readonly id?: string;
    readonly properties: Attributes;
  };
  readonly context: Attributes;
  readonly results: number;
  readonly revision: number;
}
