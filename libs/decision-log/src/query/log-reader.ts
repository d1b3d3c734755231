import { UnavailableError } from '@legate/core';
import { dataSourceOptions, sqlStateOf, toDatabaseError } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { LogReadSettings } from './log-read-settings.js';

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: query_canceled, by our time limit. */
const TOO_LONG = '57014';

/**
 * Connections that only read, and only the decision log: whatever is asked of it, decisions keep theirs. Connected with
 * the first question.
 */
@Injectable()
export class LogReader implements OnApplicationShutdown {
  private connecting: Promise<DataSource> | null = null;

  constructor(private readonly settings: LogReadSettings) {}

  /** @throws UnavailableError `log.query_timeout`, `database.unavailable` */
  async read<T>(work: (dataSource: DataSource) => Promise<T>): Promise<T> {
    try {
      return await work(await this.connect());
    } catch (cause) {
      throw toReadError(cause);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    const connected = await this.connecting?.catch(() => null);
    await connected?.destroy();
  }

  private async connect(): Promise<DataSource> {
    this.connecting ??= connect(this.settings);
    try {
      return await this.connecting;
    } catch (cause) {
      this.connecting = null;
      throw cause;
    }
  }
}

/** What a failed read is to the one who asked. */
export function toReadError(cause: unknown): unknown {
  return sqlStateOf(cause) === TOO_LONG
    ? new UnavailableError('log.query_timeout', 'this takes too long: ask for less time', { cause })
    : toDatabaseError(cause);
}

async function connect(settings: LogReadSettings): Promise<DataSource> {
  const { database, connections, maxExports, timeoutMs } = settings;
  const options = dataSourceOptions({
    ...database,
    poolSize: connections + maxExports,
    statementTimeoutMs: timeoutMs,
    isReadOnly: true,
  });
  return await new DataSource(options).initialize();
}
