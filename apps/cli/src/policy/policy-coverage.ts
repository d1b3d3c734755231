import { PackageDispatch, type PackageContract, type PackageScope } from '@legate/policy';

/** What a package brings to a question. */
export interface PackageSummary extends PackageScope {
  readonly name: string;
  /** Reasons that are written out; a computed one is `…`. */
  readonly permits: readonly string[];
  readonly guards: readonly string[];
}

/** What applies to questions of a type and action; null is any that no annotation names. */
export interface Applying {
  readonly resourceType: string | null;
  readonly action: string | null;
  readonly packages: readonly string[];
  readonly permits: readonly string[];
  /** All of them must be proven. */
  readonly guards: readonly string[];
}

export function summarize(packages: readonly PackageContract[]): PackageSummary[] {
  return packages.map(({ name, annotations, permits, hasComputedPermits, guards }) => ({
    name,
    resourceTypes: annotations.resourceTypes,
    actions: annotations.actions,
    permits: hasComputedPermits ? [...permits, '…'] : permits,
    guards,
  }));
}

/** For each resource type and action that annotations name, and for any other: what the engine would ask. */
export function whatApplies(packages: readonly PackageSummary[]): Applying[] {
  const dispatch = new PackageDispatch(packages);
  const actions = named(packages.map((each) => each.actions));
  return named(packages.map((each) => each.resourceTypes)).flatMap((resourceType) =>
    actions.map((action) => {
      const asked = dispatch.applicable(resourceType ?? '', action ?? '');
      return {
        resourceType,
        action,
        packages: asked.map(({ name }) => name),
        permits: once(asked.flatMap(({ permits }) => permits)),
        guards: once(asked.flatMap(({ guards }) => guards)),
      };
    }),
  );
}

/** Rows that say the same of several actions, as one. */
export function joinActions(
  rows: readonly Applying[],
): (Omit<Applying, 'action'> & { readonly actions: readonly (string | null)[] })[] {
  const joined = new Map<string, Applying[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.resourceType, row.packages]);
    joined.set(key, [...(joined.get(key) ?? []), row]);
  }
  return [...joined.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [{ ...first, actions: [first, ...others].map(({ action }) => action) }],
  );
}

/** Sorted, then null for all others. */
function named(lists: readonly (readonly string[] | null)[]): (string | null)[] {
  return [...once(lists.flatMap((list) => list ?? [])), null];
}

function once(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
