import type { TimeZone } from './time-zone.js';

/** A moment, and the zone in which its date is told. */
export interface ZonedTime {
  /** Since 1970, rounded down. */
  readonly second: number;
  readonly nanosecond: number;
  readonly zone: TimeZone;
}

/** What calendar and clock show. `month` is 1 to 12, `weekday` 0 for Sunday. */
export interface CivilTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly yearDay: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const DAY = 86_400;

export function civilTime({ second, zone }: ZonedTime): CivilTime {
  const date = new Date((second + zone.offsetAt(second)) * 1000);
  const year = date.getUTCFullYear();
  return {
    year,
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    yearDay: Math.floor((date.getTime() / 1000 - utcSecond(year, 1, 1)) / DAY) + 1,
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

/** The second of a date in UTC; months and days beyond their range carry over. NaN beyond what a date can be. */
export function utcSecond(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / 1000;
}

/** The second that a clock of the zone shows, as Go finds it near a change of the offset. */
export function secondIn(zone: TimeZone, local: number): number {
  const offset = zone.offsetAt(local);
  return offset === 0 ? local : local - zone.offsetAt(local - offset);
}

export const WEEKDAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
export const MONTHS =
  'January February March April May June July August September October November December'.split(
    ' ',
  );
