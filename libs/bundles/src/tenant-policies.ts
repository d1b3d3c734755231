import { PolicySource } from '@legate/decision';
import type { PolicyEvaluator } from '@legate/decision';
import { OperationalLog } from '@legate/platform';
import { Injectable } from '@nestjs/common';
import { Activations } from './activations.js';
import { LoadedBundles } from './loaded-bundles.js';
import { StarterPolicy } from './starter-policy.js';

/**
 * The policy of each tenant at exactly one revision: its own bundle from its first activation on, until then the
 * starter policy. A bundle that cannot be had is none: never another tenant's, an older one, or the starter in its
 * place.
 */
@Injectable()
export class TenantPolicies extends PolicySource {
  constructor(
    private readonly activations: Activations,
    private readonly loaded: LoadedBundles,
    private readonly starter: StarterPolicy,
    private readonly log: OperationalLog,
  ) {
    super();
    activations.beforeNext(async (tenant, bundle) => await this.loaded.get(tenant, bundle));
  }

  override active(
    tenant: string,
    revision: number,
  ): PolicyEvaluator | null | Promise<PolicyEvaluator | null> {
    const bundle = this.activations.known(tenant, revision);
    if (bundle === undefined) {
      return this.lookedUp(tenant, revision);
    }
    if (bundle === null) {
      return this.starter.policy;
    }
    const engine = this.loaded.get(tenant, bundle);
    return engine instanceof Promise ? this.orNone(engine, { tenant, bundle }) : engine;
  }

  private async lookedUp(tenant: string, revision: number): Promise<PolicyEvaluator | null> {
    const bundle = await this.activations.lookUp(tenant, revision);
    return bundle === null
      ? this.starter.policy
      : await this.orNone(this.loaded.get(tenant, bundle), { tenant, bundle });
  }

  private async orNone(
    engine: PolicyEvaluator | Promise<PolicyEvaluator>,
    of: { readonly tenant: string; readonly bundle: string },
  ): Promise<PolicyEvaluator | null> {
    try {
      return await engine;
    } catch (err) {
      this.log.error({ event: 'bundle.not_loaded', ...of, err });
      return null;
    }
  }
}
