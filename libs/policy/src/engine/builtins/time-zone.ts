import { BuiltinError } from './builtin-error.js';

/** The offset of local time to UTC, in seconds, at a second since 1970; and its name where it has one. */
export interface TimeZone {
  offsetAt(second: number): number;
  /** Throws where the name is not known. */
  nameAt(second: number): string;
}

export const UTC: TimeZone = { offsetAt: () => 0, nameAt: () => 'UTC' };

const zones = new Map<string, TimeZone>();
const MAX_ZONES = 600;

/** A zone of the IANA time zone database, as Node.js has it. */
export function timeZone(name: string): TimeZone {
  if (name === '' || name === 'UTC') {
    return UTC;
  }
  let zone = zones.get(name);
  if (zone === undefined) {
    zone = loadZone(name);
    if (zones.size >= MAX_ZONES) {
      zones.clear();
    }
    zones.set(name, zone);
  }
  return zone;
}

function loadZone(name: string): TimeZone {
  if (name === 'Local') {
    throw new Error('the time zone of the machine is not provided');
  }
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: /^[A-Z]/u.test(name) ? name : 'none',
      hourCycle: 'h23',
      era: 'short',
      ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
  } catch {
    throw new BuiltinError('unknown time zone');
  }
  return {
    offsetAt: (second) => localSecond(format, second) - second,
    nameAt: () => {
      throw new Error('names of time zones other than UTC are not provided');
    },
  };
}

/** What a clock in the zone shows, as if it were UTC. */
function localSecond(format: Intl.DateTimeFormat, second: number): number {
  const parts = Object.fromEntries(
    format.formatToParts(second * 1000).map(({ type, value }) => [type, Number(value)]),
  ) as Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number>;
  const { year, month, day, hour, minute } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, parts.second) / 1000;
}
