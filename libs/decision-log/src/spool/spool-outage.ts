/** What the operational log is told of the spool. */
export interface SpoolEvents {
  /** Nothing can be recorded from now on. */
  failed(cause: unknown): void;
  /** It can again. */
  recovered(outage: OutageReport): void;
  /** Our own code broke as it was told of a recorded entry. */
  fault(cause: unknown): void;
}

/** In the mark of a recovery: what the log has not got. */
export interface OutageReport {
  /** RFC 3339. */
  readonly failedAt: string;
  /** Of the file system, such as `ENOSPC`. */
  readonly code: string;
  /** Entries that could not be recorded; none of them was answered, unless by the insecure setting. */
  readonly unrecorded: number;
}

/** A stretch of time in which the spool cannot be written. */
export class SpoolOutage {
  private unrecorded = 0;
  private readonly failedAt: string;
  private readonly code: string;

  constructor(cause: unknown, nowMs: number) {
    this.failedAt = new Date(nowMs).toISOString();
    this.code = (cause as NodeJS.ErrnoException).code ?? 'EIO';
  }

  add(entries: number): void {
    this.unrecorded += entries;
  }

  report(): OutageReport {
    const { failedAt, code, unrecorded } = this;
    return { failedAt, code, unrecorded };
  }
}
