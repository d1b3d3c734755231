export { admit, examineIdentities, isLinked, modeOf } from './combining/admission.js';
export type { Admission, Facts, IdentityFinding, Refusal } from './combining/admission.js';
export { combine, deny, denyRefused } from './combining/combine.js';
export { REASON_CODES } from './combining/reason-codes.js';
export type { ReasonCode } from './combining/reason-codes.js';
export { findWidenings, includesResources, printTerms } from './delegation/attenuation.js';
export type { Dimension, PrintedTerms, Widening } from './delegation/attenuation.js';
export {
  findAgentGap,
  findChainRefusal,
  findLifeGap,
  findLinkGaps,
  isTooLong,
} from './delegation/chain-verdict.js';
export type { ChainRefusal, ChainView } from './delegation/chain-verdict.js';
export { isNarrower, isSatisfied, parseConstraint, valueAt } from './delegation/constraint.js';
export type { Constraint, ConstraintView, Scalar } from './delegation/constraint.js';
export type { Day, DayWindow } from './delegation/day-window.js';
export { LINK_CHECKS } from './delegation/link-checks.js';
export type { LinkCheck, LinkCheckName } from './delegation/link-checks.js';
export { parsePartialScope, parseScope } from './delegation/parse-scope.js';
export type { ParsedScope, ScopeProblem, ScopeText } from './delegation/parse-scope.js';
export { findScopeGap, isUnderCeiling } from './delegation/scope.js';
export type { ScopeView } from './delegation/scope.js';
export {
  escapeSelector,
  includesAll,
  includesSelector,
  parseSelector,
  selects,
} from './delegation/selector.js';
export type { Selector } from './delegation/selector.js';
export { ERROR_CODES } from './errors/error-codes.js';
export type { ErrorCode } from './errors/error-codes.js';
export {
  ConflictError,
  ForbiddenError,
  InvalidRequestError,
  InvariantViolation,
  LimitExceededError,
  MethodNotAllowedError,
  NotFoundError,
  PdpError,
  PreconditionFailedError,
  RateExceededError,
  StartupError,
  UnauthenticatedError,
  UnavailableError,
  UnprocessableError,
} from './errors/pdp-error.js';
export type { PdpErrorOptions } from './errors/pdp-error.js';
export { isVisibleId, MAX_ID_BYTES } from './ids/visible-id.js';
export { MAX_ACT_DEPTH, readActor, requireOneActor } from './model/actor-carriers.js';
export type { ActorCarriers } from './model/actor-carriers.js';
export { canonicalJson } from './model/canonical-json.js';
export { quoteJson } from './model/quote-json.js';
export type { Decision } from './model/decision.js';
export type { DelegationChain, GrantFacts, GrantTerms } from './model/grant.js';
export { IDENTITY_KINDS, IDENTITY_STATUSES, isIdentityKind } from './model/identity.js';
export type {
  AgentAncestor,
  IdentityFacts,
  IdentityKind,
  IdentityRef,
  IdentityStatus,
  ResourceAncestor,
  ResourceFacts,
} from './model/identity.js';
export { hasMembers, isJsonObject } from './model/json.js';
export type { Attributes, Json } from './model/json.js';
export { OBLIGATION_TYPES, readSupportedObligations } from './model/policy.js';
export type {
  Mode,
  Obligation,
  PackageFinding,
  PolicyChainLink,
  PolicyEntity,
  PolicyFailure,
  PolicyInput,
  PolicyOutcome,
  PolicyResource,
} from './model/policy.js';
export type { Ceiling, ResourceSelector, Scope } from './model/scope.js';
export type { ActorClaim, ActorName, DecisionRequest, RequestBounds } from './model/request.js';
export { answeredOutcome } from './combining/answered-outcome.js';
export type { AnsweredOutcome } from './combining/answered-outcome.js';
export { USUAL_LIMITS } from './model/deciding-limits.js';
export type { DecidingLimits } from './model/deciding-limits.js';
