export type { Attributes, Json } from './model/json.js';
export type {
  Obligation,
  PolicyChainLink,
  PolicyEntity,
  PolicyFailure,
  PolicyInput,
  PolicyOutcome,
} from './model/policy.js';
