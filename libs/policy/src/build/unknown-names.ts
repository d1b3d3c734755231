import type { BundleContract } from './bundle-contract.js';
import { nearestName } from './nearest-name.js';
import type { BuildProblem } from './policy-build-error.js';

/** Names of resource types and actions that a policy may be for. */
export interface KnownNames {
  readonly resourceTypes: readonly string[];
  readonly actions: readonly string[];
}

/** A typo in an annotation would switch a package's guards off: each name that nobody knows, with the nearest. */
export function unknownNames(
  { packages }: BundleContract,
  { resourceTypes, actions }: KnownNames,
): BuildProblem[] {
  return packages.flatMap(({ annotations }) => [
    ...refuse(annotations, annotations.resourceTypes, {
      what: 'resource type',
      known: resourceTypes,
    }),
    ...refuse(annotations, annotations.actions, { what: 'action', known: actions }),
  ]);
}

function refuse(
  { at }: BundleContract['packages'][number]['annotations'],
  names: readonly string[] | null,
  { what, known }: { readonly what: string; readonly known: readonly string[] },
): BuildProblem[] {
  const all = new Set(known);
  return (names ?? [])
    .filter((name) => !all.has(name))
    .map((name) => {
      const nearest = nearestName(name, known, name.length);
      const hint = nearest === undefined ? '' : `; nearest is "${nearest}"`;
      const message = `Unknown ${what} "${name}"${hint}: store it, or declare it in the manifest`;
      return {
        code: 'policy.build.unknown_name',
        file: at?.file ?? '',
        line: at?.line ?? 0,
        message,
      };
    });
}
