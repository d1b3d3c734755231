import { civilTime, MONTHS, WEEKDAYS, type CivilTime, type ZonedTime } from './civil-time.js';
import { layoutParts } from './time-layout.js';

/** Go's `Time.Format`. */
export function formatTime(time: ZonedTime, layout: string): string {
  const civil = civilTime(time);
  return layoutParts(layout)
    .map(({ before, element }) => before + written(element, time, civil))
    .join('');
}

function written(element: string, time: ZonedTime, civil: CivilTime): string {
  const simple = FIELDS[element];
  if (simple !== undefined) {
    return simple(civil);
  }
  if (/^[.,]/u.test(element)) {
    return fraction(element, time.nanosecond);
  }
  if (element === 'MST') {
    return time.zone.nameAt(time.second);
  }
  return element === '' ? '' : offset(element, time.zone.offsetAt(time.second));
}

const two = (value: number): string => String(value).padStart(2, '0');
const half = (hour: number): number => hour % 12 || 12;

const FIELDS: Readonly<Record<string, (civil: CivilTime) => string>> = {
  January: ({ month }) => MONTHS[month - 1] ?? '',
  Jan: ({ month }) => (MONTHS[month - 1] ?? '').slice(0, 3),
  Monday: ({ weekday }) => WEEKDAYS[weekday] ?? '',
  Mon: ({ weekday }) => (WEEKDAYS[weekday] ?? '').slice(0, 3),
  '2006': ({ year }) => String(year).padStart(4, '0'),
  '06': ({ year }) => two(year % 100),
  '1': ({ month }) => String(month),
  '01': ({ month }) => two(month),
  '2': ({ day }) => String(day),
  _2: ({ day }) => String(day).padStart(2, ' '),
  '02': ({ day }) => two(day),
  __2: ({ yearDay }) => String(yearDay).padStart(3, ' '),
  '002': ({ yearDay }) => String(yearDay).padStart(3, '0'),
  '15': ({ hour }) => two(hour),
  '3': ({ hour }) => String(half(hour)),
  '03': ({ hour }) => two(half(hour)),
  '4': ({ minute }) => String(minute),
  '04': ({ minute }) => two(minute),
  '5': ({ second }) => String(second),
  '05': ({ second }) => two(second),
  PM: ({ hour }) => (hour >= 12 ? 'PM' : 'AM'),
  pm: ({ hour }) => (hour >= 12 ? 'pm' : 'am'),
};

/** Zeros are kept after `0`s and dropped after `9`s. */
function fraction(element: string, nanosecond: number): string {
  const digits = String(nanosecond)
    .padStart(9, '0')
    .padEnd(element.length - 1, '0');
  const cut = digits.slice(0, element.length - 1);
  const kept = element.includes('9') ? cut.replace(/0+$/u, '') : cut;
  return kept === '' ? '' : element.slice(0, 1) + kept;
}

function offset(element: string, seconds: number): string {
  if (element.startsWith('Z') && seconds === 0) {
    return 'Z';
  }
  const size = Math.abs(seconds);
  const values = [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60].map(two);
  const digits = element.slice(1);
  const count = digits.replaceAll(':', '').length / 2;
  return (seconds < 0 ? '-' : '+') + values.slice(0, count).join(digits.includes(':') ? ':' : '');
}
