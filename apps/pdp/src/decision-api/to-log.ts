import type { Caller } from '@legate/callers';
import { deny } from '@legate/core';
import type { DecisionRequest } from '@legate/core';
import type { Answer, StopClock } from '@legate/decision';
import type { Asking, DecisionToLog } from '@legate/decision-log';
import { isPermit } from './evaluation.mapper.js';

const NO_OWNERS: readonly string[] = [];
const NO_TIMINGS: DecisionToLog['timings'] = {};

interface Asked {
  readonly request: DecisionRequest;
  readonly asking: Asking;
  readonly caller: Caller;
  readonly evaluationId: string;
  readonly timings?: DecisionToLog['timings'];
}

/** An answer as its entry has it. */
export function toLog(
  answer: Answer,
  { request, asking, caller, evaluationId, timings = NO_TIMINGS }: Asked,
): DecisionToLog {
  const { mode, decision, revision, policyRevision, policyDigest, facts } = answer;
  return {
    asking,
    decisionId: evaluationId,
    request,
    mode,
    decision,
    isPermit: isPermit(decision, caller.answers),
    revision,
    now: facts?.now ?? null,
    owners: (facts?.actor ?? facts?.subject)?.owners ?? NO_OWNERS,
    bundleRevision: policyRevision,
    bundleDigest: policyDigest,
    timings,
  };
}

/** Microseconds by stop. */
export function toTimings({ asked, gathered, decided }: StopClock): DecisionToLog['timings'] {
  return {
    facts: Math.round((gathered - asked) * 1000),
    policy: Math.round((decided - gathered) * 1000),
  };
}

/** What is answered instead of what could not be recorded. */
export function unrecorded(answer: Answer): Answer {
  return { ...answer, decision: deny('indeterminate.log') };
}
