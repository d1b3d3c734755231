/** Rows as columns, each as wide as its widest cell, two spaces between; the last column is not padded. */
export function table(rows: readonly (readonly string[])[], indent = '  '): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [at, cell] of row.entries()) {
      widths[at] = Math.max(widths[at] ?? 0, cell.length);
    }
  }
  return rows
    .map((row) =>
      (indent + row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')).trimEnd(),
    )
    .join('\n');
}

/** `one, two`, or a dash for none. */
export function listed(names: readonly string[]): string {
  return names.length === 0 ? '-' : names.join(', ');
}

/** `1 test`, `2 tests`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
