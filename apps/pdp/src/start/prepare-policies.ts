import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BundleCompiler } from '@legate/bundles';
import type { TellSharedNetwork } from '@legate/bundles';
import { StartupError } from '@legate/core';
import { BundleCache, loadOrBuild, locateOpa, PolicyRuntime } from '@legate/policy';
import type { OpaBinary, PolicyEngine } from '@legate/policy';
import type { Terminal } from './terminal.js';

export interface PolicySettings {
  readonly cacheDir: string;
  readonly opa: string;
  readonly opaReleaseUrl: string;
  /** PATH, to look for `opa` in. */
  readonly searchPath: string;
}

export interface Policies {
  readonly starter: PolicyEngine;
  readonly system: PolicyEngine;
  /** Compiles what tenants push. */
  readonly compiler: BundleCompiler;
  /** What all of them are loaded by. */
  readonly runtime: PolicyRuntime;
}

/** Loads the policies that ship with Legate, compiling what is not in the cache; OPA is needed only then. */
export async function preparePolicies(
  settings: PolicySettings,
  terminal: Terminal,
  runtime = new PolicyRuntime(),
  tellSharedNetwork?: TellSharedNetwork,
): Promise<Policies> {
  const folder = join(findPackageRoot(__dirname), 'policies-rego');
  const cache = new BundleCache(settings.cacheDir);
  const opa = once(async () => await obtainOpa(settings, terminal));
  const load = async (name: string): Promise<PolicyEngine> =>
    await runtime.loadBuiltIn(await loadOrBuild(join(folder, name), cache, opa));
  const policies = {
    system: await load('system'),
    starter: await load('starter'),
    runtime,
    compiler: new BundleCompiler(opa, cache, runtime, tellSharedNetwork),
  };
  terminal.step('policy', `starter ${policies.starter.digest.slice(0, 12)}, ready in WASM`);
  return policies;
}

async function obtainOpa(settings: PolicySettings, terminal: Terminal): Promise<OpaBinary> {
  terminal.step('policy', 'not in the cache: looking for OPA');
  const { cacheDir, opa, opaReleaseUrl, searchPath } = settings;
  const found = await locateOpa({
    cacheDir,
    setting: opa,
    pathVariable: searchPath,
    releaseBaseUrl: opaReleaseUrl === '' ? undefined : opaReleaseUrl,
    onProgress: (line) => {
      terminal.step('opa', line);
    },
  });
  terminal.step('opa', `${found.version} (${found.source})`);
  return found;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return async () => {
    made ??= make().catch((cause: unknown) => {
      // What failed once may work the next time, without a restart.
      made = null;
      throw cause;
    });
    return await made;
  };
}

/** The nearest folder above that holds package.json: the same for sources and for what is built of them. */
function findPackageRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) {
    return from;
  }
  const above = dirname(from);
  if (above === from) {
    throw new StartupError('internal.error', 'package.json is missing: the installation is broken');
  }
  return findPackageRoot(above);
}
