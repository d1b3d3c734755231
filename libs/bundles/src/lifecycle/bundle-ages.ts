import { ChangeFeed } from '@legate/directory';
import type { FeedChange, FeedListener } from '@legate/directory';
import { toDatabaseError } from '@legate/persistence';
import { OperationalLog } from '@legate/platform';
import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BundleSettings } from '../bundle-settings.js';

/** Tenants whose ages are remembered; at the bound all are asked for anew. */
const MAX_TENANTS = 10_000;
/** Longest time until a confirmation of the source is noticed, ms. */
const MAX_REFRESH_MS = 30_000;

export interface Age {
  readonly tenant: string;
  /** When the active bundle was last known to be current, ms since the epoch; null without a bundle. */
  readonly at: number | null;
}

/**
 * Since when the active bundle of each tenant has not been known to be current: since its activation, or since a remote
 * said that it has nothing newer. By the database's clock, and when that is not known, too long.
 */
@Injectable()
export class BundleAges implements FeedListener, OnApplicationBootstrap, OnApplicationShutdown {
  private readonly known = new Map<string, number | null>();
  private changes = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly feed: ChangeFeed,
    private readonly dataSource: DataSource,
    private readonly settings: BundleSettings,
    private readonly log: OperationalLog,
  ) {
    feed.listen(this);
  }

  onApplicationBootstrap(): void {
    const { maxAgeMs } = this.settings;
    if (maxAgeMs > 0) {
      this.timer = setInterval(
        () => {
          // What goes wrong shows as age.
          this.refresh().catch(() => undefined);
        },
        Math.min(MAX_REFRESH_MS, maxAgeMs / 4),
      );
    }
  }

  onApplicationShutdown(): void {
    if (this.timer !== null) {
      clearInterval(this.timer);
    }
  }

  /** Whether the tenant's bundle is older than it may be; at once when that is in memory. Rejects with UnavailableError. */
  isOver(tenant: string): boolean | Promise<boolean> {
    const at = this.known.get(tenant);
    return at === undefined ? this.lookUp(tenant) : this.isTooOld(at);
  }

  apply({ tenant, entity }: FeedChange): void {
    if (entity === 'bundle_activation') {
      this.reset(tenant);
    }
  }

  reset(tenant: string): void {
    this.changes += 1;
    this.known.delete(tenant);
  }

  private isTooOld(at: number | null): boolean {
    const now = this.feed.now();
    return at !== null && (now === null || now - at > this.settings.maxAgeMs);
  }

  private async lookUp(tenant: string): Promise<boolean> {
    const { changes } = this;
    const [age] = await readAges(this.dataSource, [tenant]);
    const at = age?.at ?? null;
    // Only what the feed follows is told of, and what has changed meanwhile is asked for anew.
    if (changes === this.changes && this.feed.appliedRevision(tenant) !== null) {
      if (this.known.size >= MAX_TENANTS) {
        this.known.clear();
      }
      this.known.set(tenant, at);
    }
    return this.isTooOld(at);
  }

  private async refresh(): Promise<void> {
    const { changes } = this;
    const ages = await readAges(this.dataSource, [...this.known.keys()]);
    if (changes !== this.changes) {
      return;
    }
    for (const { tenant, at } of ages) {
      this.known.set(tenant, at);
      if (this.isTooOld(at)) {
        const confirmedAt = new Date(at ?? 0).toISOString();
        this.log.warn({ event: 'bundle.over_age', tenant, confirmedAt });
      }
    }
  }
}

/** Of each tenant. @throws UnavailableError */
export async function readAges(
  dataSource: DataSource,
  tenants: readonly string[],
): Promise<readonly Age[]> {
  try {
    return await dataSource.query(AGES, [tenants]);
  } catch (cause) {
    throw toDatabaseError(cause);
  }
}

const AGES = `
  SELECT t.id AS tenant, (extract(epoch FROM GREATEST(w.at, (SELECT max(s.confirmed_at) FROM bundle_remote_states s
    WHERE s.tenant_id = b.tenant_id AND s.bundle_id = b.id))) * 1000)::float8 AS at
  FROM unnest($1::text[]) AS t (id) LEFT JOIN bundles b ON b.tenant_id = t.id AND b.state = 'active'
    LEFT JOIN writes w ON w.id = b.write_id`;
