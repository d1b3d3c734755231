import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { OperationalLog } from '@legate/platform';
import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { LogReader } from '../query/log-reader.js';
import { LogWriter } from '../spool/log-writer.js';
import { Spool } from '../spool/spool.js';
import { CanarySettings } from './canary-settings.js';

/** Between two looks. */
const LOOK_MS = 250;

/**
 * Writes a mark into the decision log now and then, and looks for it where the log is read: in the shipped table, over
 * the connections that answer questions about it. What is anywhere between the two hangs, is full, or is not the
 * database that is read, shows by that.
 */
@Injectable()
export class LogCanary implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stop = new AbortController();
  private running: Promise<void> | null = null;
  /** When the newest one that has arrived was written; a reading of `performance.now()`. */
  private arrived = performance.now();
  private lastDelayMs: number | null = null;
  private isLate = false;

  constructor(
    private readonly writer: LogWriter,
    private readonly reader: LogReader,
    private readonly settings: CanarySettings,
    private readonly log: OperationalLog,
  ) {}

  onApplicationBootstrap(): void {
    this.arrived = performance.now();
    if (this.isOn && this.writer instanceof Spool) {
      this.running = this.run(this.writer);
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await this.running;
  }

  get isOn(): boolean {
    return this.settings.intervalMs > 0 && this.writer instanceof Spool;
  }

  /** Whether what is written comes to where it is read, in time. */
  get isWell(): boolean {
    const { intervalMs, boundMs } = this.settings;
    return !this.isOn || this.ageMs <= intervalMs + boundMs;
  }

  /** Since the newest one that has arrived was written, or since the start. */
  get ageMs(): number {
    return performance.now() - this.arrived;
  }

  /** How long the last one took; null before the first. */
  get delayMs(): number | null {
    return this.lastDelayMs;
  }

  private async run(spool: Spool): Promise<void> {
    while (!this.stop.signal.aborted) {
      const began = performance.now();
      await this.send(spool);
      this.tell();
      await this.pause(this.settings.intervalMs - (performance.now() - began));
    }
  }

  private async send(spool: Spool): Promise<void> {
    const id = randomUUID();
    const from = new Date();
    const written = performance.now();
    if (!(await spool.mark('canary', { canary: id }))) {
      return;
    }
    const place = [from, new Date(), spool.writer, `%"canary":"${id}"%`];
    while (!this.stop.signal.aborted && performance.now() - written < this.settings.boundMs) {
      if (await this.isThere(place)) {
        this.arrived = written;
        this.lastDelayMs = performance.now() - written;
        return;
      }
      await this.pause(Math.min(LOOK_MS, this.settings.boundMs / 4));
    }
  }

  /** What goes wrong shows as lateness. */
  private async isThere(place: readonly unknown[]): Promise<boolean> {
    try {
      const rows = await this.reader.read<unknown[]>(
        async (dataSource) => await dataSource.query(FIND, [...place]),
      );
      return rows.length > 0;
    } catch {
      return false;
    }
  }

  private tell(): void {
    if (this.isLate === !this.isWell) {
      return;
    }
    this.isLate = !this.isWell;
    const ageMs = Math.round(this.ageMs);
    if (this.isLate) {
      this.log.error({ event: 'log.canary_late', ageMs });
    } else {
      this.log.warn({ event: 'log.canary_arrived', ageMs });
    }
  }

  private async pause(ms: number): Promise<void> {
    const { signal } = this.stop;
    await delay(Math.max(0, ms), undefined, { signal, ref: false }).catch(() => undefined);
  }
}

const FIND = `SELECT 1 FROM decisions
  WHERE at BETWEEN $1 AND $2 AND writer = $3 AND kind = 'mark' AND entry LIKE $4`;
