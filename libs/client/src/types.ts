import type { components } from './generated/openapi.js';

type Schemas = components['schemas'];

/** A subject or resource: `type`, `id` and optional `properties` (AuthZEN 1.0 section 5). */
export type Entity = Schemas['EntityDto'];
export type Action = Schemas['ActionDto'];
/** May this subject, acted for by the agent in `subject.properties.act` or `context.agent`, do this to that? */
export type EvaluationRequest = Schemas['EvaluationRequestDto'];
/** What must be done before a permit counts, and is asked for beside a deny. */
export type Obligation = Schemas['ObligationDto'];

export type JsonObject = Readonly<Record<string, unknown>>;

/** One decision. Only `decision === true` is a permit. */
export interface Decision {
  readonly decision: boolean;
  /** Stable codes; `client.*` are this client's own. */
  readonly reasons: readonly string[];
  /** Also beside a deny; perform those that you can. */
  readonly obligations: readonly Obligation[];
  readonly evaluationId: string | null;
  /** The answer's `context` as it came. */
  readonly context: JsonObject;
}

export interface EvaluationResult extends Decision {
  /** Data revision that it was judged at. */
  readonly revision: number | null;
  readonly requestId: string;
}

/** AuthZEN 1.0 section 7.1.2. */
export type EvaluationsSemantic = 'execute_all' | 'deny_on_first_deny' | 'permit_on_first_permit';

/** Questions that share what stands beside them. An item replaces a shared entity whole. */
export interface EvaluationsRequest extends Partial<EvaluationRequest> {
  readonly evaluations: readonly Partial<EvaluationRequest>[];
  /** `execute_all` when absent. */
  readonly semantic?: EvaluationsSemantic;
}

export interface EvaluationsResult {
  /** One for each question, in order. Those that were not evaluated are denied with `client.not_evaluated`. */
  readonly evaluations: readonly Decision[];
  /** Whether every question was evaluated and permitted. */
  readonly allPermitted: boolean;
  readonly revision: number | null;
  readonly requestId: string;
}

/** The entity that is searched for: its id is the answer. */
export interface SearchedEntity {
  readonly type: string;
  readonly properties?: JsonObject;
}

export interface SubjectSearch {
  readonly subject: SearchedEntity;
  readonly action: Action;
  readonly resource: Entity;
  readonly context?: JsonObject;
}

export interface ResourceSearch {
  readonly subject: Entity;
  readonly action: Action;
  readonly resource: SearchedEntity;
  readonly context?: JsonObject;
}

export interface ActionSearch {
  readonly subject: Entity;
  readonly resource: Entity;
  readonly context?: JsonObject;
}

/** AuthZEN 1.0 section 9.1; members of profiles come as they are. */
export interface Metadata extends JsonObject {
  readonly policy_decision_point: string;
  readonly access_evaluation_endpoint: string;
}
