import { combine, type Decision, type PackageFinding, type PolicyInput } from '@legate/core';
import type { PolicyEngine } from '@legate/policy';

/** What policy says to one input, and how that came about. */
export interface Evaluated {
  readonly decision: boolean;
  readonly reasons: readonly string[];
  readonly obligations: Decision['obligations'];
  readonly advice: Decision['obligations'];
  readonly packages: readonly PackageFinding[];
}

/** By our runtime and our `combine`, as the service does when identities and grants have let the question through. */
export function evaluateInput(engine: PolicyEngine, input: PolicyInput): Evaluated {
  const packages: PackageFinding[] = [];
  const outcome = engine.evaluate(input, (finding) => packages.push(finding));
  const { outcome: answer, reasons, obligations, advice = [] } = combine(outcome, null);
  return { decision: answer === 'permit', reasons, obligations, advice, packages };
}
