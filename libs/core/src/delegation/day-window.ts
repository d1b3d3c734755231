import { isJsonObject } from '../model/json.js';
import type { Attributes, Json } from '../model/json.js';

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Day = (typeof DAYS)[number];

/** A part of the day, in UTC, from `from` (included) to `to` (excluded), on the days named or on all. */
export interface DayWindow {
  /** `HH:MM`, 00:00 to 23:59. */
  readonly from: string;
  /** `HH:MM`, later than `from`; 24:00 is the end of the day. */
  readonly to: string;
  readonly days?: readonly Day[];
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const END_OF_DAY = '24:00';
const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

export function isDayWindow(value: Json | undefined): value is DayWindow & Attributes {
  if (!isJsonObject(value)) {
    return false;
  }
  const { from, to, days, ...extra } = value;
  return (
    Object.keys(extra).length === 0 &&
    isTime(from) &&
    isEnd(to) &&
    from < to &&
    (days === undefined || isDayList(days))
  );
}

function isTime(value: Json | undefined): value is string {
  return typeof value === 'string' && TIME.test(value);
}

function isEnd(value: Json | undefined): value is string {
  return typeof value === 'string' && (TIME.test(value) || value === END_OF_DAY);
}

function isDayList(value: Json): boolean {
  return (
    Array.isArray(value) && value.length > 0 && value.every((day) => DAYS.includes(day as Day))
  );
}

/** Tells whether the moment (ms since the epoch) lies in the window. */
export function isWithinWindow(window: DayWindow, now: number): boolean {
  const minutes = Math.floor(now / MINUTE_MS);
  const midnights = Math.floor(minutes / DAY_MINUTES);
  // 1970-01-01 was a Thursday; .at() counts backwards before it.
  const day = DAYS.at((midnights + 4) % 7);
  const minute = minutes - midnights * DAY_MINUTES;
  return (
    minute >= minuteOf(window.from) &&
    minute < minuteOf(window.to) &&
    daysOf(window).some((named) => named === day)
  );
}

export function isWindowNarrower(inner: DayWindow, outer: DayWindow): boolean {
  return (
    inner.from >= outer.from &&
    inner.to <= outer.to &&
    daysOf(inner).every((day) => daysOf(outer).includes(day))
  );
}

function daysOf(window: DayWindow): readonly Day[] {
  return window.days ?? DAYS;
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
