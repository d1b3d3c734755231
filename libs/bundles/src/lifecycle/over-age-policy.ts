import type {
  Attributes,
  Mode,
  PackageFinding,
  PolicyFailure,
  PolicyInput,
  PolicyOutcome,
} from '@legate/core';
import type { PolicyEvaluator } from '@legate/decision';

const OVER_AGE: PolicyFailure = {
  package: '',
  reason: 'indeterminate.policy_over_age',
  detail: 'not confirmed as current for longer than LEGATE_BUNDLE_MAX_AGE_S',
};

/** A policy that says what it says, and that it is too old to be believed where it is restricted. */
export class OverAgePolicy implements PolicyEvaluator {
  readonly digest: string;

  constructor(
    private readonly policy: PolicyEvaluator,
    private readonly isRestricted: (mode: Mode) => boolean,
  ) {
    this.digest = policy.digest;
  }

  evaluate(input: PolicyInput, found?: (finding: PackageFinding) => void): PolicyOutcome {
    const outcome = this.policy.evaluate(input, found);
    return this.isRestricted(input.mode)
      ? { ...outcome, failures: [...outcome.failures, OVER_AGE] }
      : outcome;
  }

  evaluatePackage(name: string, input: Attributes): Attributes | undefined {
    return this.policy.evaluatePackage?.(name, input);
  }
}
