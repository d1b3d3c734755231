/** What one grant was used for, for one action on one type of resource. */
export interface UseTally {
  readonly uses: number;
  /** ms since the epoch. */
  readonly lastUsedAt: number;
  /** The segments that all ids began with, joined by `/`; the id itself when there was one only. */
  readonly commonId: string;
  readonly isOneId: boolean;
}

/** The tally of both together. */
export function mergeTallies(one: UseTally, other: UseTally): UseTally {
  const isOneId = one.isOneId && other.isOneId && one.commonId === other.commonId;
  return {
    uses: one.uses + other.uses,
    lastUsedAt: Math.max(one.lastUsedAt, other.lastUsedAt),
    commonId: commonSegments(one.commonId, other.commonId),
    isOneId,
  };
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
