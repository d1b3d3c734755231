import { setTimeout as delay } from 'node:timers/promises';
import type { LogEvent } from '@legate/platform';
import type { Client } from 'pg';
import { LogConnection } from '../log-connection.js';
import { exportDay } from './export-day.js';
import type { ExportSettings } from './export-day.js';
import { daysToSeal, readDays } from './partition-days.js';
import type { RetentionBounds } from './partition-days.js';
import { dropSealed, findDetached, findSealed, sealDay } from './seal-partition.js';

export interface RetentionSettings extends RetentionBounds {
  readonly export: ExportSettings;
  /** Days that hourly counts are kept; 0 keeps all. */
  readonly rollUpDays: number;
  /** How often to look for days that are over, in ms. */
  readonly checkMs: number;
}

export interface RetentionOptions {
  readonly databaseUrl: string;
  readonly connectTimeoutMs: number;
  readonly retention: RetentionSettings;
}

interface Output {
  log(level: 'info' | 'error', event: LogEvent): void;
}

/** One process at a time, over one database. */
const LOCK = 'SELECT pg_try_advisory_lock(7106118, 1) AS taken';
/** A day of a busy service takes minutes. */
const LONGEST_MS = 6 * 3_600_000;
const ROLL_UPS = ['decision_hours', 'grant_hours', 'acting_hours'];

/** Takes days out of the log that are to be kept no longer: sealed, exported, read back, and only then dropped. */
export class Retention {
  private readonly connection: LogConnection;
  private readonly settings: RetentionSettings;

  constructor(
    { databaseUrl: url, connectTimeoutMs, retention }: RetentionOptions,
    private readonly output: Output,
  ) {
    const database = { url, connectTimeoutMs, transactionTimeoutMs: LONGEST_MS };
    this.connection = new LogConnection(database, 'legate log retention');
    this.settings = retention;
  }

  async run(stop: AbortSignal): Promise<void> {
    const { days, maxBytes, rollUpDays, checkMs } = this.settings;
    if (days === 0 && maxBytes === 0 && rollUpDays === 0) {
      return;
    }
    while (!stop.aborted) {
      await this.runOnce(Date.now()).catch((cause: unknown) => {
        if (!stop.aborted) {
          this.output.log('error', { event: 'log.retention_failed', err: cause });
        }
      });
      await delay(checkMs, undefined, { signal: stop }).catch(() => undefined);
    }
  }

  /** Does what is due now. @throws when a day could not be exported; it is kept then */
  async runOnce(nowMs: number): Promise<void> {
    await this.connection.use(async (client) => {
      const { rows } = await client.query<{ taken: boolean }>(LOCK);
      if (rows[0]?.taken === true) {
        await this.dropOldCounts(client, nowMs);
        await this.sealDays(client, nowMs);
        await this.exportDays(client);
      }
    });
    // With the connection its lock ends.
    await this.connection.close();
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  private async sealDays(client: Client, nowMs: number): Promise<void> {
    const due = daysToSeal(await readDays(client), this.settings, nowMs);
    for (const day of new Set([...(await findDetached(client)), ...due])) {
      await sealDay(client, day);
    }
  }

  private async exportDays(client: Client): Promise<void> {
    for (const sealed of await findSealed(client)) {
      const exported = await exportDay(client, sealed, this.settings.export);
      await dropSealed(client, sealed, exported);
      const { day, part } = sealed;
      const { file, entries } = exported;
      this.output.log('info', { event: 'log.day_exported', day, part, file, entries });
    }
  }

  private async dropOldCounts(client: Client, nowMs: number): Promise<void> {
    const { rollUpDays } = this.settings;
    const oldest = new Date(nowMs - rollUpDays * 86_400_000);
    for (const table of rollUpDays === 0 ? [] : ROLL_UPS) {
      await client.query(`DELETE FROM ${table} WHERE hour < $1`, [oldest]);
    }
  }
}
