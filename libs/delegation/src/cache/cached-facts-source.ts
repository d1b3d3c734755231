import type { DecisionRequest, Facts } from '@legate/core';
import { ChangeFeed } from '@legate/directory';
import type { FeedChange, FeedListener } from '@legate/directory';
import { Injectable } from '@nestjs/common';
import { FactsIndeterminate } from '../facts-indeterminate.js';
import { FactsSource } from '../facts-source.js';
import { PostgresFacts } from '../postgres/postgres-facts.js';
import { CacheSettings } from './cache-settings.js';
import { inTime } from './in-time.js';
import type { LoadedFacts } from './loaded-facts.js';
import { TenantCache } from './tenant-cache.js';

/**
 * Facts from memory, loaded through on a miss. A decision is judged at exactly one revision: from memory at the one
 * the feed has applied, after a miss at the one of the snapshot that was loaded. A load whose snapshot is not the
 * applied revision is answered from and not kept. Only what has to be waited for is held against the request's
 * deadline; what is still loading then is kept when it comes.
 */
@Injectable()
export class CachedFactsSource extends FactsSource implements FeedListener {
  private readonly tenants = new Map<string, TenantCache>();

  constructor(
    private readonly feed: ChangeFeed,
    private readonly database: PostgresFacts,
    private readonly settings: CacheSettings,
  ) {
    super();
    feed.listen(this);
  }

  override async load(request: DecisionRequest): Promise<Facts> {
    const { tenant, minRevision = 0 } = request;
    const applied = this.feed.appliedRevision(tenant);
    if (
      applied !== null &&
      applied < minRevision &&
      !(await inTime(request, this.feed.catchUp(tenant, minRevision)))
    ) {
      throw new FactsIndeterminate('indeterminate.stale');
    }
    // After the wait: nothing may come between this and the answer from memory.
    this.requireFresh();
    return (
      this.fromMemory(request) ?? (await inTime(request, this.fromDatabase(request, minRevision)))
    );
  }

  private requireFresh(): void {
    if (!this.feed.isFresh()) {
      throw new FactsIndeterminate('indeterminate.stale');
    }
    if (!this.feed.isClockRight()) {
      throw new FactsIndeterminate('indeterminate.clock');
    }
  }

  private fromMemory(request: DecisionRequest): Facts | null {
    const revision = this.feed.memoryRevision(request.tenant);
    const now = this.feed.now();
    return revision === null || now === null
      ? null
      : (this.tenants.get(request.tenant)?.assemble(request, revision, now) ?? null);
  }

  private async fromDatabase(request: DecisionRequest, minRevision: number): Promise<Facts> {
    const loaded = await this.database.load(request);
    const { revision } = loaded.facts;
    if (revision < minRevision) {
      throw new FactsIndeterminate('indeterminate.stale');
    }
    this.feed.follow(request.tenant, revision);
    // No later decision from memory may be judged at an earlier revision than this one.
    this.feed.notice(request.tenant, revision);
    await this.feed.catchUp(request.tenant, revision);
    this.keep(request, loaded);
    return loaded.facts;
  }

  private keep(request: DecisionRequest, loaded: LoadedFacts): void {
    if (this.feed.appliedRevision(request.tenant) !== loaded.facts.revision) {
      return;
    }
    const cache = this.tenants.get(request.tenant) ?? new TenantCache(this.settings.maxEntries);
    this.tenants.set(request.tenant, cache);
    cache.store(request, loaded);
  }

  apply(change: FeedChange): void {
    this.tenants.get(change.tenant)?.apply(change);
  }

  reset(tenant: string): void {
    this.tenants.get(tenant)?.clear();
  }
}
