import { ConflictError, NotFoundError } from '@legate/core';
import type { PolicyEvaluator } from '@legate/decision';
import { Injectable } from '@nestjs/common';
import { BundleDirectory } from './bundle-directory.js';
import { BundleLoader } from './bundle-loader.js';
import type { Bundle } from './bundle.js';
import { StarterPolicy } from './starter-policy.js';

/** A stored bundle that is asked what it would decide. */
export interface Candidate {
  readonly bundle: Bundle;
  /** Of its own, also for the active bundle: what goes wrong in it is nothing to one that decides. */
  readonly engine: PolicyEvaluator;
}

/** Makes stored bundles ready to be asked, and not to decide. */
@Injectable()
export class Candidates {
  constructor(
    private readonly directory: BundleDirectory,
    private readonly loader: BundleLoader,
    private readonly starter: StarterPolicy,
  ) {}

  /** By id or digest. @throws NotFoundError; ConflictError `bundle.rejected`, `bundle.not_loadable`; UnavailableError */
  async load(tenant: string, key: string): Promise<Candidate> {
    const bundle = await this.directory.get(tenant, key);
    if (bundle.state === 'rejected') {
      throw new ConflictError('bundle.rejected', 'the bundle was rejected; push another');
    }
    try {
      return { bundle, engine: await this.loader.load(tenant, bundle.id) };
    } catch (cause) {
      throw new ConflictError('bundle.not_loadable', 'the bundle cannot be run', { cause });
    }
  }

  /** What decides now, to be asked in the same way. @throws ConflictError `bundle.not_loadable`; UnavailableError */
  async active(tenant: string): Promise<PolicyEvaluator> {
    let id: string;
    try {
      ({ id } = await this.directory.active(tenant));
    } catch (cause) {
      if (cause instanceof NotFoundError) {
        return this.starter.policy;
      }
      throw cause;
    }
    return (await this.load(tenant, id)).engine;
  }
}
