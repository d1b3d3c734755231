import {
  BundleCache,
  checkBundleSource,
  DEFAULT_MAX_EVALUATION_MS,
  compileBundle,
  loadBuilt,
  type CheckedSource,
  type CompiledBundle,
  type OpaBinary,
  type PackageContract,
  type PolicyEngine,
} from '@legate/policy';
import type { CliContext } from '../commands/command.js';
import { cacheFolder, obtainOpa } from './obtain-opa.js';
import type { LocalPolicy } from './read-policy.js';

/** A policy that has passed what a push must pass, except for what only the server knows. */
export interface CheckedPolicy {
  readonly policy: LocalPolicy;
  readonly checked: CheckedSource;
  readonly compiled: CompiledBundle;
  readonly engine: PolicyEngine;
}

/** Names of annotations that the manifest does not declare: a tenant must know them, else it refuses the push. */
export interface UndeclaredNames {
  readonly resourceTypes: readonly string[];
  readonly actions: readonly string[];
}

/**
 * The checks of a push, by the same code and in the same order: contract and tests, build, and whether our runtime can
 * load it. Not the signature, the names that the tenant knows, and the server's settings.
 * @param coverageFloor least share of lines that tests reach, percent; null runs no tests
 * @throws PolicyBuildError with everything that the failing check has found; OpaUnavailableError
 */
export async function checkPolicy(
  context: CliContext,
  policy: LocalPolicy,
  coverageFloor: number | null,
): Promise<CheckedPolicy> {
  const opa = await obtainOpa(context);
  const { source, manifest } = policy.pushed;
  const checked = await checkBundleSource(source, opa, {
    roots: manifest.roots,
    maxEvaluationMs: DEFAULT_MAX_EVALUATION_MS,
    ...(coverageFloor !== null && { coverageFloor }),
  });
  const compiled = await compileCached(context, { policy, checked, opa });
  return { policy, checked, compiled, engine: await loadBuilt(compiled) };
}

async function compileCached(
  context: CliContext,
  { policy, checked, opa }: Pick<CheckedPolicy, 'policy' | 'checked'> & { readonly opa: OpaBinary },
): Promise<CompiledBundle> {
  const { source } = policy.pushed;
  const cache = new BundleCache(cacheFolder(context));
  const cached = await cache.read(source);
  if (cached !== undefined) {
    return cached;
  }
  const compiled = await compileBundle(source, checked, opa);
  // A cache that cannot be written costs time the next time, and nothing else.
  await cache.write(compiled).catch(() => undefined);
  return compiled;
}

/** The packages that are asked, without libraries. */
export function askedPackages({ checked }: CheckedPolicy): readonly PackageContract[] {
  return checked.contract.packages.filter(({ annotations }) => !annotations.isLibrary);
}

export function undeclaredNames(checked: CheckedPolicy): UndeclaredNames {
  const { declared } = checked.policy.pushed.manifest;
  const packages = askedPackages(checked);
  const missing = (
    names: readonly (readonly string[] | null)[],
    known: readonly string[],
  ): string[] =>
    [...new Set(names.flatMap((each) => each ?? []))]
      .filter((name) => !known.includes(name))
      .sort();
  return {
    resourceTypes: missing(
      packages.map(({ annotations }) => annotations.resourceTypes),
      declared.resourceTypes,
    ),
    actions: missing(
      packages.map(({ annotations }) => annotations.actions),
      declared.actions,
    ),
  };
}
