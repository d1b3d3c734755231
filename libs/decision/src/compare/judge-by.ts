import { deny } from '@legate/core';
import type { Decision, DecisionRequest, Facts } from '@legate/core';
import type { Judge } from '../judge.js';
import type { PolicyEvaluator } from '../policy-source.js';

/** A question and what another policy is to decide it on. */
export interface Question {
  readonly request: DecisionRequest;
  readonly facts: Facts;
}

/**
 * What a policy would decide, as it would be answered: a fault of it is a deny. Nothing is enforced by it, so nothing
 * of it is noted.
 */
export function judgeBy(
  judge: Judge,
  { request, facts }: Question,
  policy: PolicyEvaluator,
): Decision {
  try {
    return judge.judge(request, facts, policy);
  } catch {
    return deny('indeterminate.policy_error');
  }
}
