import type { DelegationChain, GrantFacts } from '@legate/core';

/** A grant as its chain is put together: its id and the ids above it, the root first, itself last. */
export interface Leaf {
  readonly id: string;
  readonly path: readonly string[];
}

/** The chains that end at the leaves: shortest first, then by id. One with a link missing is left out. */
export function toChains(
  leaves: readonly Leaf[],
  grants: ReadonlyMap<string, GrantFacts>,
): readonly DelegationChain[] {
  return leaves
    .toSorted((one, other) => one.path.length - other.path.length || (one.id < other.id ? -1 : 1))
    .flatMap(({ path }) => toChain(path, grants));
}

function toChain(
  path: readonly string[],
  grants: ReadonlyMap<string, GrantFacts>,
): readonly DelegationChain[] {
  const [root, ...below] = path.flatMap((id) => grants.get(id) ?? []);
  return root !== undefined && below.length === path.length - 1 ? [[root, ...below]] : [];
}
