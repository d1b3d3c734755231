import { BuiltinError, BuiltinLimitError, MAX_ITEMS } from './builtin-error.js';
import { parseDecimal, wholeOf } from './decimal.js';
import { number, type BuiltinFamily } from './operands.js';
import { RegoNumber, type RegoValue } from './rego-value.js';
import { parseBytes, parseUnits } from './units.js';

export const NUMBERS: BuiltinFamily = {
  'numbers.range_step': (from, to, step) => range(whole(from), whole(to), whole(step)),
  'units.parse': parseUnits,
  'units.parse_bytes': parseBytes,
};

function range(from: bigint, to: bigint, step: bigint): RegoNumber[] {
  if (step <= 0n) {
    throw new BuiltinError('step must be a positive integer');
  }
  const distance = to > from ? to - from : from - to;
  if (distance / step >= BigInt(MAX_ITEMS)) {
    throw new BuiltinLimitError('numbers.range_step would answer too much');
  }
  const length = Number(distance / step) + 1;
  const signed = to >= from ? step : -step;
  return Array.from({ length }, (_, index) => RegoNumber.of(from + BigInt(index) * signed));
}

function whole(value: RegoValue | undefined): bigint {
  const decimal = parseDecimal(number(value).text);
  const result = decimal && wholeOf(decimal, 1000);
  if (result === undefined) {
    throw new BuiltinError('must be integer number but got floating-point number');
  }
  return result;
}
