import { PdpError } from '@legate/core';
import type { PolicyEvaluator } from '@legate/decision';
import { Injectable } from '@nestjs/common';
import { BundleDirectory } from './bundle-directory.js';
import { BundleLoader } from './bundle-loader.js';
import { StarterPolicy } from './starter-policy.js';

/** Policies that one replay keeps ready. */
const MAX_READY = 8;

/** Why a policy that has decided cannot be asked again. */
export type NoPolicy = 'bundle_not_stored' | 'bundle_not_loadable';

/** By what a decision was made. */
export interface DecidedBy {
  readonly policyDigest: string;
  /** Work that it might take for one decision. */
  readonly fuel: number;
}

/** Finds the policies that have decided, by the digests that entries of the decision log have of them. */
@Injectable()
export class RecordedPolicies {
  constructor(
    private readonly directory: BundleDirectory,
    private readonly loader: BundleLoader,
    private readonly starter: StarterPolicy,
  ) {}

  /** Those of a tenant, for one replay: what it has loaded goes with it. */
  of(tenant: string): ReadyPolicies {
    return new ReadyPolicies(async (by) => await this.load(tenant, by));
  }

  private async load(
    tenant: string,
    { policyDigest, fuel }: DecidedBy,
  ): Promise<PolicyEvaluator | NoPolicy> {
    const id = await this.directory.ofPolicy(tenant, policyDigest);
    if (id === null) {
      const { policy } = this.starter;
      return policy.digest === policyDigest ? policy : 'bundle_not_stored';
    }
    try {
      return await this.loader.loadForReplay(tenant, id, fuel);
    } catch (cause) {
      if (cause instanceof PdpError) {
        throw cause;
      }
      return 'bundle_not_loadable';
    }
  }
}

/** Policies of one tenant that are asked again; engines of their own, so that none that decides is touched. */
export class ReadyPolicies {
  private readonly ready = new Map<string, PolicyEvaluator | NoPolicy>();

  constructor(private readonly load: (by: DecidedBy) => Promise<PolicyEvaluator | NoPolicy>) {}

  /** @throws UnavailableError */
  async get(by: DecidedBy): Promise<PolicyEvaluator | NoPolicy> {
    const key = `${by.fuel} ${by.policyDigest}`;
    const policy = this.ready.get(key) ?? (await this.load(by));
    this.ready.delete(key);
    this.ready.set(key, policy);
    for (const oldest of this.ready.keys()) {
      if (this.ready.size <= MAX_READY) {
        break;
      }
      this.ready.delete(oldest);
    }
    return policy;
  }
}
