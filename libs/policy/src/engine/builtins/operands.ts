import { BuiltinError } from './builtin-error.js';
import { parseDecimal, wholeOf } from './decimal.js';
import {
  isArray,
  RegoNumber,
  RegoObject,
  RegoSet,
  typeName,
  type RegoValue,
} from './rego-value.js';

/** A builtin: arguments as Rego has them; throws BuiltinError where OPA gives an error. */
export type HostBuiltin = (...args: readonly RegoValue[]) => RegoValue;

/** Builtins of one family by name. */
export type BuiltinFamily = Readonly<Record<string, HostBuiltin>>;

type Arg = RegoValue | undefined;

export function text(value: Arg): string {
  return typeof value === 'string' ? value : refuse(value, 'string');
}

export function number(value: Arg): RegoNumber {
  return value instanceof RegoNumber ? value : refuse(value, 'number');
}

export function array(value: Arg): readonly RegoValue[] {
  return isArray(value) ? value : refuse(value, 'array');
}

export function object(value: Arg): RegoObject {
  return value instanceof RegoObject ? value : refuse(value, 'object');
}

/** A whole number that an int64 holds. */
export function int(value: Arg): number {
  const decimal = parseDecimal(number(value).text);
  const whole = decimal && wholeOf(decimal, 19);
  return whole !== undefined && BigInt.asIntN(64, whole) === whole
    ? Number(whole)
    : refuse(value, 'integer');
}

/** Items of an array or set. */
export function items(value: Arg): readonly RegoValue[] {
  if (value instanceof RegoSet) {
    return value.items;
  }
  return isArray(value) ? value : refuse(value, 'array or set');
}

/** One text, or those of an array or set. */
export function texts(value: Arg): readonly string[] {
  return typeof value === 'string' ? [value] : items(value).map(text);
}

function refuse(value: Arg, wanted: string): never {
  throw new BuiltinError(
    `must be ${wanted} but got ${value === undefined ? 'nothing' : typeName(value)}`,
  );
}
