import { toDatabaseError } from '@legate/persistence';
import { OperationalLog } from '@legate/platform';
import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';

const ROUND_MS = 30_000;
const MAX_NOTED = 20_000;

/**
 * Writes when keys were last used, once in a round of half a minute, beside the requests. Telemetry, not a record: a
 * process that is killed loses what it has not written yet.
 */
@Injectable()
export class KeyUseRecorder implements OnApplicationBootstrap, OnApplicationShutdown {
  /** Number of the round; whoever remembers a key notes it once in each. */
  round = 1;
  private noted = new Map<string, number>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly dataSource: DataSource,
    private readonly log: OperationalLog,
  ) {}

  /** @param at ms since the epoch, by the database's clock */
  note(keyId: string, at: number): void {
    if (this.noted.size < MAX_NOTED) {
      this.noted.set(keyId, at);
    }
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.flush(), ROUND_MS);
    this.timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.timer !== null) {
      clearInterval(this.timer);
    }
    await this.flush();
  }

  /** Writes what was noted, and begins the next round. Never throws: what cannot be written is lost. */
  async flush(): Promise<void> {
    const { noted } = this;
    this.round += 1;
    this.noted = new Map();
    if (noted.size === 0) {
      return;
    }
    try {
      // In one order, so that two processes never wait for each other in a circle.
      const ids = [...noted.keys()].toSorted();
      await this.dataSource.query(WRITE, [ids, ids.map((id) => noted.get(id))]);
    } catch (cause) {
      const err = toDatabaseError(cause);
      this.log.warn({ event: 'key_use.not_written', keys: noted.size, err });
    }
  }
}

const WRITE = `
  UPDATE caller_keys k SET last_used_at = GREATEST(k.last_used_at, to_timestamp(used.at / 1000))
  FROM (
    SELECT k.hash, u.at FROM unnest($1::uuid[], $2::float8[]) AS u (id, at) JOIN caller_keys k ON k.id = u.id
    ORDER BY k.id FOR UPDATE OF k
  ) used WHERE k.hash = used.hash`;
