import { BuiltinError } from './builtin-error.js';
import { text, type BuiltinFamily } from './operands.js';
import { RegoNumber } from './rego-value.js';

interface Version {
  readonly core: readonly bigint[];
  readonly before: readonly string[];
}

export const SEMVER: BuiltinFamily = {
  'semver.compare': (a, b) => RegoNumber.of(compare(parse(text(a)), parse(text(b)))),
  'semver.is_valid': (value) => typeof value === 'string' && tryParse(value) !== undefined,
};

const MAX_INT64 = 2n ** 63n - 1n;

function parse(value: string): Version {
  const version = tryParse(value);
  if (version === undefined) {
    throw new BuiltinError('not a semantic version');
  }
  return version;
}

/** As coreos/go-semver reads one: numbers of an int64, no zeros before them. */
function tryParse(value: string): Version | undefined {
  const [, numbers = '', before, after] = /^([^-+]*)(?:-([^+]*))?(?:\+(.*))?$/su.exec(value) ?? [];
  const parts = numbers.split('.');
  const isCore =
    parts.length === 3 &&
    parts.every((part) => /^(?:0|[1-9]\d{0,18})$/u.test(part) && BigInt(part) <= MAX_INT64);
  const isRest = [before, after].every((each) => each === undefined || isIdentifiers(each));
  return isCore && isRest && hasNoZeros(before)
    ? { core: parts.map(BigInt), before: before === undefined ? [] : before.split('.') }
    : undefined;
}

function isIdentifiers(value: string): boolean {
  return /^[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*$/u.test(value);
}

function hasNoZeros(before = ''): boolean {
  return before.split('.').every((part) => !/^0\d+$/u.test(part));
}

function compare(a: Version, b: Version): number {
  for (const [index, left] of a.core.entries()) {
    const right = b.core[index] ?? 0n;
    if (left !== right) {
      return left < right ? -1 : 1;
    }
  }
  if (a.before.length === 0 || b.before.length === 0) {
    return Math.sign(Number(a.before.length === 0) - Number(b.before.length === 0));
  }
  return compareParts(a.before, b.before);
}

function compareParts(a: readonly string[], b: readonly string[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index];
    const order = right === undefined ? 1 : comparePart(left, right);
    if (order !== 0) {
      return order;
    }
  }
  return a.length < b.length ? -1 : 0;
}

/** Numbers count as numbers, and before words. */
function comparePart(a: string, b: string): number {
  const numbers = [a, b].map((part) => /^\d+$/u.test(part));
  if (numbers[0] !== numbers[1]) {
    return numbers[0] === true ? -1 : 1;
  }
  const [left, right] = numbers[0] === true ? [BigInt(a), BigInt(b)] : [a, b];
  return left === right ? 0 : left < right ? -1 : 1;
}
