import { BoundedClient, toDatabaseError } from '@legate/persistence';
import type { PreparedQuery } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { FeedSettings } from './feed-settings.js';

/**
 * The connection of the feed's polls, which wait for nobody else's statements. It is given up with the first one
 * that is not answered within half the staleness bound, and the next one makes another: one lost connection costs
 * less than the bound.
 */
@Injectable()
export class FeedConnection implements OnApplicationShutdown {
  private client: Promise<BoundedClient> | null = null;
  private isStopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: FeedSettings,
  ) {}

  /** Connects when there is no connection. @throws UnavailableError */
  async run<Row>({ name, text }: PreparedQuery, values: readonly unknown[]): Promise<Row[]> {
    const client = (this.client ??= this.connect());
    try {
      const { rows } = await (await client).query({ name, text, values: [...values] });
      return rows as Row[];
    } catch (cause) {
      this.client = null;
      client.then(close, () => undefined);
      throw toDatabaseError(cause);
    }
  }

  onApplicationShutdown(): void {
    this.isStopped = true;
    this.client?.then(close, () => undefined);
  }

  private async connect(): Promise<BoundedClient> {
    if (this.isStopped) {
      throw new Error('Connection terminated: the service stops');
    }
    const client = new BoundedClient(this.clientConfig());
    // What is lost while nothing is asked shows with the next poll.
    client.on('error', () => undefined);
    try {
      await client.connect();
    } catch (cause) {
      close(client);
      throw cause;
    }
    return client;
  }

  private clientConfig(): ConstructorParameters<typeof BoundedClient>[0] {
    const { options } = this.dataSource;
    const url = 'url' in options ? options.url : undefined;
    const databaseMs = 'connectTimeoutMS' in options ? options.connectTimeoutMS : undefined;
    const timeoutMs = Math.ceil(Math.min(databaseMs ?? Infinity, this.settings.maxStalenessMs / 2));
    return {
      connectionString: url,
      application_name: 'legate feed polls',
      connectionTimeoutMillis: timeoutMs,
      query_timeout: timeoutMs,
      statement_timeout: timeoutMs,
      keepAlive: true,
      // One statement, whose best plan is always the same: planned once.
      options: '-c jit=off -c plan_cache_mode=force_generic_plan',
    };
  }
}

/** Nobody waits for it: the other side of a half-open connection never says goodbye. */
function close(client: BoundedClient): void {
  client.end().catch(() => undefined);
}
