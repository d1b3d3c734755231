import { BuiltinError } from './builtin-error.js';
import { civilTime, secondIn, utcSecond, WEEKDAYS, type ZonedTime } from './civil-time.js';
import { parseDuration } from './duration.js';
import { int, number, text, type BuiltinFamily } from './operands.js';
import { isArray, RegoNumber, type RegoValue } from './rego-value.js';
import { formatTime } from './time-format.js';
import { NAMED_LAYOUTS } from './time-layout.js';
import { parseTime } from './time-parse.js';
import { timeZone, UTC } from './time-zone.js';

const NANOS = 1_000_000_000n;
const RFC3339 = '2006-01-02T15:04:05Z07:00';
const RFC3339_NANO = '2006-01-02T15:04:05.999999999Z07:00';

/** Times are nanoseconds since 1970. There is no `time.now_ns`: the time of a decision is `input.now_ns`. */
export const TIME: BuiltinFamily = {
  'time.add_date': (time, years, months, days) =>
    addDate(zoned(time), [int(years), int(months), int(days)]),
  'time.clock': (time) => {
    const { hour, minute, second } = civilTime(zoned(time));
    return [hour, minute, second].map((each) => RegoNumber.of(each));
  },
  'time.date': (time) => {
    const { year, month, day } = civilTime(zoned(time));
    return [year, month, day].map((each) => RegoNumber.of(each));
  },
  'time.diff': (a, b) => difference(zoned(a), zoned(b)).map((each) => RegoNumber.of(each)),
  'time.format': (time) => {
    const layout = isArray(time) && time.length > 2 ? text(time[2]) : '';
    return formatTime(
      zoned(time),
      layout === '' ? RFC3339_NANO : (NAMED_LAYOUTS[layout] ?? layout),
    );
  },
  'time.parse_duration_ns': (value) => RegoNumber.of(parseDuration(text(value))),
  'time.parse_ns': (layout, value) =>
    inRange(parseTime(NAMED_LAYOUTS[text(layout)] ?? text(layout), text(value))),
  'time.parse_rfc3339_ns': (value) => inRange(parseTime(RFC3339, text(value))),
  'time.weekday': (time) => WEEKDAYS[civilTime(zoned(time)).weekday] ?? '',
};

/** `ns`, `[ns]`, `[ns, zone]` or `[ns, zone, layout]`. */
function zoned(value: RegoValue | undefined): ZonedTime {
  const [time, zone] = isArray(value) ? value : [value];
  const nanos = wholeNanos(number(time));
  const second = nanos / NANOS - (nanos % NANOS < 0n ? 1n : 0n);
  return {
    second: Number(second),
    nanosecond: Number(nanos - second * NANOS),
    zone: zone === undefined ? UTC : timeZone(text(zone)),
  };
}

function wholeNanos(value: RegoNumber): bigint {
  const whole = value.integer ?? BigInt(int(value));
  if (BigInt.asIntN(64, whole) !== whole) {
    throw new BuiltinError('timestamp too big');
  }
  return whole;
}

function inRange(nanos: bigint): RegoNumber {
  if (BigInt.asIntN(64, nanos) !== nanos) {
    throw new BuiltinError('time outside of valid range');
  }
  return RegoNumber.of(nanos);
}

function addDate(
  time: ZonedTime,
  [years, months, days]: readonly [number, number, number],
): RegoNumber {
  const { year, month, day, hour, minute, second } = civilTime(time);
  const date = utcSecond(year + years, month + months, day + days);
  if (!Number.isFinite(date)) {
    throw new BuiltinError('time outside of valid range');
  }
  const local = date + hour * 3600 + minute * 60 + second;
  return inRange(BigInt(secondIn(time.zone, local)) * NANOS + BigInt(time.nanosecond));
}

/** Years, months, days, hours, minutes and seconds between two times, in the zone of the first. */
function difference(a: ZonedTime, b: ZonedTime): readonly number[] {
  const other = { ...b, zone: a.zone };
  const isLater = a.second - b.second || a.nanosecond - b.nanosecond;
  const [from, to] = (isLater > 0 ? [other, a] : [a, other]).map(civilTime) as [
    ReturnType<typeof civilTime>,
    ReturnType<typeof civilTime>,
  ];
  const [second, minutes] = carried(to.second - from.second, 60);
  const [minute, hours] = carried(to.minute - from.minute - minutes, 60);
  const [hour, days] = carried(to.hour - from.hour - hours, 24);
  const daysInMonth = new Date(utcSecond(from.year, from.month + 1, 0) * 1000).getUTCDate();
  const [day, months] = carried(to.day - from.day - days, daysInMonth);
  const [month, years] = carried(to.month - from.month - months, 12);
  return [to.year - from.year - years, month, day, hour, minute, second];
}

/** A negative value borrows one of the next unit. */
function carried(value: number, size: number): readonly [number, number] {
  return value < 0 ? [value + size, 1] : [value, 0];
}
