import type { PackageSummary } from './policy-coverage.js';

/** How a member of a package has changed: names that came and went. */
export interface NamesChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** One package that is other, with only the members that are. */
export interface PackageChange {
  readonly name: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly permits?: NamesChange;
  readonly guards?: NamesChange;
  /** Null is any. */
  readonly resourceTypes?: {
    readonly before: readonly string[] | null;
    readonly after: readonly string[] | null;
  };
  readonly actions?: {
    readonly before: readonly string[] | null;
    readonly after: readonly string[] | null;
  };
}

/** What of packages, permits, guards and annotations differs, by name. */
export function comparePackages(
  before: readonly PackageSummary[],
  after: readonly PackageSummary[],
): PackageChange[] {
  const names = [...new Set([...before, ...after].map(({ name }) => name))].sort();
  return names.flatMap((name) => {
    const one = before.find((each) => each.name === name);
    const other = after.find((each) => each.name === name);
    const change = compareOne(name, one, other);
    return change === null ? [] : [change];
  });
}

function compareOne(
  name: string,
  one: PackageSummary | undefined,
  other: PackageSummary | undefined,
): PackageChange | null {
  const members = {
    ...namesChange('permits', one, other),
    ...namesChange('guards', one, other),
  };
  if (one === undefined || other === undefined) {
    return { name, kind: one === undefined ? 'added' : 'removed', ...members };
  }
  const scopes = {
    ...scopeChange('resourceTypes', one, other),
    ...scopeChange('actions', one, other),
  };
  const changes = { ...members, ...scopes };
  return Object.keys(changes).length === 0 ? null : { name, kind: 'changed', ...changes };
}

function namesChange(
  member: 'permits' | 'guards',
  one: PackageSummary | undefined,
  other: PackageSummary | undefined,
): Partial<Record<typeof member, NamesChange>> {
  const before = one?.[member] ?? [];
  const after = other?.[member] ?? [];
  const added = after.filter((name) => !before.includes(name));
  const removed = before.filter((name) => !after.includes(name));
  return added.length + removed.length === 0 ? {} : { [member]: { added, removed } };
}

function scopeChange(
  member: 'resourceTypes' | 'actions',
  { [member]: before }: PackageSummary,
  { [member]: after }: PackageSummary,
): Partial<
  Record<typeof member, { before: readonly string[] | null; after: readonly string[] | null }>
> {
  return JSON.stringify(before) === JSON.stringify(after) ? {} : { [member]: { before, after } };
}
