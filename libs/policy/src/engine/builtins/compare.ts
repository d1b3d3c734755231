import { compareDecimals, parseDecimal } from './decimal.js';
import { isArray, RegoNumber, RegoObject, RegoSet, type RegoValue } from './rego-value.js';

/** Rego's order of types: null < false < true < numbers < strings < arrays < objects < sets. */
function rank(value: RegoValue): number {
  if (value === null) {
    return 0;
  }
  if (typeof value === 'boolean') {
    return value ? 2 : 1;
  }
  if (value instanceof RegoNumber) {
    return 3;
  }
  if (typeof value === 'string') {
    return 4;
  }
  if (isArray(value)) {
    return 5;
  }
  return value instanceof RegoObject ? 6 : 7;
}

/** Rego's total order of values. */
export function compareValues(a: RegoValue, b: RegoValue): number {
  const types = rank(a) - rank(b);
  if (types !== 0) {
    return types;
  }
  if (typeof a === 'string' && typeof b === 'string') {
    return compareTexts(a, b);
  }
  return a instanceof RegoNumber && b instanceof RegoNumber
    ? compareNumbers(a, b)
    : compareComposites(a, b);
}

function compareComposites(a: RegoValue, b: RegoValue): number {
  if (a instanceof RegoSet && b instanceof RegoSet) {
    return compareLists(sorted(a), sorted(b));
  }
  if (a instanceof RegoObject && b instanceof RegoObject) {
    return compareObjects(a, b);
  }
  return isArray(a) && isArray(b) ? compareLists(a, b) : 0;
}

/** Whether two values are the same to Rego: `1` and `1.0` are. */
export function isEqual(a: RegoValue, b: RegoValue): boolean {
  return compareValues(a, b) === 0;
}

/** The items of a set, in Rego's order. */
export function sorted({ items }: RegoSet): readonly RegoValue[] {
  return [...items].sort(compareValues);
}

/** The members of an object, in the order of their keys. */
export function sortedEntries({ entries }: RegoObject): RegoObject['entries'] {
  return [...entries].sort(([a], [b]) => compareValues(a, b));
}

/** A text that two values share exactly when they are equal. */
export function keyOf(value: RegoValue): string {
  if (value instanceof RegoNumber) {
    const { isNegative, digits, exponent } = decimalOf(value);
    return `${isNegative ? '-' : ''}${digits}e${exponent}`;
  }
  if (isArray(value)) {
    return `[${value.map(keyOf).join(',')}]`;
  }
  if (value instanceof RegoSet) {
    return `<${value.items.map(keyOf).sort().join(',')}>`;
  }
  if (value instanceof RegoObject) {
    const members = value.entries.map(([key, each]) => `${keyOf(key)}:${keyOf(each)}`);
    return `{${members.sort().join(',')}}`;
  }
  return JSON.stringify(value);
}

/** Order of two texts by code point, which is the order of their UTF-8 bytes. */
export function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (left !== right) {
      // UTF-16 puts surrogates, which stand for code points beyond them, before U+E000 and what follows.
      return isSurrogate(left) === isSurrogate(right) ? left - right : isSurrogate(left) ? 1 : -1;
    }
  }
  return a.length - b.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

export function compareNumbers(a: RegoNumber, b: RegoNumber): number {
  return a.text === b.text ? 0 : compareDecimals(decimalOf(a), decimalOf(b));
}

function decimalOf({ text }: RegoNumber): NonNullable<ReturnType<typeof parseDecimal>> {
  const decimal = parseDecimal(text);
  if (decimal === undefined) {
    throw new TypeError(`no number: ${text}`);
  }
  return decimal;
}

function compareLists(a: readonly RegoValue[], b: readonly RegoValue[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index];
    const order = right === undefined ? 1 : compareValues(left, right);
    if (order !== 0) {
      return order;
    }
  }
  return a.length - b.length;
}

function compareObjects(a: RegoObject, b: RegoObject): number {
  const [left, right] = [sortedEntries(a), sortedEntries(b)];
  const keys = compareLists(
    left.map(([key]) => key),
    right.map(([key]) => key),
  );
  return keys !== 0
    ? keys
    : compareLists(
        left.map(([, value]) => value),
        right.map(([, value]) => value),
      );
}
