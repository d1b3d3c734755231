import type { WriteUnit } from '@legate/persistence';

/** What an import says, and the line that says it. */
export interface Lined<T> {
  readonly line: number;
  readonly value: T;
}

/** What has become of the lines of an import. */
export interface Tally {
  created: number;
  replaced: number;
  unchanged: number;
}

/** Called between two statements under the tenant's lock; throws when the lock should be let go. */
export type Pause = () => Promise<void>;

/**
 * The objects of one kind in an import. Those that are new are stored before the tenant's lock is taken; rows that
 * are there already are neither locked nor changed until it is.
 */
export interface BulkStep<T> {
  readonly tally: Readonly<Tally>;
  /** Stores what is new, without what it refers to, and keeps in mind what is stored otherwise. */
  stage(unit: WriteUnit, batch: readonly Lined<T>[]): Promise<void>;
  /** Under the lock: replaces what is stored otherwise. */
  merge(unit: WriteUnit, pause: Pause): Promise<void>;
}

/** Objects whose references may lead to later lines, or in circles. */
export interface ReferringStep<T> extends BulkStep<T> {
  /** Whether `merge` has put something below another parent. */
  readonly hasMoved: boolean;
  /** After all is staged: stores what the new ones of a batch refer to. */
  refer(unit: WriteUnit, batch: readonly Lined<T>[]): Promise<void>;
  /** Holds everything stored by the import against the limits of nesting. */
  requireNesting(unit: WriteUnit, pause: Pause): Promise<void>;
}

/** Most rows that one statement replaces under the lock. */
export const MERGE_BATCH = 100;
/** Most rows whose nesting one statement looks at. */
export const NESTING_BATCH = 2000;

export function emptyTally(): Tally {
  return { created: 0, replaced: 0, unchanged: 0 };
}

export function chunksOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, at) => items.slice(at * size, (at + 1) * size));
}

/** An object of an import beside what is stored of it. */
export interface Compared<Wanted, Found> {
  readonly wanted: Wanted;
  readonly found: Found | undefined;
}

export interface Replacement<Wanted, Found> {
  readonly wanted: Wanted;
  readonly found: Found;
}

/** Tells new objects from those that are stored otherwise, and counts all. */
export function sortOut<Wanted, Found>(
  compared: readonly Compared<Wanted, Found>[],
  tally: Tally,
  isSame: (found: Found, wanted: Wanted) => boolean,
): { readonly fresh: readonly Wanted[]; readonly changed: readonly Replacement<Wanted, Found>[] } {
  const fresh: Wanted[] = [];
  const changed: Replacement<Wanted, Found>[] = [];
  for (const { wanted, found } of compared) {
    if (found === undefined) {
      fresh.push(wanted);
    } else if (!isSame(found, wanted)) {
      changed.push({ wanted, found });
    }
  }
  tally.created += fresh.length;
  tally.replaced += changed.length;
  tally.unchanged += compared.length - fresh.length - changed.length;
  return { fresh, changed };
}
