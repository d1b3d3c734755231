import { modeOf, requireOneActor } from '@legate/core';
import type { DecisionRequest, Facts } from '@legate/core';
import type { UseRecorder } from '@legate/delegation';
import { stoppedClock } from './answer.js';
import type { Answer } from './answer.js';
import type { DecisionWatcher } from './decision-tap.js';
import type { DecisionTrace } from './explain/decision-trace.js';
import type { Judge } from './judge.js';
import { noteUse } from './note-use.js';
import type { PolicyEvaluator } from './policy-source.js';
import { undecided } from './undecided.js';

interface Basis {
  readonly request: DecisionRequest;
  readonly facts: Facts;
  /** Null when no bundle is active. */
  readonly policy: PolicyEvaluator | null;
  readonly trace?: DecisionTrace | undefined;
}

interface Parts {
  readonly judge: Judge;
  readonly uses: UseRecorder;
}

/**
 * Answers one question whose facts and policy are at hand. A fault of policy is a deny.
 *
 * @throws InvalidRequestError `request.actor_conflict` when the alias of the actor stands for another agent than the
 * request calls it besides.
 */
export function answerFrom(parts: Parts, basis: Basis): Answer {
  const answer = judged(parts, basis);
  const { watcher } = parts.judge.tap;
  if (watcher !== null && basis.trace === undefined) {
    tell(watcher, basis, answer);
  }
  return answer;
}

function judged({ judge, uses }: Parts, { request, facts, policy, trace }: Basis): Answer {
  trace?.judging(facts, policy);
  requireOneActor(facts.actor, request.actor?.alsoCalled ?? []);
  const mode = modeOf(request, facts);
  const { revision } = facts;
  if (policy === null) {
    return undecided({ mode, revision, facts, reason: 'indeterminate.no_bundle' });
  }
  const { digest: policyDigest, revision: policyRevision = null } = policy;
  try {
    const decision = judge.judge(request, facts, policy, trace);
    if (trace === undefined) {
      noteUse(uses, { request, now: facts.now, decision });
    }
    const clock = stoppedClock();
    return { mode, decision, revision, policyDigest, policyRevision, facts, clock, fault: null };
  } catch (fault) {
    const reason = 'indeterminate.policy_error';
    return undecided({ mode, revision, policyDigest, policyRevision, facts, reason, fault });
  }
}

function tell(
  watcher: DecisionWatcher,
  { request, facts, policy }: Basis,
  { decision }: Answer,
): void {
  try {
    watcher.note({ request, facts, policy, decision });
  } catch {
    // Who watches must not change what is decided.
  }
}
