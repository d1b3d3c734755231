import type { Mode } from '@legate/core';
import { PolicySource } from '@legate/decision';
import type { PolicyEvaluator } from '@legate/decision';
import type { OverAgeRule } from '../bundle-settings.js';
import type { BundleAges } from './bundle-ages.js';
import { OverAgePolicy } from './over-age-policy.js';

/** Which decisions a bundle of too great an age does not make any more. */
const RESTRICTED: Readonly<Record<OverAgeRule, (mode: Mode) => boolean>> = {
  deny: () => true,
  deny_delegated: (mode) => mode === 'delegated',
  warn: () => false,
};

/** The policies of tenants, restricted where they were not known to be current for too long. */
export class AgedPolicies extends PolicySource {
  private readonly restricted = new WeakMap<PolicyEvaluator, PolicyEvaluator>();

  constructor(
    private readonly policies: PolicySource,
    private readonly ages: BundleAges,
    private readonly rule: OverAgeRule,
  ) {
    super();
  }

  override active(
    tenant: string,
    revision: number,
  ): PolicyEvaluator | null | Promise<PolicyEvaluator | null> {
    const policy = this.policies.active(tenant, revision);
    const isOver = this.ages.isOver(tenant);
    return policy instanceof Promise || isOver instanceof Promise
      ? this.whenKnown(policy, isOver)
      : this.restrict(policy, isOver);
  }

  override past(
    tenant: string,
    revision: number,
  ): PolicyEvaluator | null | Promise<PolicyEvaluator | null> {
    return this.policies.past(tenant, revision);
  }

  private async whenKnown(
    policy: PolicyEvaluator | null | Promise<PolicyEvaluator | null>,
    isOver: boolean | Promise<boolean>,
  ): Promise<PolicyEvaluator | null> {
    const [found, over] = await Promise.all([policy, isOver]);
    return this.restrict(found, over);
  }

  private restrict(policy: PolicyEvaluator | null, isOver: boolean): PolicyEvaluator | null {
    if (policy === null || !isOver) {
      return policy;
    }
    const known = this.restricted.get(policy) ?? new OverAgePolicy(policy, RESTRICTED[this.rule]);
    this.restricted.set(policy, known);
    return known;
  }
}
