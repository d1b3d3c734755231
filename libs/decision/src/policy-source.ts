import type { Attributes, PackageFinding, PolicyInput, PolicyOutcome } from '@legate/core';

/** One loaded policy bundle. */
export interface PolicyEvaluator {
  /** Identifies the policy's content: equal digests, equal answers. */
  readonly digest: string;
  /** What its author calls it, where it has been pushed. */
  readonly revision?: string | null;
  /** Never throws: what goes wrong is a failure in the outcome. `found` is told of each package that applies. */
  evaluate(input: PolicyInput, found?: (finding: PackageFinding) => void): PolicyOutcome;
  /**
   * What one package says of any input, for debugging: its sets, and the guards it demands. Undefined when there is
   * no such package. Absent where packages cannot be asked one by one.
   *
   * @throws UnprocessableError `policy.evaluation_failed`
   */
  evaluatePackage?(name: string, input: Attributes): Attributes | undefined;
}

/** Which policy decides for a tenant. */
export abstract class PolicySource {
  /**
   * The bundle that is active at a data revision of the tenant, or null when there is none; the decision is a deny
   * then. At once when it is at hand, as it nearly always is. What throws or rejects is a deny too.
   */
  abstract active(
    tenant: string,
    revision: number,
  ): PolicyEvaluator | null | Promise<PolicyEvaluator | null>;

  /** The same for the past, however old it is: nothing is enforced by it. */
  past(tenant: string, revision: number): PolicyEvaluator | null | Promise<PolicyEvaluator | null> {
    return this.active(tenant, revision);
  }
}
