import { UnavailableError } from '@legate/core';
import { toDatabaseError } from '@legate/persistence';
import { OperationalLog } from '@legate/platform';
import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MAX_USES_OF_GRANT, storeUses } from './store-uses.js';
import { UseLedger } from './use-ledger.js';
import type { UseEntry } from './use-ledger.js';
import { UseRecorder } from './use-recorder.js';
import type { Use } from './use-recorder.js';

const FLUSH_INTERVAL_MS = 5000;
/** From so many entries on they are written at once: few at a time hold up no decision. */
const FLUSH_ENTRIES = 5000;
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
  private readonly ledger = new UseLedger({ max: MAX_ENTRIES, maxOfGrant: MAX_USES_OF_GRANT });
  private timer: NodeJS.Timeout | null = null;
  private flushing: Promise<void> = Promise.resolve();
  private isFlushDue = true;
  private lost = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly log: OperationalLog,
  ) {
    super();
  }

  override note({ tenant, grants, action, resource, at }: Use): void {
    for (const grantId of grants) {
      this.add({
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
    if (this.isFlushDue && this.ledger.size >= FLUSH_ENTRIES) {
      this.isFlushDue = false;
      void this.flush();
    }
  }

  private add(entry: UseEntry): void {
    this.lost += this.ledger.add(entry) ? 0 : entry.uses;
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
    const faults: unknown[] = [];
    for (const [tenant, entries] of chunk(this.ledger.take())) {
      // Without a database the rest need not be tried; what is wrong with some entries is not with the rest.
      const isDown = faults.some((fault) => fault instanceof UnavailableError);
      const fault = isDown ? null : await this.write(tenant, entries);
      if (isDown || fault !== null) {
        faults.push(fault);
        entries.forEach((entry) => {
          this.add(entry);
        });
      }
    }
    // After a failure the timer alone tries again.
    this.isFlushDue = faults.length === 0;
    this.tellLost();
  }

  private tellLost(): void {
    if (this.lost > 0) {
      this.log.warn({ event: 'grant_use.lost', uses: this.lost });
      this.lost = 0;
    }
  }

  /** @returns what kept it from being written, or null when it is. */
  private async write(tenant: string, entries: readonly UseEntry[]): Promise<unknown> {
    try {
      this.lost += await storeUses(this.dataSource, tenant, entries);
      return null;
    } catch (cause) {
      const err = toDatabaseError(cause);
      this.log.warn({ event: 'grant_use.not_written', tenant, entries: entries.length, err });
      return err;
    }
  }
}

/** Entries of one tenant each, few enough for one transaction. */
function* chunk(
  entries: readonly UseEntry[],
): Generator<readonly [tenant: string, entries: readonly UseEntry[]]> {
  for (let at = 0; at < entries.length;) {
    const { tenant } = entries[at] ?? { tenant: '' };
    const next = entries.slice(at, at + ENTRIES_AT_ONCE).filter((entry) => entry.tenant === tenant);
    yield [tenant, next];
    at += next.length;
  }
}
