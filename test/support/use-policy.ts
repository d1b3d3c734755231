import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PolicySource } from '@legate/decision';
import type { PolicyEvaluator } from '@legate/decision';
import { BundleCache, defaultCacheDir, loadOrBuild, locateOpa, PolicyEngine } from '@legate/policy';
import type { RunningService } from './running-service.js';

const inForce = new WeakMap<PolicySource, Map<string, PolicyEvaluator>>();

/**
 * Makes a tenant of the running service decide by these files (path → Rego). Until policies can be pushed, what is
 * active is put in place here.
 */
export async function usePolicy(
  service: RunningService,
  tenant: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const policy = await compile(files);
  const source = service.app.get(PolicySource);
  policiesOf(source).set(tenant, policy);
}

function policiesOf(source: PolicySource): Map<string, PolicyEvaluator> {
  const known = inForce.get(source);
  if (known !== undefined) {
    return known;
  }
  const policies = new Map<string, PolicyEvaluator>();
  inForce.set(source, policies);
  const active = source.active.bind(source);
  source.active = (tenant) => policies.get(tenant) ?? active(tenant);
  return policies;
}

async function compile(files: Readonly<Record<string, string>>): Promise<PolicyEngine> {
  const { env } = process;
  const cacheDir = env['LEGATE_CACHE_DIR'] ?? defaultCacheDir(env['XDG_CACHE_HOME']);
  const folder = await mkdtemp(join(tmpdir(), 'legate-policy-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(folder, name), text);
    }
    const bundle = await loadOrBuild(
      folder,
      new BundleCache(cacheDir),
      async () =>
        await locateOpa({
          cacheDir,
          setting: env['LEGATE_OPA'] ?? '',
          pathVariable: env['PATH'] ?? '',
          releaseBaseUrl: env['LEGATE_OPA_RELEASE_URL'],
          onProgress: () => undefined,
        }),
    );
    return await PolicyEngine.load(bundle);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
