/** Bounds of the waits between attempts, in ms. */
export interface BackOffBounds {
  readonly leastMs: number;
  readonly mostMs: number;
}

/** Doubling waits with full jitter, so that processes that failed together do not come back together. */
export class BackOff {
  private failures = 0;

  constructor(
    private readonly bounds: BackOffBounds,
    private readonly chance: () => number = Math.random,
  ) {}

  /** The wait after one more failure, in ms. */
  fail(): number {
    const { leastMs, mostMs } = this.bounds;
    const ceiling = Math.min(mostMs, leastMs * 2 ** Math.min(this.failures, 30));
    this.failures += 1;
    return leastMs / 2 + this.chance() * (ceiling - leastMs / 2);
  }

  succeed(): void {
    this.failures = 0;
  }
}
