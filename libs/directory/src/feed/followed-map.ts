import type { ChangedEntity } from '@legate/persistence';
import type { ChangeFeed } from './change-feed.js';
import type { FeedListener } from './feed-progress.js';
import type { FeedChange } from './poll-changes.js';

/** What is remembered, and what makes it outdated. */
export interface FollowedOptions {
  /** Most values, over all tenants; at the bound it begins anew. */
  readonly max: number;
  /** A change of one of these drops all that is remembered of the tenant. */
  readonly entities: readonly ChangedEntity[];
}

/**
 * Values of tenants, remembered at the revision that the feed has applied. While the feed is not fresh, or behind what
 * this process has seen, nothing is recalled.
 */
export class FollowedMap<V> implements FeedListener {
  private readonly tenants = new Map<string, Map<string, V>>();
  private size = 0;

  constructor(
    private readonly feed: ChangeFeed,
    private readonly options: FollowedOptions,
  ) {
    feed.listen(this);
  }

  /** Undefined when it is not known, or must be asked anew. */
  recall(tenant: string, key: string): V | undefined {
    return this.feed.memoryRevision(tenant) === null
      ? undefined
      : this.tenants.get(tenant)?.get(key);
  }

  /** Takes note of what was loaded from a snapshot of that revision; kept only when it is the applied one. */
  keep(
    tenant: string,
    key: string,
    loaded: { readonly value: V; readonly revision: number },
  ): void {
    this.feed.follow(tenant, loaded.revision);
    this.feed.notice(tenant, loaded.revision);
    if (this.feed.appliedRevision(tenant) !== loaded.revision) {
      return;
    }
    if (this.size >= this.options.max) {
      this.tenants.clear();
      this.size = 0;
    }
    const values = this.tenants.get(tenant) ?? new Map<string, V>();
    this.tenants.set(tenant, values.set(key, loaded.value));
    this.size += 1;
  }

  apply({ tenant, entity }: FeedChange): void {
    if (entity === 'tenant' || this.options.entities.includes(entity)) {
      this.reset(tenant);
    }
  }

  reset(tenant: string): void {
    this.size -= this.tenants.get(tenant)?.size ?? 0;
    this.tenants.delete(tenant);
  }
}
