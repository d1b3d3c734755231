import { BundleLoads } from '@legate/bundles';
import { LogCanary, LogStatus, LogWriter, Spool } from '@legate/decision-log';
import { ChangeFeed } from '@legate/directory';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** The thread that ships tells of itself several times a second, and is begun again within one. */
const SHIPPING_SILENT_MS = 30_000;

/** What the service can tell of its parts without asking anybody. */
export interface KnownParts {
  /** Stored facts were confirmed as current lately. */
  readonly feed: boolean;
  readonly clock: boolean;
  /** An entry could be recorded now. */
  readonly log: boolean;
  /** False when this process decides for a tenant by another policy than was activated. */
  readonly policies: boolean;
  /** The thread that ships the decision log tells of itself. */
  readonly shipping: boolean;
  /** An entry was found where the log is read, not long after it was written. */
  readonly canary: boolean;
}

/** Each part that the service needs, and whether it is well. */
export interface Parts extends KnownParts {
  readonly database: boolean;
}

/** What is behind that. Null for what cannot be known, or is not there. */
export interface Measures {
  readonly databaseMs: number | null;
  readonly feedAgeMs: number | null;
  readonly clockSkewMs: number;
  /** Since the bundle that was not confirmed for the longest was last known to be current. */
  readonly bundleAgeMs: number | null;
  readonly spoolBytes: number | null;
  readonly spoolMaxBytes: number | null;
  /** Bytes that the database does not have yet, and the age of the oldest entry of them. */
  readonly backlogBytes: number;
  readonly backlogAgeMs: number | null;
  readonly shippingSilentMs: number | null;
  readonly canaryAgeMs: number | null;
  readonly canaryDelayMs: number | null;
}

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

type LogParts = Pick<KnownParts, 'log' | 'shipping' | 'canary'>;
type LogMeasures = Omit<Measures, 'databaseMs' | 'feedAgeMs' | 'clockSkewMs' | 'bundleAgeMs'>;

/** The decision log from where it is written to where it is read. */
@Injectable()
export class ShippedLog {
  constructor(
    private readonly writer: LogWriter,
    private readonly status: LogStatus,
    private readonly canary: LogCanary,
  ) {}

  parts(): LogParts {
    return {
      log: this.writer.isWell,
      shipping: (this.silentMs() ?? 0) <= SHIPPING_SILENT_MS,
      canary: this.canary.isWell,
    };
  }

  measures(): LogMeasures {
    const { canary, writer } = this;
    const spool = writer instanceof Spool ? writer.state : null;
    const { backlogBytes, oldestAtMs } = this.status.read().database;
    return {
      spoolBytes: spool?.bytes ?? null,
      spoolMaxBytes: spool?.maxBytes ?? null,
      backlogBytes,
      backlogAgeMs: since(oldestAtMs),
      shippingSilentMs: this.silentMs(),
      canaryAgeMs: canary.isOn ? Math.round(canary.ageMs) : null,
      canaryDelayMs: canary.delayMs === null ? null : Math.round(canary.delayMs),
    };
  }

  /** Null before it has told of itself for the first time. */
  private silentMs(): number | null {
    const { atMs } = this.status.read();
    return since(atMs === 0 ? null : atMs);
  }
}

function since(ms: number | null): number | null {
  return ms === null ? null : Math.max(0, Math.round(Date.now() - ms));
}
