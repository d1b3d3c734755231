import { ConflictError } from '@legate/core';
import type { WriteScope, Written } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { BundleDirectory } from './bundle-directory.js';
import type { BundleFreeze } from './bundle-directory.js';
import { BundleWriter } from './bundle-writer.js';
import type { Bundle } from './bundle.js';
import { LoadedBundles } from './loaded-bundles.js';

/** Makes a stored bundle the active one, once it has been seen to run here. */
@Injectable()
export class BundleSwitch {
  constructor(
    private readonly directory: BundleDirectory,
    private readonly writer: BundleWriter,
    private readonly loaded: LoadedBundles,
  ) {}

  /** @throws NotFoundError; ConflictError `bundle.frozen`, `bundle.rejected`, `bundle.not_loadable`; UnavailableError */
  async activate(scope: WriteScope, key: string): Promise<Written<Bundle>> {
    const { id, state } = await this.directory.get(scope.tenant, key);
    if (state !== 'rejected') {
      await this.requireReady(scope.tenant, id);
    }
    return await this.writer.activate(scope, id);
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
    return await this.writer.setFreeze(scope, freeze);
  }

  private async requireReady(tenant: string, bundle: string): Promise<void> {
    try {
      await this.loaded.get(tenant, bundle);
    } catch (cause) {
      throw new ConflictError('bundle.not_loadable', 'the bundle cannot be run', { cause });
    }
  }
}
