import { BuiltinError } from './builtin-error.js';
import { MONTHS, utcSecond, WEEKDAYS } from './civil-time.js';
import { layoutParts, type LayoutPart } from './time-layout.js';

/** What has been read so far. */
interface Fields {
  year: number;
  month: number;
  day: number;
  yearDay: number;
  hour: number;
  minute: number;
  second: number;
  nanosecond: number;
  isAfternoon: boolean | undefined;
  /** Seconds to UTC. */
  offset: number;
}

/** Reads one element from the front of the text; answers with the rest, or undefined when it is not there. */
type Read = (fields: Fields, text: string, element: string) => string | undefined;

/** Go's `time.Parse`, in nanoseconds since 1970; without a zone it is UTC. */
export function parseTime(layout: string, value: string): bigint {
  const fields: Fields = {
    ...{ year: 0, month: 1, day: 1, yearDay: -1, hour: 0, minute: 0, second: 0 },
    ...{ nanosecond: 0, isAfternoon: undefined, offset: 0 },
  };
  let rest = value;
  const parts = layoutParts(layout);
  for (const [index, part] of parts.entries()) {
    rest = withoutPrefix(rest, part.before);
    rest = part.element === '' ? rest : readElement(fields, rest, [part, parts[index + 1]]);
  }
  return rest === '' ? nanoseconds(fields) : fail();
}

/** After the seconds a fraction may follow, unless the layout has one there. */
function readElement(
  fields: Fields,
  text: string,
  [{ element }, next]: readonly [LayoutPart, LayoutPart | undefined],
): string {
  const rest = READERS[readerOf(element)]?.(fields, text, element) ?? fail();
  const isFractionNext = next?.before === '' && /^[.,]/u.test(next.element);
  return /^0?5$/u.test(element) && !isFractionNext ? readFraction(fields, rest) : rest;
}

function readerOf(element: string): string {
  return /^[.,]/u.test(element) ? element.slice(1, 2) : /^[Z-]/u.test(element) ? 'offset' : element;
}

/** Spaces in the layout stand for any number of them. */
function withoutPrefix(text: string, prefix: string): string {
  let [rest, left] = [text, prefix];
  while (left !== '') {
    if (left.startsWith(' ')) {
      if (rest !== '' && !rest.startsWith(' ')) {
        return fail();
      }
      [left, rest] = [left.replace(/^ +/u, ''), rest.replace(/^ +/u, '')];
    } else {
      if (!rest.startsWith(left.slice(0, 1))) {
        return fail();
      }
      [left, rest] = [left.slice(1), rest.slice(1)];
    }
  }
  return rest;
}

/** A number of one or two digits, or exactly `digits` of them. */
function digitsInto(
  set: (fields: Fields, value: number) => void,
  [least, most]: readonly [number, number],
  range: readonly [number, number] = [0, Infinity],
): Read {
  const form = new RegExp(`^\\d{${least},${most}}`, 'u');
  return (fields, text) => {
    const found = form.exec(text)?.[0];
    if (found === undefined || Number(found) < range[0] || Number(found) > range[1]) {
      return undefined;
    }
    set(fields, Number(found));
    return text.slice(found.length);
  };
}

function nameInto(set: (fields: Fields, index: number) => void, names: readonly string[]): Read {
  return (fields, text) => {
    const index = names.findIndex(
      (name) => text.slice(0, name.length).toLowerCase() === name.toLowerCase(),
    );
    const name = names[index];
    if (name === undefined) {
      return undefined;
    }
    set(fields, index);
    return text.slice(name.length);
  };
}

const setMonth = (fields: Fields, month: number): void => {
  fields.month = month;
};
const setDay = (fields: Fields, day: number): void => {
  fields.day = day;
};
const setYearDay = (fields: Fields, day: number): void => {
  fields.yearDay = day;
};
const setHour = (fields: Fields, hour: number): void => {
  fields.hour = hour;
};
const setMinute = (fields: Fields, minute: number): void => {
  fields.minute = minute;
};
const setSecond = (fields: Fields, second: number): void => {
  fields.second = second;
};
const nothing = (): void => undefined;
const short = (names: readonly string[]): readonly string[] =>
  names.map((name) => name.slice(0, 3));
const afterSpace =
  (read: Read): Read =>
  (fields, text, element) =>
    read(fields, text.replace(/^ /u, ''), element);
const half =
  (texts: readonly [string, string]): Read =>
  (fields, text) => {
    const index = texts.indexOf(text.slice(0, 2));
    if (index === -1) {
      return undefined;
    }
    fields.isAfternoon = index === 1;
    return text.slice(2);
  };

