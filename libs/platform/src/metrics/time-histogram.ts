/** Upper bounds of the buckets, in µs. */
const BOUNDS_US = [
  5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000,
  1_000_000, 2_500_000, 10_000_000,
] as const;

/** A bucket as Prometheus counts: all values up to its bound. */
export interface Bucket {
  /** Seconds; infinite for the last. */
  readonly upTo: number;
  readonly count: number;
}

/** How long something took, counted in buckets: on the path of decisions, so a value costs two additions. */
export class TimeHistogram {
  private readonly counts = new Float64Array(BOUNDS_US.length + 1);
  private sumUs = 0;

  observe(us: number): void {
    let at = 0;
    while (us > (BOUNDS_US[at] ?? Infinity)) {
      at += 1;
    }
    this.counts[at] = (this.counts[at] ?? 0) + 1;
    this.sumUs += us;
  }

  /** Of all values. */
  get sumSeconds(): number {
    return this.sumUs / 1e6;
  }

  get count(): number {
    return this.counts.reduce((sum, count) => sum + count, 0);
  }

  get buckets(): readonly Bucket[] {
    let count = 0;
    return Array.from(this.counts, (own, at) => {
      count += own;
      return { upTo: (BOUNDS_US[at] ?? Infinity) / 1e6, count };
    });
  }
}
