import { ConflictError } from '@legate/core';
import type { WriteScope, Written } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { BundleDirectory } from './bundle-directory.js';
import type { BundleFreeze } from './bundle-directory.js';
import { BundleFreezer } from './bundle-freezer.js';
import { BundleWriter } from './bundle-writer.js';
import type { Bundle } from './bundle.js';
import { toGateError } from './gate/activation-gate.js';
import { LoadedBundles } from './loaded-bundles.js';

/** Makes a stored bundle the active one, once it has been seen to run here. */
@Injectable()
export class BundleSwitch {
  constructor(
    private readonly directory: BundleDirectory,
    private readonly writer: BundleWriter,
    private readonly loaded: LoadedBundles,
    private readonly freezer: BundleFreezer,
  ) {}

  /**
   * @throws NotFoundError; ConflictError `bundle.frozen`, `bundle.rejected`, `bundle.not_loadable`, and `bundle.gated`:
   * it has not shown what the gate demands, and it is kept that this was asked for; UnavailableError
   */
  async activate(scope: WriteScope, key: string): Promise<Written<Bundle>> {
    const id = await this.ready(scope.tenant, key);
    const written = await this.writer.activate(scope, id);
    const { pending } = written.value;
    if (pending !== null) {
      throw toGateError(id, pending);
    }
    return written;
  }

  /**
   * The second person's yes to an activation that the gate did not let pass.
   * @throws NotFoundError; ConflictError `bundle.frozen`, `bundle.no_request`, `bundle.not_loadable`; ForbiddenError
   * `bundle.second_person`; UnavailableError
   */
  async confirm(scope: WriteScope, key: string): Promise<Written<Bundle>> {
    return await this.writer.confirm(scope, await this.ready(scope.tenant, key));
  }

  /** @throws ConflictError `bundle.frozen`, `bundle.no_previous`; UnavailableError */
  async rollback(scope: WriteScope): Promise<Written<Bundle>> {
    return await this.writer.rollback(scope);
  }

  /** Keeps the active bundle from being changed, or lets it be again. @throws UnavailableError */
  async setFreeze(
    scope: WriteScope,
    freeze: { readonly frozen: boolean; readonly reason: string },
  ): Promise<Written<BundleFreeze>> {
    return await this.freezer.set(scope, freeze);
  }

  private async ready(tenant: string, key: string): Promise<string> {
    const { id, state } = await this.directory.get(tenant, key);
    if (state !== 'rejected') {
      await this.requireReady(tenant, id);
    }
    return id;
  }

  private async requireReady(tenant: string, bundle: string): Promise<void> {
    try {
      await this.loaded.get(tenant, bundle);
    } catch (cause) {
      throw new ConflictError('bundle.not_loadable', 'the bundle cannot be run', { cause });
    }
  }
}
