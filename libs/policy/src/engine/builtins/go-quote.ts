const SHORT: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};

/** Letters, marks, numbers, punctuation, symbols and the plain space: what Go prints as it is. */
const PRINTED = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

/** Go's `strconv.Quote`. */
export function goQuote(value: string, isAscii = false): string {
  let quoted = '"';
  for (const sign of value) {
    quoted += SHORT[sign] ?? (isPrinted(sign, isAscii) ? sign : escaped(sign));
  }
  return `${quoted}"`;
}

function isPrinted(sign: string, isAscii: boolean): boolean {
  return PRINTED.test(sign) && !(isAscii && sign > '~');
}

function escaped(sign: string): string {
  const point = sign.codePointAt(0) ?? 0;
  if (point < 0x20 || point === 0x7f) {
    return `\\x${hex(point, 2)}`;
  }
  return point > 0xffff ? `\\U${hex(point, 8)}` : `\\u${hex(point, 4)}`;
}

function hex(point: number, length: number): string {
  return point.toString(16).padStart(length, '0');
}
