import { ChangeFeed } from '@legate/directory';
import { Injectable } from '@nestjs/common';
import { Activations } from '../activations.js';
import { LoadedBundles } from '../loaded-bundles.js';
import { StarterPolicy } from '../starter-policy.js';

/** What a process decides by for a tenant, at the revision that it has applied. */
export interface Load {
  readonly tenant: string;
  readonly digest: string;
  readonly revision: number;
}

export interface NamedPolicy {
  readonly digest: string | null;
  /** What its author calls it. */
  readonly revision: string | null;
}

/** Which bundles are loaded in this process. */
@Injectable()
export class PresentLoads {
  constructor(
    private readonly activations: Activations,
    private readonly loaded: LoadedBundles,
    private readonly feed: ChangeFeed,
    private readonly starter: StarterPolicy,
  ) {}

  /** Of tenants with a bundle of their own. */
  loads(limit: number): readonly Load[] {
    const loads: Load[] = [];
    for (const tenant of this.activations.tenants()) {
      const revision = this.feed.appliedRevision(tenant);
      const bundle = revision === null ? null : this.activations.known(tenant, revision);
      const digest = bundle ? this.loaded.digestOf(tenant, bundle) : null;
      if (revision !== null && digest !== null && loads.length < limit) {
        loads.push({ tenant, digest, revision });
      }
    }
    return loads;
  }

  /** The policy of a tenant is loaded when it is not yet. Nulls when that cannot be. @throws UnavailableError */
  async policyOf(tenant: string): Promise<NamedPolicy> {
    const bundle = await this.activations.latest(tenant);
    try {
      const { digest, revision = null } =
        bundle === null ? this.starter.policy : await this.loaded.get(tenant, bundle);
      return { digest, revision };
    } catch {
      return { digest: null, revision: null };
    }
  }
}
