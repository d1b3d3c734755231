import type { PackageFinding, PolicyInput, PolicyOutcome } from '@legate/core';

/** One loaded policy bundle. */
export interface PolicyEvaluator {
  /** Identifies the policy's content: equal digests, equal answers. */
  readonly digest: string;
  /** Never throws: what goes wrong is a failure in the outcome. `found` is told of each package that applies. */
  evaluate(input: PolicyInput, found?: (finding: PackageFinding) => void): PolicyOutcome;
}

/** Which policy decides for a tenant now. */
export abstract class PolicySource {
  /** The active bundle, or null when there is none; the decision is a deny then. */
  abstract active(tenant: string): PolicyEvaluator | null;
}
