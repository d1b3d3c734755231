/** Readings of this process's clocks, in ms. */
export interface ClockReading {
  /** Does not jump; stands still while the machine sleeps. */
  readonly monotonic: number;
  /** Since the epoch; may jump. */
  readonly wall: number;
}

/** This process's clocks; a test puts others in its place. */
export abstract class ProcessClock {
  abstract read(): ClockReading;
}

export class SystemClock extends ProcessClock {
  override read(): ClockReading {
    return { monotonic: performance.now(), wall: Date.now() };
  }
}

/** Time passed between two readings: the larger of both clocks, so that a pause of the process counts. */
export function elapsed(since: ClockReading, now: ClockReading): number {
  return Math.max(now.monotonic - since.monotonic, now.wall - since.wall);
}

/** The database's clock as a process sees it without asking: its own monotonic clock, set by each poll. */
export class DatabaseClock {
  private offset: number | null = null;
  private wallSkew = 0;

  /** Takes a reading of the database's clock (ms since the epoch) made between two readings of ours. */
  set(database: number, before: ClockReading, after: ClockReading): void {
    this.offset = database - (before.monotonic + after.monotonic) / 2;
    // The reading was made at some moment between the two: a slow answer is no wrong clock.
    const uncertainty = (after.monotonic - before.monotonic) / 2;
    const apart = Math.abs(database - (before.wall + after.wall) / 2);
    this.wallSkew = Math.max(0, apart - uncertainty);
  }

  /** ms since the epoch; null before the first reading. */
  at({ monotonic }: ClockReading): number | null {
    return this.offset === null ? null : monotonic + this.offset;
  }

  /** How far our wall clock was from the database's at the last reading, ms. */
  get skewMs(): number {
    return this.wallSkew;
  }
}
