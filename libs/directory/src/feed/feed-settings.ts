/** Bounds of freshness, ms; a setting each. */
export class FeedSettings {
  /** How often it is looked for changes when no notification comes. */
  readonly pollIntervalMs: number;
  /** Facts that were not confirmed for longer are not decided on. */
  readonly maxStalenessMs: number;
  /** Largest difference between this machine's clock and the database's. */
  readonly maxClockSkewMs: number;
  /** Longest wait for a revision. */
  readonly catchUpLimitMs: number;

  constructor(settings: Readonly<Record<keyof FeedSettings, number>>) {
    this.pollIntervalMs = settings.pollIntervalMs;
    this.maxStalenessMs = settings.maxStalenessMs;
    this.maxClockSkewMs = settings.maxClockSkewMs;
    this.catchUpLimitMs = settings.catchUpLimitMs;
  }
}
