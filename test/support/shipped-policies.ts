import { defaultCacheDir } from '@legate/policy';
import type { PolicyRuntime } from '@legate/policy';
import { preparePolicies } from '../../apps/pdp/src/start/prepare-policies.js';
import type { Policies } from '../../apps/pdp/src/start/prepare-policies.js';

/** The starter and system policies, compiled as a start of the service compiles them. */
export async function loadShippedPolicies(runtime?: PolicyRuntime): Promise<Policies> {
  const { env } = process;
  return await preparePolicies(
    {
      cacheDir: env['LEGATE_CACHE_DIR'] ?? defaultCacheDir(env['XDG_CACHE_HOME']),
      opa: env['LEGATE_OPA'] ?? '',
      opaReleaseUrl: env['LEGATE_OPA_RELEASE_URL'] ?? '',
      searchPath: env['PATH'] ?? '',
    },
    { step: () => undefined, fail: () => undefined },
    runtime,
  );
}
