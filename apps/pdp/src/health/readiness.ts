import { BundleLoads } from '@legate/bundles';
import { ChangeFeed } from '@legate/directory';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { KnownParts, Measures, Parts } from './parts.js';
import { ShippedLog, since } from './shipped-log.js';

/** Whether the service can do what it promises, part by part, and the measures behind it. */
@Injectable()
export class Readiness {
  constructor(
    private readonly dataSource: DataSource,
    private readonly feed: ChangeFeed,
    private readonly log: ShippedLog,
    private readonly loads: BundleLoads,
  ) {}

  knownParts(): KnownParts {
    return {
      feed: this.feed.isFresh(),
      clock: this.feed.isClockRight(),
      policies: this.loads.current().differing === 0,
      ...this.log.parts(),
    };
  }

  async look(): Promise<{ readonly parts: Parts; readonly measures: Measures }> {
    const databaseMs = await this.askDatabase();
    const { feed, loads } = this;
    const feedAgeMs = feed.ageMs();
    const { confirmedAtMs } = loads.current();
    return {
      parts: { database: databaseMs !== null, ...this.knownParts() },
      measures: {
        databaseMs,
        feedAgeMs: Number.isFinite(feedAgeMs) ? Math.round(feedAgeMs) : null,
        clockSkewMs: Math.round(feed.clockSkewMs),
        bundleAgeMs: since(confirmedAtMs),
        ...this.log.measures(),
      },
    };
  }

  /** How long it took to answer; null when it did not. */
  private async askDatabase(): Promise<number | null> {
    const began = performance.now();
    try {
      await this.dataSource.query('SELECT 1');
      return Math.round(performance.now() - began);
    } catch {
      return null;
    }
  }
}
