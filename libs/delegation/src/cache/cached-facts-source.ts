import type { DecisionRequest, Facts } from '@legate/core';
import { ChangeFeed } from '@legate/directory';
import type { FeedChange, FeedListener } from '@legate/directory';
import { Injectable } from '@nestjs/common';
import { FactsIndeterminate } from '../facts-indeterminate.js';
import { FactsSource } from '../facts-source.js';
import { PostgresFacts } from '../postgres/postgres-facts.js';
import { CacheCounts } from './cache-counts.js';
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
    private readonly counts: CacheCounts,
  ) {
    super();
    feed.listen(this);
  }

  override recall(request: DecisionRequest): Facts | null {
    const { tenant, minRevision = 0 } = request;
    const applied = this.feed.appliedRevision(tenant);
    if (applied === null || applied < minRevision) {
      return null;
    }
    this.requireFresh();
    const facts = this.fromMemory(request);
    this.counts.hits += facts === null ? 0 : 1;
    return facts;
  }

  override async load(request: DecisionRequest): Promise<Facts> {
    const { minRevision = 0 } = request;
    await this.awaitRevision(request, minRevision);
    // After the wait: nothing may come between this and the answer from memory.
    this.requireFresh();
    return (
      this.fromMemory(request) ?? (await inTime(request, this.fromDatabase(request, minRevision)))
    );
  }

  override async loadAll(
    requests: readonly DecisionRequest[],
  ): Promise<ReadonlyMap<DecisionRequest, Facts>> {
    const [first] = requests;
    if (first === undefined) {
      return new Map();
    }
    const { tenant, minRevision = 0 } = first;
    await this.awaitRevision(first, minRevision);
    this.requireFresh();
    return (
      this.allFromMemory(tenant, requests) ??
      (await inTime(first, this.allFromDatabase({ tenant, minRevision }, requests)))
    );
  }

  /** @throws FactsIndeterminate when the revision does not come in time */
  private async awaitRevision(request: DecisionRequest, minRevision: number): Promise<void> {
    const { tenant } = request;
    const applied = this.feed.appliedRevision(tenant);
    if (
      applied !== null &&
      applied < minRevision &&
      !(await inTime(request, this.feed.catchUp(tenant, minRevision)))
    ) {
      throw new FactsIndeterminate('indeterminate.stale');
    }
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

  /** One pass over memory without a pause, so at one revision; null when anything is missing. */
  private allFromMemory(
    tenant: string,
    requests: readonly DecisionRequest[],
  ): ReadonlyMap<DecisionRequest, Facts> | null {
    const revision = this.feed.memoryRevision(tenant);
    const now = this.feed.now();
    const cache = this.tenants.get(tenant);
    if (revision === null || now === null || cache === undefined) {
      return null;
    }
    const known = new Map<DecisionRequest, Facts>();
    for (const request of requests) {
      const facts = cache.assemble(request, revision, now);
      if (facts === null) {
        return null;
      }
      known.set(request, facts);
    }
    this.counts.hits += requests.length;
    return known;
  }

  /** Loads what is missing, so that memory may have it all; else everything of one snapshot. */
  private async allFromDatabase(
    wanted: { readonly tenant: string; readonly minRevision: number },
    requests: readonly DecisionRequest[],
  ): Promise<ReadonlyMap<DecisionRequest, Facts>> {
    const distinct = [...new Map(requests.map((request) => [keyOf(request), request])).values()];
    const missing = distinct.filter((request) => this.fromMemory(request) === null);
    const loaded = await this.loadSnapshot(wanted, missing);
    if (missing.length === distinct.length) {
      return toFacts(requests, loaded);
    }
    this.requireFresh();
    return (
      this.allFromMemory(wanted.tenant, requests) ??
      toFacts(requests, await this.loadSnapshot(wanted, distinct))
    );
  }

  private async loadSnapshot(
    { tenant, minRevision }: { readonly tenant: string; readonly minRevision: number },
    requests: readonly DecisionRequest[],
  ): Promise<ReadonlyMap<string, LoadedFacts>> {
    this.counts.misses += requests.length;
    const loaded = await this.database.loadAll(requests);
    const [first] = loaded;
    if (first !== undefined) {
      await this.takeIn(tenant, first.facts.revision, minRevision);
    }
    const byKey = new Map<string, LoadedFacts>();
    for (const [at, request] of requests.entries()) {
      const facts = loaded[at];
      if (facts !== undefined) {
        this.keep(request, facts);
        byKey.set(keyOf(request), facts);
      }
    }
    return byKey;
  }

  private async fromDatabase(request: DecisionRequest, minRevision: number): Promise<Facts> {
    this.counts.misses += 1;
    const loaded = await this.database.load(request);
    await this.takeIn(request.tenant, loaded.facts.revision, minRevision);
    this.keep(request, loaded);
    return loaded.facts;
  }

  /** A snapshot of that revision was loaded. @throws FactsIndeterminate when it is an earlier one than demanded */
  private async takeIn(tenant: string, revision: number, minRevision: number): Promise<void> {
    if (revision < minRevision) {
      throw new FactsIndeterminate('indeterminate.stale');
    }
    this.feed.follow(tenant, revision);
    // No later decision from memory may be judged at an earlier revision than this one.
    this.feed.notice(tenant, revision);
    await this.feed.catchUp(tenant, revision);
  }

  private keep(request: DecisionRequest, loaded: LoadedFacts): void {
    if (this.feed.appliedRevision(request.tenant) !== loaded.facts.revision) {
      return;
    }
    const cache = this.tenants.get(request.tenant) ?? new TenantCache(this.settings.maxEntries);
    this.tenants.set(request.tenant, cache);
    this.counts.kept.set(request.tenant, cache);
    this.counts.evictions += cache.store(request, loaded);
  }

  apply(change: FeedChange): void {
    this.tenants.get(change.tenant)?.apply(change);
  }

  reset(tenant: string): void {
    this.tenants.get(tenant)?.clear();
  }
}

/** Requests of one key have the same facts. */
function keyOf({ subject, actor, resource }: DecisionRequest): string {
  const claim = actor === null ? [] : [actor.kind, actor.id, actor.issuer];
  return JSON.stringify([subject.type, subject.id, resource.type, resource.id, ...claim]);
}

function toFacts(
  requests: readonly DecisionRequest[],
  loaded: ReadonlyMap<string, LoadedFacts>,
): ReadonlyMap<DecisionRequest, Facts> {
  const facts = new Map<DecisionRequest, Facts>();
  for (const request of requests) {
    const found = loaded.get(keyOf(request));
    if (found !== undefined) {
      facts.set(request, found.facts);
    }
  }
  return facts;
}
