import { PolicySource } from '@legate/decision';
import type { PolicyEvaluator } from '@legate/decision';

/** The starter policy for every tenant: none can push its own yet. */
export class BundledPolicies extends PolicySource {
  constructor(private readonly starter: PolicyEvaluator) {
    super();
  }

  override active(): PolicyEvaluator {
    return this.starter;
  }
}
