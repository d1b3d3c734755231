import type { PolicyEvaluator } from '@legate/decision';

/** Decides for tenants that have not pushed a policy. */
export class StarterPolicy {
  constructor(readonly policy: PolicyEvaluator) {}
}
