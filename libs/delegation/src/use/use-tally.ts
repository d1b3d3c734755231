/** What one grant was used for, for one action on one type of resource. */
export interface UseTally {
  readonly uses: number;
  /** ms since the epoch. */
  readonly lastUsedAt: number;
  /** The segments that all ids began with, joined by `/`; the id itself when there was one only. */
  readonly commonId: string;
  readonly isOneId: boolean;
}

/** A tally that is still growing. */
export type RunningTally = { -readonly [member in keyof UseTally]: UseTally[member] };

/** Takes another tally into the first. */
export function addTally(sum: RunningTally, other: UseTally): void {
  sum.uses += other.uses;
  sum.lastUsedAt = Math.max(sum.lastUsedAt, other.lastUsedAt);
  sum.isOneId = sum.isOneId && other.isOneId && sum.commonId === other.commonId;
  sum.commonId = commonSegments(sum.commonId, other.commonId);
}

/** The tally of both together. */
export function mergeTallies(one: UseTally, other: UseTally): UseTally {
  const sum = { ...one };
  addTally(sum, other);
  return sum;
}

/** The whole segments that both begin with; empty when the first already differs. */
export function commonSegments(one: string, other: string): string {
  if (one === other || other.startsWith(`${one}/`)) {
    return one;
  }
  const others = other.split('/');
  const segments = one.split('/');
  const end = segments.findIndex((segment, at) => segment !== others[at]);
  return (end < 0 ? segments : segments.slice(0, end)).join('/');
}
