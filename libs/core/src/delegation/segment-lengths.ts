/** From `least` to `most` segments, both included; `most` is Infinity where there is no end. */
export interface Lengths {
  readonly least: number;
  readonly most: number;
}

/** The lengths of the two halves of a resource selector. */
export interface LengthPair {
  readonly type: Lengths;
  readonly id: Lengths;
}

/** Tells whether every length in `wanted` is in at least one of `parts`. */
export function areCovered(wanted: Lengths, parts: readonly Lengths[]): boolean {
  let reached = wanted.least - 1;
  for (const { least, most } of parts.toSorted((one, other) => one.least - other.least)) {
    if (least > reached + 1) {
      break;
    }
    reached = Math.max(reached, most);
  }
  return reached >= wanted.most;
}

/**
 * Tells whether every pair of lengths in `wanted` is in at least one of `parts`. Along the type's lengths the
 * cover gets thinner only where a part has ended, so it is looked at there and at the start.
 */
export function arePairsCovered(wanted: LengthPair, parts: readonly LengthPair[]): boolean {
  const ends = parts.map(({ type }) => type.most + 1).filter((after) => after <= wanted.type.most);
  return [...new Set([wanted.type.least, ...ends])].every((length) =>
    areCovered(
      wanted.id,
      parts.filter(({ type }) => type.least <= length && length <= type.most).map(({ id }) => id),
    ),
  );
}