const READERS: Readonly<Record<string, Read>> = {
  '2006': digitsInto(
    (fields, year) => {
      fields.year = year;
    },
    [4, 4],
  ),
  '06': digitsInto(
    (fields, year) => {
      fields.year = year + (year >= 69 ? 1900 : 2000);
    },
    [2, 2],
  ),
  January: nameInto((fields, index) => {
    fields.month = index + 1;
  }, MONTHS),
  Jan: nameInto((fields, index) => {
    fields.month = index + 1;
  }, short(MONTHS)),
  Monday: nameInto(nothing, WEEKDAYS),
  Mon: nameInto(nothing, short(WEEKDAYS)),
  '1': digitsInto(setMonth, [1, 2], [1, 12]),
  '01': digitsInto(setMonth, [2, 2], [1, 12]),
  '2': digitsInto(setDay, [1, 2]),
  _2: afterSpace(digitsInto(setDay, [1, 2])),
  '02': digitsInto(setDay, [2, 2]),
  __2: (fields, text) => {
    const found = /^(?: {2}\d| \d\d|\d{3})/u.exec(text)?.[0];
    setYearDay(fields, Number(found ?? 0));
    return found === undefined ? undefined : text.slice(3);
  },
  '002': digitsInto(setYearDay, [3, 3]),
  '15': digitsInto(setHour, [1, 2], [0, 23]),
  '3': digitsInto(setHour, [1, 2], [0, 12]),
  '03': digitsInto(setHour, [2, 2], [0, 12]),
  '4': digitsInto(setMinute, [1, 2], [0, 59]),
  '04': digitsInto(setMinute, [2, 2], [0, 59]),
  '5': digitsInto(setSecond, [1, 2], [0, 59]),
  '05': digitsInto(setSecond, [2, 2], [0, 59]),
  PM: half(['AM', 'PM']),
  pm: half(['am', 'pm']),
  MST: (_, text) => {
    if (!text.startsWith('UTC')) {
      throw new Error('names of time zones other than UTC are not provided');
    }
    return text.slice(3);
  },
  offset: readOffset,
  '0': (fields, text, element) => {
    const found = new RegExp(`^[.,](\\d{${element.length - 1}})`, 'u').exec(text);
    fields.nanosecond = nanosOf(found?.[1] ?? '');
    return found === null ? undefined : text.slice(found[0].length);
  },
  '9': (fields, text) => readFraction(fields, text),
};

/** A fraction of the second may follow, whether or not the layout says so. */
function readFraction(fields: Fields, text: string): string {
  const found = /^[.,](\d+)/u.exec(text);
  if (found === null) {
    return text;
  }
  fields.nanosecond = nanosOf(found[1] ?? '');
  return text.slice(found[0].length);
}

function nanosOf(digits: string): number {
  return Number(digits.slice(0, 9).padEnd(9, '0'));
}

function readOffset(fields: Fields, text: string, element: string): string | undefined {
  if (element.startsWith('Z') && text.startsWith('Z')) {
    return text.slice(1);
  }
  const form = element.slice(1).replace(/\d\d/gu, '(\\d\\d)');
  const found = new RegExp(`^([+-])${form}`, 'u').exec(text);
  if (found === null) {
    return undefined;
  }
  const seconds = secondsOf(found.slice(2).map(Number));
  fields.offset = found[1] === '-' ? -seconds : seconds;
  return text.slice(found[0].length);
}

function secondsOf([hours = 0, minutes = 0, seconds = 0]: readonly number[]): number {
  if (hours > 24 || minutes > 60 || seconds > 60) {
    fail();
  }
  return hours * 3600 + minutes * 60 + seconds;
}

function nanoseconds(fields: Fields): bigint {
  const { year, minute, second } = fields;
  const { month, day } = dateOf(fields);
  const hour = hourOf(fields);
  const local = utcSecond(year, month, day) + hour * 3600 + minute * 60 + second;
  return BigInt(local - fields.offset) * 1_000_000_000n + BigInt(fields.nanosecond);
}

function hourOf({ hour, isAfternoon }: Fields): number {
  if (isAfternoon === undefined) {
    return hour;
  }
  return isAfternoon && hour < 12 ? hour + 12 : !isAfternoon && hour === 12 ? 0 : hour;
}

/** The day must be one of the month; a day of the year tells both. */
function dateOf({ year, month, day, yearDay }: Fields): { month: number; day: number } {
  if (yearDay < 0) {
    const days = new Date(utcSecond(year, month + 1, 0) * 1000).getUTCDate();
    return day >= 1 && day <= days ? { month, day } : fail();
  }
  const date = new Date(utcSecond(year, 1, yearDay) * 1000);
  return yearDay >= 1 && date.getUTCFullYear() === year
    ? { month: date.getUTCMonth() + 1, day: date.getUTCDate() }
    : fail();
}

function fail(): never {
  throw new BuiltinError('the time does not have this layout');
}
