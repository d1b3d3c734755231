import { CHANGES_CHANNEL } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { ChangeFeed } from './change-feed.js';

const RECONNECT_MS = 500;

/**
 * Listens for committed writes and brings the feed's next poll forward. Only a help: while the connection is
 * away, polls find everything by themselves.
 */
@Injectable()
export class ChangeNotifications implements OnApplicationBootstrap, OnApplicationShutdown {
  private client: Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private isStopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly feed: ChangeFeed,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.connect();
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    if (this.timer !== null) {
      clearTimeout(this.timer);
    }
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const { options } = this.dataSource;
    const url = 'url' in options ? options.url : undefined;
    const client = new Client({
      connectionString: url,
      application_name: 'legate feed',
      connectionTimeoutMillis: 5000,
      keepAlive: true,
    });
    this.client = client;
    client.on('error', () => undefined);
    client.once('end', () => {
      this.reconnectLater();
    });
    client.on('notification', ({ payload = '' }) => {
      const [revision, tenant = ''] = payload.split(' ');
      this.feed.hear(tenant, Number(revision));
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANGES_CHANNEL}`);
      // What was written before we listened.
      this.feed.hint();
    } catch {
      await client.end().catch(() => undefined);
      this.reconnectLater();
    }
  }

  private reconnectLater(): void {
    if (this.isStopped || this.timer !== null) {
      return;
    }
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.connect();
    }, RECONNECT_MS);
  }
}
