import { OperationalLog } from '@legate/platform';
import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { storeUses } from './store-uses.js';
import { UseLedger } from './use-ledger.js';
import type { UseEntry } from './use-ledger.js';
import { UseRecorder } from './use-recorder.js';
import type { Use } from './use-recorder.js';

const FLUSH_INTERVAL_MS = 5000;
const MAX_ENTRIES = 50_000;
const ENTRIES_AT_ONCE = 500;

/**
 * Keeps in memory what grants are used for, and writes it every few seconds and at the end. Telemetry, not a record:
 * a process that is killed loses what it has not written yet.
 */
@Injectable()
export class BackgroundUseRecorder
  extends UseRecorder
  implements OnApplicationBootstrap, OnApplicationShutdown
{
  private readonly ledger = new UseLedger(MAX_ENTRIES);
  private timer: NodeJS.Timeout | null = null;
  private flushing: Promise<void> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly log: OperationalLog,
  ) {
    super();
  }

  override note({ tenant, grants, action, resource, at }: Use): void {
    for (const grantId of grants) {
      this.ledger.add({
        tenant,
        grantId,
        action,
        resourceType: resource.type,
        uses: 1,
        lastUsedAt: at,
        commonId: resource.id,
        isOneId: true,
      });
    }
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.flush(), FLUSH_INTERVAL_MS);
    this.timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.timer !== null) {
      clearInterval(this.timer);
    }
    await this.flush();
  }

  /** Writes what was noted so far. Never throws: what cannot be written is kept and tried again. */
  async flush(): Promise<void> {
    this.flushing = this.flushing.then(async () => {
      await this.writeAll();
    });
    await this.flushing;
  }

  private async writeAll(): Promise<void> {
    const entries = this.ledger.take();
    for (let at = 0; at < entries.length;) {
      const { tenant } = entries[at] ?? { tenant: '' };
      const chunk = entries
        .slice(at, at + ENTRIES_AT_ONCE)
        .filter((entry) => entry.tenant === tenant);
      await this.write(tenant, chunk);
      at += chunk.length;
    }
  }

  private async write(tenant: string, entries: readonly UseEntry[]): Promise<void> {
    try {
      await storeUses(this.dataSource, tenant, entries);
    } catch (err) {
      this.log.warn({ event: 'grant_use.not_written', tenant, entries: entries.length, err });
      for (const entry of entries) {
        this.ledger.add(entry);
      }
    }
  }
}
