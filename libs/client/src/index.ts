export type { Fetch, LegateClientOptions } from './client-settings.js';
export { LegateError } from './errors.js';
export type { ClientErrorCode } from './errors.js';
export type { components, operations, paths } from './generated/openapi.js';
export { LegateClient } from './legate-client.js';
export type { EvaluationOptions, SearchOptions } from './legate-client.js';
export type { CallOptions } from './transport.js';
export type {
  Action,
  ActionSearch,
  Decision,
  Entity,
  EvaluationRequest,
  EvaluationResult,
  EvaluationsRequest,
  EvaluationsResult,
  EvaluationsSemantic,
  JsonObject,
  Metadata,
  Obligation,
  ResourceSearch,
  SearchedEntity,
  SubjectSearch,
} from './types.js';
