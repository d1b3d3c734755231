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

function parse(value: string): Version {
  const version = tryParse(value);
  if (version === undefined) {
    throw new BuiltinError('not a semantic version');
  }
  return version;
}

/** As coreos/go-semver reads one: zeros may stand before a number, and identifiers may be empty. */
function tryParse(value: string): Version | undefined {
  const [, numbers = '', before = '', after = ''] =
    /^([^-+]*)(?:-([^+]*))?(?:\+(.*))?$/su.exec(value) ?? [];
  const core = numbers.split('.').map((part) => int64(part, /^\d+$/u));
  const isRest = [before, after].every((each) => /^[\dA-Za-z.-]*$/u.test(each));
  return isRest && core.length === 3 && core.every((part) => part !== undefined)
    ? { core, before: before === '' ? [] : before.split('.') }
    : undefined;
}

function int64(part: string, form: RegExp): bigint | undefined {
  const value = form.test(part) && part.length <= 64 ? BigInt(part) : undefined;
  return value !== undefined && BigInt.asIntN(64, value) === value ? value : undefined;
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
  const [left, right] = [int64(a, /^-?\d+$/u), int64(b, /^-?\d+$/u)];
  if (left === undefined || right === undefined) {
    return left === right ? order(a, b) : left === undefined ? 1 : -1;
  }
  return order(left, right) || order(a, b);
}

function order<T extends bigint | string>(a: T, b: T): number {
  return a < b ? -1 : Number(a > b);
}
