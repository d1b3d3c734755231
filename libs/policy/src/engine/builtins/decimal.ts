/** A number as `digits` times ten to the `exponent`; no zero at either end of the digits, none at all for 0. */
export interface Decimal {
  readonly isNegative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/u;

/** Undefined when the text is no decimal number. */
export function parseDecimal(text: string): Decimal | undefined {
  const [, sign, whole = '', fraction = '', power = '0'] = NUMBER.exec(text) ?? [];
  if (sign === undefined || whole + fraction === '') {
    return undefined;
  }
  const all = (whole + fraction).replace(/^0+/u, '');
  const digits = withoutZerosAtEnd(all);
  return digits === ''
    ? { isNegative: false, digits, exponent: 0 }
    : {
        isNegative: sign === '-',
        digits,
        exponent: Number(power) - fraction.length + (all.length - digits.length),
      };
}

/** As `String.prototype.replace(/0+$/)`, which takes a time that is quadratic in runs of zeros. */
function withoutZerosAtEnd(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') {
    end -= 1;
  }
  return digits.slice(0, end);
}

/** Exact order of two numbers. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const sign = signOf(a) - signOf(b);
  if (sign !== 0 || a.digits === '') {
    return sign;
  }
  const size = magnitude(a) - magnitude(b);
  const order = size !== 0 ? size : compareTexts(a.digits, b.digits);
  return a.isNegative ? -order : order;
}

/** The number as it is, when it is whole and at most so many digits long. */
export function wholeOf(
  { isNegative, digits, exponent }: Decimal,
  maxDigits: number,
): bigint | undefined {
  if (digits !== '' && (exponent < 0 || digits.length + exponent > maxDigits)) {
    return undefined;
  }
  const size = BigInt(`${digits}${'0'.repeat(exponent)}` || '0');
  return isNegative ? -size : size;
}

function signOf({ isNegative, digits }: Decimal): number {
  return digits === '' ? 0 : isNegative ? -1 : 1;
}

/** Digits before the point. */
function magnitude({ digits, exponent }: Decimal): number {
  return digits.length + exponent;
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
