import { floatText } from './go-float.js';
import { goQuote } from './go-quote.js';
import type { GoValue } from './go-value.js';

/** What stands between `%` and the verb. */
export interface VerbFlags {
  readonly flags: string;
  readonly width: number | undefined;
  readonly precision: number | undefined;
}

/** One argument as Go's `fmt` writes it for the verb. Throws for verbs that are not provided. */
export function formatVerb(verb: string, arg: GoValue, flags: VerbFlags): string {
  if (verb === 'T') {
    return padded(arg.type, flags);
  }
  if (flags.flags.includes('#') && verb === 'v') {
    throw new TypeError('sprintf does not provide %#v');
  }
  return (
    writtenFor(verb, arg, flags) ?? `%!${verb}(${arg.type}=${writtenFor('v', arg, flags) ?? ''})`
  );
}

/** Undefined for a verb that does not fit the argument. */
function writtenFor(verb: string, arg: GoValue, flags: VerbFlags): string | undefined {
  return arg.integer === undefined
    ? arg.float === undefined
      ? stringVerb(verb, arg.plain, flags)
      : floatVerb(verb, arg.float, flags)
    : integerVerb(verb, arg, flags);
}

function stringVerb(verb: string, value: string, flags: VerbFlags): string | undefined {
  const { precision } = flags;
  const cut = precision === undefined ? value : Array.from(value).slice(0, precision).join('');
  switch (verb) {
    case 's':
    case 'v':
      return padded(cut, flags);
    case 'q':
      return padded(quoted(cut, flags), flags);
    case 'x':
    case 'X':
      return padded(hexadecimal(verb, value, flags), flags);
    default:
      return undefined;
  }
}

function quoted(value: string, { flags }: VerbFlags): string {
  // eslint-disable-next-line no-control-regex -- what a raw text of Go cannot hold
  if (flags.includes('#') && !/[`\u0000-\u0008\u000a-\u001f\u007f\ufeff]/u.test(value)) {
    return `\`${value}\``;
  }
  return goQuote(value, flags.includes('+'));
}

function hexadecimal(verb: 'x' | 'X', value: string, { flags, precision }: VerbFlags): string {
  if (/[# ]/u.test(flags)) {
    throw new TypeError(`sprintf does not provide %${flags}${verb} of a text`);
  }
  const digits = Buffer.from(value).subarray(0, precision).toString('hex');
  return verb === 'X' ? digits.toUpperCase() : digits;
}

const BASES: Readonly<Record<string, number>> = { b: 2, o: 8, O: 8, d: 10, v: 10, x: 16, X: 16 };
const PREFIXES: Readonly<Record<string, string>> = { b: '0b', o: '0', O: '0o', x: '0x', X: '0X' };

function integerVerb(verb: string, arg: GoValue, flags: VerbFlags): string | undefined {
  const { type, integer: value = 0n } = arg;
  const isBigText = type === '*big.Int' && verb === 's';
  const base = isBigText ? 10 : BASES[verb];
  if (base === undefined) {
    return type === 'int' ? signVerb(verb, value, flags) : undefined;
  }
  if (flags.precision === 0 && value === 0n) {
    return padded('', { ...flags, flags: flags.flags.replaceAll('0', '') });
  }
  const digits = digitsOf(value, base, flags);
  return zeroPadded(
    signOf(value < 0n, flags),
    prefixOf(verb, digits, flags) + (verb === 'X' ? digits.toUpperCase() : digits),
    flags,
  );
}

function digitsOf(value: bigint, base: number, { precision = 0 }: VerbFlags): string {
  return (value < 0n ? -value : value).toString(base).padStart(precision, '0');
}

/** A zero before the digits that the precision has put there is all that `#` asks of octal numbers. */
function prefixOf(verb: string, digits: string, { flags }: VerbFlags): string {
  const isShown =
    verb === 'O' || (flags.includes('#') && !(verb === 'o' && digits.startsWith('0')));
  return isShown ? (PREFIXES[verb] ?? '') : '';
}

/** `%c`, `%q` and `%U` of a whole number: the sign of that code point. */
function signVerb(verb: string, value: bigint, flags: VerbFlags): string | undefined {
  const isPoint = value >= 0n && value <= 0x10ffffn && !(value >= 0xd800n && value <= 0xdfffn);
  const sign = String.fromCodePoint(isPoint ? Number(value) : 0xfffd);
  switch (verb) {
    case 'c':
      return padded(sign, flags);
    case 'q':
      return padded(
        `'${goQuote(sign, flags.flags.includes('+')).slice(1, -1).replace('\\"', '"').replace("'", "\\'")}'`,
        flags,
      );
    case 'U':
      if (flags.flags.includes('#')) {
        throw new TypeError('sprintf does not provide %#U');
      }
      return padded(
        `U+${BigInt.asUintN(64, value).toString(16).toUpperCase().padStart(4, '0')}`,
        flags,
      );
    default:
      return undefined;
  }
}

function floatVerb(verb: string, value: number, flags: VerbFlags): string | undefined {
  const form = { v: 'g', g: 'g', G: 'g', e: 'e', E: 'e', f: 'f', F: 'f' }[verb] as
    'e' | 'f' | 'g' | undefined;
  if (form === undefined) {
    if ('bxX'.includes(verb)) {
      throw new TypeError(`sprintf does not provide %${verb} of a number with a fraction`);
    }
    return undefined;
  }
  if (flags.flags.includes('#') || (flags.precision ?? 0) > 100) {
    throw new TypeError('sprintf does not provide this form of a number with a fraction');
  }
  const precision = flags.precision ?? (form === 'g' ? -1 : 6);
  const digits = floatText(Math.abs(value), form, precision);
  const text = 'GE'.includes(verb) ? digits.toUpperCase() : digits;
  return zeroPadded(signOf(value < 0, flags), text, { ...flags, precision: undefined });
}

function signOf(isNegative: boolean, { flags }: VerbFlags): string {
  return isNegative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
}

function zeroPadded(sign: string, digits: string, flags: VerbFlags): string {
  const { width = 0, precision } = flags;
  return flags.flags.includes('0') && precision === undefined
    ? sign + digits.padStart(width - sign.length, '0')
    : padded(sign + digits, { ...flags, flags: flags.flags.replaceAll('0', '') });
}

/** Widths count code points. */
function padded(value: string, { flags, width = 0 }: VerbFlags): string {
  const missing = Math.max(0, width - Array.from(value).length);
  if (flags.includes('-')) {
    return value + ' '.repeat(missing);
  }
  return (flags.includes('0') ? '0' : ' ').repeat(missing) + value;
}
