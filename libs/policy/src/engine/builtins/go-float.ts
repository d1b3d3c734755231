/** Go's `strconv.FormatFloat` for the forms e, f and g; a precision of -1 is as many digits as tell the number. */
export function floatText(value: number, form: 'e' | 'f' | 'g', precision: number): string {
  switch (form) {
    case 'e':
      return exponentOfTwo(
        value.toExponential(precision < 0 ? undefined : Math.min(precision, 100)),
      );
    case 'f':
      return precision < 0 ? plain(value) : fixed(value, Math.min(precision, 100));
    case 'g':
      return general(value, precision);
  }
}

/** From 10^21 on, `toFixed` writes an exponent; such a number has no fraction. */
function fixed(value: number, precision: number): string {
  const fraction = precision === 0 ? '' : `.${'0'.repeat(precision)}`;
  return Math.abs(value) >= 1e21 ? `${BigInt(value)}${fraction}` : value.toFixed(precision);
}

function general(value: number, precision: number): string {
  if (value === 0) {
    return Object.is(value, -0) ? '-0' : '0';
  }
  const digits = precision === 0 ? 1 : precision;
  const rounded =
    precision < 0 ? value.toExponential() : value.toExponential(Math.min(digits, 100) - 1);
  const exponent = Number(rounded.slice(rounded.indexOf('e') + 1));
  const shortest = rounded.slice(0, rounded.indexOf('e')).replace(/\.?0+$/u, '');
  const length = shortest.replace(/[-.]/gu, '').length;
  const limit = precision < 0 ? 6 : limitOf(digits, length, exponent);
  if (exponent < -4 || exponent >= limit) {
    return exponentOfTwo(`${withPoint(rounded)}e${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`);
  }
  return plain(Number(rounded));
}

/** Go takes fewer digits than asked for when there are no more. */
function limitOf(digits: number, length: number, exponent: number): number {
  return digits > length && length >= exponent + 1 ? length : digits;
}

/** The mantissa without zeros at its end. */
function withPoint(text: string): string {
  const mantissa = text.slice(0, text.indexOf('e'));
  return mantissa.includes('.') ? mantissa.replace(/\.?0+$/u, '') : mantissa;
}

/** No exponent, however long that is. */
function plain(value: number): string {
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/u.exec(value.toExponential()) ?? [];
  const point = 1 + Number(power);
  const digits = whole + fraction;
  if (point <= 0) {
    return `${sign}0.${'0'.repeat(-point)}${digits}`;
  }
  const padded = digits.padEnd(point, '0');
  const rest = padded.slice(point);
  return sign + padded.slice(0, point) + (rest === '' ? '' : `.${rest}`);
}

/** Go writes an exponent with two digits at least. */
function exponentOfTwo(text: string): string {
  return text.replace(/e([+-])(\d)$/u, 'e$10$2');
}
