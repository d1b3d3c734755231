export { DecideAsOf } from './decide-as-of.js';
export type { PastAnswer } from './decide-as-of.js';
export { DecideBatch, isRefusedItem, SEMANTICS } from './decide-batch.js';
export type { BatchItem, RefusedItem, Semantic } from './decide-batch.js';
export type { Answer, StopClock } from './answer.js';
export { DIFFERENCE_KINDS, differenceOf } from './compare/difference.js';
export type { Comparison, DifferenceKind, Verdict } from './compare/difference.js';
export { EMPTY_REPORT } from './compare/difference-report.js';
export type {
  DifferenceCounts,
  DifferenceGroup,
  DifferenceReport,
  DifferenceSample,
  NamedEntity,
} from './compare/difference-report.js';
export { DifferenceTally, MAX_GROUPS, MAX_SAMPLES } from './compare/difference-tally.js';
export { judgeBy } from './compare/judge-by.js';
export { DecideService } from './decide.service.js';
export { DecisionTap } from './decision-tap.js';
export type { Decided, DecisionWatcher } from './decision-tap.js';
export { DecisionTrace } from './explain/decision-trace.js';
export type { PolicyTrace } from './explain/decision-trace.js';
export { printCeilings } from './explain/examine-chains.js';
export type { ChainFinding, LinkFinding } from './explain/examine-chains.js';
export { ExplainService } from './explain/explain.service.js';
export type { Explanation } from './explain/explain.service.js';
export type { ProposedGrant } from './explain/propose-change.js';
export { Judge } from './judge.js';
export { DecisionLimits } from './decision-limits.js';
export { PolicySource } from './policy-source.js';
export type { PolicyEvaluator } from './policy-source.js';
export { ANSWER_MEMBERS } from './replay/answer-members.js';
export type { AnswerMember, MemberDifference } from './replay/answer-members.js';
export { isNotReplayable, NOT_REPLAYABLE } from './replay/not-replayable.js';
export type { NotReplayable } from './replay/not-replayable.js';
export { readOutcome, readRecordedDecision } from './replay/recorded-decision.js';
export type { RecordedDecision } from './replay/recorded-decision.js';
export { Replay, REPLAY_BASELINES, REPLAY_BASES } from './replay/replay.js';
export type { KnownRecord, ReplayBaseline, ReplayBasis, ReplayPolicies } from './replay/replay.js';
export { TurnTaking } from './turn-taking.js';
