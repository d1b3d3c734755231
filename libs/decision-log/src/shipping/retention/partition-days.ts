import type { Client } from 'pg';

const DAY_MS = 86_400_000;

/** A day of `decisions`. */
export interface PartitionDay {
  /** `YYYYMMDD`, UTC. */
  readonly day: string;
  readonly bytes: number;
}

export interface RetentionBounds {
  /** Days that are kept after a day is over; 0 keeps all. */
  readonly days: number;
  /** How large all days together may be, with their indexes; 0 for any size. */
  readonly maxBytes: number;
}

/** The days that are attached, oldest first. */
export async function readDays(client: Client): Promise<readonly PartitionDay[]> {
  const { rows } = await client.query<{ day: string; bytes: string }>(`
    SELECT substring(c.relname FROM 11) AS day, pg_total_relation_size(c.oid) AS bytes
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'decisions'::regclass AND c.relname ~ '^decisions_[0-9]{8}$'
    ORDER BY 1`);
  return rows.map(({ day, bytes }) => ({ day, bytes: Number(bytes) }));
}

/** Which days are to go: those that are over for too long, then the oldest until the rest is small enough. */
export function daysToSeal(
  days: readonly PartitionDay[],
  bounds: RetentionBounds,
  nowMs: number,
): readonly string[] {
  const past = days.filter(({ day }) => endOf(day) <= nowMs);
  const oldest = bounds.days === 0 ? -Infinity : nowMs - bounds.days * DAY_MS;
  const expired = past.filter(({ day }) => endOf(day) <= oldest);
  let bytes = days.reduce((sum, one) => sum + one.bytes, 0);
  bytes -= expired.reduce((sum, one) => sum + one.bytes, 0);
  const sealed = expired.map(({ day }) => day);
  for (const { day, bytes: own } of past.slice(expired.length)) {
    if (bounds.maxBytes === 0 || bytes <= bounds.maxBytes) {
      break;
    }
    sealed.push(day);
    bytes -= own;
  }
  return sealed;
}

function endOf(day: string): number {
  return Date.parse(`${isoDay(day)}T00:00:00Z`) + DAY_MS;
}

/** `YYYY-MM-DD`. */
export function isoDay(day: string): string {
  return `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
}
