import type { Attributes } from './json.js';

/** The actor as a request names it. `sub` is an id of kind agent, or of kind service where it says so. */
export interface ActorClaim {
  readonly kind: 'agent' | 'service';
  readonly id: string;
  /** Namespace of the id (RFC 8693 `act.iss`), where the request gives one. */
  readonly issuer: string | null;
  /** What its caller may assert of it and does, above what is stored. */
  readonly properties?: Attributes;
  /** What other places of the request call the actor; an alias must turn out to be the same. */
  readonly alsoCalled: readonly ActorName[];
}

/** A local id; of a client nothing more is known. */
export interface ActorName {
  readonly kind: 'agent' | null;
  readonly id: string;
}

/** One question, normalised: who, acted for by whom, does what, to what. Properties are the caller's assertions. */
export interface DecisionRequest {
  readonly tenant: string;
  readonly subject: {
    readonly type: string;
    readonly id: string;
    /** What its caller may assert of it and does, above what is stored. */
    readonly properties?: Attributes;
  };
  /** Null when the subject acts for itself. */
  readonly actor: ActorClaim | null;
  readonly action: { readonly name: string; readonly properties: Attributes };
  readonly resource: {
    readonly type: string;
    readonly id: string;
    readonly properties: Attributes;
  };
  readonly context: Attributes;
  /** Types of obligations that whoever enforces the answer can carry out; nothing is known when absent. OBL-5, OBL-6. */
  readonly supportedObligations?: readonly string[] | undefined;
  /** Least data revision the answer may be judged at. */
  readonly minRevision?: number | undefined;
  /** Reading of the process's monotonic clock, ms, after which it is no use to wait for facts. */
  readonly deadline?: number | undefined;
}

/** What an answer is held against besides what is asked. */
export type RequestBounds = Pick<DecisionRequest, 'minRevision' | 'deadline'>;
