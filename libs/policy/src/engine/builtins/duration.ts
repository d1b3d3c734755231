import { BuiltinError } from './builtin-error.js';

const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};
const MAX = 2n ** 63n;

/** Go's `time.ParseDuration`, in nanoseconds. */
export function parseDuration(value: string): bigint {
  const [, sign = '', body = ''] = /^([+-]?)(.*)$/su.exec(value) ?? [];
  if (body === '0') {
    return 0n;
  }
  const parts = [...body.matchAll(/(\d*)(?:\.(\d*))?([^\d.]+)/gu)];
  if (body === '' || parts.map(([part]) => part).join('') !== body) {
    throw new BuiltinError('invalid duration');
  }
  const size = parts.reduce(
    (sum, [, whole, fraction, unit]) => sum + nanosOf(whole, fraction, unit),
    0n,
  );
  const total = sign === '-' ? -size : size;
  if (total >= MAX || total < -MAX) {
    throw new BuiltinError('invalid duration');
  }
  return total;
}

function nanosOf(whole = '', fraction = '', unit = ''): bigint {
  const size = UNITS[unit];
  if (size === undefined || whole + fraction === '' || whole.length > 40) {
    throw new BuiltinError('unknown unit in duration');
  }
  const digits = fraction.slice(0, 18);
  return (
    BigInt(whole || '0') * size + (BigInt(digits || '0') * size) / 10n ** BigInt(digits.length)
  );
}
