/** Rows by the uid that each begins with, in their order. */
export function groupByUid<Row extends readonly [number, ...unknown[]]>(
  rows: readonly Row[] | null,
): ReadonlyMap<number, readonly [Row, ...Row[]]> {
  const groups = new Map<number, [Row, ...Row[]]>();
  for (const row of rows ?? []) {
    const group = groups.get(row[0]);
    if (group === undefined) {
      groups.set(row[0], [row]);
    } else {
      group.push(row);
    }
  }
  return groups;
}
