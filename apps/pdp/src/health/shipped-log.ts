import { LogCanary, LogStatus, LogWriter, Spool } from '@legate/decision-log';
import { Injectable } from '@nestjs/common';
import type { KnownParts, Measures } from './parts.js';

/** The thread that ships tells of itself several times a second, and is begun again within one. */
const SHIPPING_SILENT_MS = 30_000;

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

/** How long ago, in whole ms. */
export function since(ms: number | null): number | null {
  return ms === null ? null : Math.max(0, Math.round(Date.now() - ms));
}
