import type { Client } from 'pg';

const DAY_MS = 86_400_000;
/** How many days after today are made before they come. */
const DAYS_AHEAD = 2;

/** The day in UTC, as PostgreSQL reads a date. */
export function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

/** The days of `decisions` that this connection knows to be there. */
export class Partitions {
  private readonly known = new Set<string>();

  /** Makes the days that are not there yet, and those to come. */
  async ensure(client: Client, days: Iterable<string>): Promise<void> {
    for (const day of days) {
      if (!this.known.has(day)) {
        await client.query('SELECT make_decisions_partition($1::date)', [day]);
        this.known.add(day);
      }
    }
  }

  async ensureAhead(client: Client, nowMs: number): Promise<void> {
    const ahead = Array.from({ length: DAYS_AHEAD + 1 }, (_, at) => dayOf(nowMs + at * DAY_MS));
    await this.ensure(client, ahead);
  }

  /** A day that was there may have been dropped. */
  forget(): void {
    this.known.clear();
  }
}
