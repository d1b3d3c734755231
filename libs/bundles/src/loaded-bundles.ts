import { PdpError, StartupError } from '@legate/core';
import type { ErrorCode } from '@legate/core';
import type { PolicyEvaluator } from '@legate/decision';
import { Injectable } from '@nestjs/common';
import { BundleLoader } from './bundle-loader.js';
import { BundleSettings } from './bundle-settings.js';
import { BundleCounts } from './lifecycle/bundle-counts.js';

/** How long a bundle that could not be loaded is not tried again, ms. */
const RETRY_AFTER_MS = 500;

interface Entry {
  engine: PolicyEvaluator | null;
  readonly loading: Promise<PolicyEvaluator>;
}

/**
 * Bundles that are ready to decide, each of one tenant: no instance ever sees the questions of two. At the bound the
 * one that was not asked for the longest is let go.
 */
@Injectable()
export class LoadedBundles {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly loader: BundleLoader,
    private readonly settings: BundleSettings,
    private readonly counts: BundleCounts,
  ) {}

  /** The bundle, at once when it is loaded. Rejects as `BundleLoader.load` does. */
  get(tenant: string, bundle: string): PolicyEvaluator | Promise<PolicyEvaluator> {
    const key = `${tenant} ${bundle}`;
    const known = this.entries.get(key);
    if (known === undefined) {
      return this.begin(key, this.loader.load(tenant, bundle)).loading;
    }
    this.entries.delete(key);
    this.entries.set(key, known);
    return known.engine ?? known.loading;
  }

  /** The digest of a bundle that is loaded; null for others. */
  digestOf(tenant: string, bundle: string): string | null {
    return this.entries.get(`${tenant} ${bundle}`)?.engine?.digest ?? null;
  }

  /** Takes in a bundle that is loaded already. */
  put(tenant: string, bundle: string, engine: PolicyEvaluator): void {
    this.begin(`${tenant} ${bundle}`, Promise.resolve(engine)).engine = engine;
  }

  private begin(key: string, loading: Promise<PolicyEvaluator>): Entry {
    const entry: Entry = { engine: null, loading };
    this.entries.set(key, entry);
    loading.then(
      (engine) => {
        entry.engine = engine;
        this.counts.loaded += 1;
      },
      (cause: unknown) => {
        this.counts.failedToLoad(codeOf(cause));
        setTimeout(() => {
          if (this.entries.get(key) === entry) {
            this.entries.delete(key);
          }
        }, RETRY_AFTER_MS).unref();
      },
    );
    for (const oldest of this.entries.keys()) {
      if (this.entries.size <= this.settings.maxLoaded) {
        break;
      }
      this.entries.delete(oldest);
    }
    return entry;
  }
}

function codeOf(cause: unknown): ErrorCode {
  return cause instanceof PdpError || cause instanceof StartupError ? cause.code : 'internal.error';
}
