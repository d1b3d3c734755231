import { setTimeout as pause } from 'node:timers/promises';
import { UnavailableError } from '@legate/core';
import { BoundedClient, toDatabaseError } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Any fixed number, for locks of this kind; the second key is of the tenant. */
const LOCK_CLASS = 7_106_118;
const RETRY_MS = 100;
const RETRY_AFTER_S = 5;

/** A lock that is held until it is released, its connection is lost, or the process ends. */
export interface HeldLock {
  /** @throws UnavailableError when it is lost */
  requireHeld(): Promise<void>;
  release(): Promise<void>;
}

/** One push to a tenant at a time, over all processes on one database (an advisory lock of PostgreSQL's). */
@Injectable()
export class PushLock {
  constructor(private readonly dataSource: DataSource) {}

  /** Waits for the push before this one. @throws UnavailableError `git.busy` after `waitMs`, `database.unavailable` */
  async take(tenant: string, waitMs: number): Promise<HeldLock> {
    // Outside of the pool: a push that holds a connection of it could wait for another one for ever.
    const client = new BoundedClient(this.clientConfig());
    client.on('error', () => undefined);
    const release = async (): Promise<void> => {
      await client.end().catch(() => undefined);
    };
    try {
      await client.connect();
      await lock(client, tenant, performance.now() + waitMs);
    } catch (cause) {
      await release();
      throw toDatabaseError(cause);
    }
    const requireHeld = async (): Promise<void> => {
      try {
        await client.query('SELECT');
      } catch (cause) {
        throw toDatabaseError(cause);
      }
    };
    return { requireHeld, release };
  }

  private clientConfig(): ConstructorParameters<typeof BoundedClient>[0] {
    const { options } = this.dataSource;
    const url = 'url' in options ? options.url : undefined;
    const timeoutMs = 'connectTimeoutMS' in options ? options.connectTimeoutMS : undefined;
    return {
      connectionString: url,
      application_name: 'legate git push',
      keepAlive: true,
      ...(timeoutMs !== undefined && {
        connectionTimeoutMillis: timeoutMs,
        query_timeout: timeoutMs,
        statement_timeout: timeoutMs,
      }),
    };
  }
}

async function lock(client: BoundedClient, tenant: string, until: number): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>(
      'SELECT pg_try_advisory_lock($1, hashtext($2)) AS taken',
      [LOCK_CLASS, tenant],
    );
    if (rows[0]?.taken === true) {
      return;
    }
    if (performance.now() >= until) {
      const message = 'another push to this repository is under way';
      throw new UnavailableError('git.busy', message, { retryAfterS: RETRY_AFTER_S });
    }
    await pause(RETRY_MS);
  }
}
