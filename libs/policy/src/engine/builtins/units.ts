import { BuiltinError } from './builtin-error.js';
import { text } from './operands.js';
import { RegoNumber, type RegoValue } from './rego-value.js';

const LETTERS = ['k', 'm', 'g', 't', 'p', 'e'];
/** Digits of an exponent that OPA takes from 1.17 on; before, it counted for as long as it took. */
const MAX_EXPONENT = 4;
/** Bits of the mantissa that Go's `big.Float` reads a text with. */
const FLOAT_BITS = 64;

/** Binary and decimal powers of a letter, lower case. */
function factor(unit: string): bigint | undefined {
  const power = LETTERS.indexOf(unit[0] ?? '') + 1;
  const rest = unit.slice(1);
  if (power === 0) {
    return unit === '' ? 1n : undefined;
  }
  return { '': 1000n ** BigInt(power), i: 1024n ** BigInt(power) }[rest];
}

/** `units.parse`: SI and binary units; `m` is a thousandth, `M` a million. Exact to ten digits. */
export function parseUnits(value?: RegoValue): RegoNumber {
  const [amount, unit] = amountAndUnit(text(value).replaceAll('"', ''));
  const size = unit === 'm' ? MILLI : rational(factor(unit.toLowerCase()));
  if (size === undefined) {
    throw new BuiltinError('unit not recognized');
  }
  const { top, bottom } = parseAmount(amount);
  return written(top * size.top, bottom * size.bottom);
}

/** `units.parse_bytes`: the case of letters says nothing, and part of a byte is dropped. */
export function parseBytes(value?: RegoValue): RegoNumber {
  const [amount, unit] = amountAndUnit(text(value).toLowerCase().replaceAll('"', ''));
  const size = factor(unit.endsWith('b') ? unit.slice(0, -1) : unit);
  if (size === undefined || unit === 'b') {
    throw new BuiltinError('byte unit not recognized');
  }
  const { top, bottom } = roundedTo(FLOAT_BITS, parseAmount(amount));
  const product = roundedTo(FLOAT_BITS, { top: top * size, bottom });
  return RegoNumber.of(product.top / product.bottom);
}

interface Rational {
  readonly top: bigint;
  readonly bottom: bigint;
}

/** 0.001 as a double has it. */
const MILLI: Rational = { top: 1152921504606847n, bottom: 2n ** 60n };

function rational(top: bigint | undefined): Rational | undefined {
  return top === undefined ? undefined : { top, bottom: 1n };
}

function amountAndUnit(value: string): readonly [string, string] {
  if (value.includes(' ')) {
    throw new BuiltinError('spaces not allowed in resource strings');
  }
  const [amount = ''] = /^(?:[\d.+-]|[eE](?=[\d+-])[+-]?)*/u.exec(value) ?? [];
  if (amount === '') {
    throw new BuiltinError('no amount provided');
  }
  return [amount, value.slice(amount.length)];
}

function parseAmount(amount: string): Rational {
  const [, sign, whole = '', fraction = '', exponent = '0'] =
    /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/u.exec(amount) ?? [];
  if (sign === undefined || whole + fraction === '') {
    throw new BuiltinError('could not parse amount to a number');
  }
  if (exponent.replace(/^[+-]/u, '').length > MAX_EXPONENT) {
    throw new Error('exponent too large');
  }
  const digits = BigInt(sign + whole + fraction);
  const power = Number(exponent) - fraction.length;
  return power >= 0
    ? { top: digits * 10n ** BigInt(power), bottom: 1n }
    : { top: digits, bottom: 10n ** BigInt(-power) };
}

/** A whole number as it is, another one with ten digits after the point, rounded half away from zero. */
function written(top: bigint, bottom: bigint): RegoNumber {
  if (top % bottom === 0n) {
    return RegoNumber.of(top / bottom);
  }
  const size = top < 0n ? -top : top;
  const scaled = (size * 2n * 10n ** 10n + bottom) / (bottom * 2n);
  const digits = String(scaled).padStart(11, '0');
  return new RegoNumber(`${top < 0n ? '-' : ''}${digits.slice(0, -10)}.${digits.slice(-10)}`);
}

/** The nearest number with a mantissa of so many bits, half to even. */
function roundedTo(bits: number, { top, bottom }: Rational): Rational {
  const size = top < 0n ? -top : top;
  if (size === 0n) {
    return { top, bottom };
  }
  const shift = bits + 2 + bottom.toString(2).length - size.toString(2).length;
  const [up, down] = shift >= 0 ? [BigInt(shift), 0n] : [0n, BigInt(-shift)];
  const [dividend, divisor] = [size << up, bottom << down];
  // What is left over counts as one more bit below all others.
  const scaled = ((dividend / divisor) << 1n) | BigInt(dividend % divisor === 0n ? 0 : 1);
  const spare = BigInt(scaled.toString(2).length - bits);
  const mantissa = roundedShift(scaled, spare) * (top < 0n ? -1n : 1n);
  const power = up - down + 1n - spare;
  return power >= 0n
    ? { top: mantissa, bottom: 1n << power }
    : { top: mantissa << -power, bottom: 1n };
}

/** Without its last bits, half to even. */
function roundedShift(value: bigint, bits: bigint): bigint {
  const cut = value >> bits;
  const rest = value - (cut << bits);
  const half = 1n << (bits - 1n);
  return rest > half || (rest === half && cut % 2n === 1n) ? cut + 1n : cut;
}
