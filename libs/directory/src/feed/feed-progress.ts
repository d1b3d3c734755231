import type { FeedChange, FeedPage } from './poll-changes.js';

/** What caches do when something has changed. Both are called in the order of revisions. */
export interface FeedListener {
  /** Told of changes before any of them is applied, to have ready what they need. Is not waited for long. */
  prepare?(changes: readonly FeedChange[]): Promise<unknown>;
  apply(change: FeedChange): void;
  /** Forget all of the tenant: more has changed than is told. */
  reset(tenant: string): void;
}

/** What one write of this process has changed. */
export interface OwnWrite {
  readonly tenant: string;
  readonly revision: number;
  readonly changes: readonly FeedChange[];
}

/** Up to which revision of each tenant the listeners have been told everything. */
export class FeedProgress {
  private readonly applied = new Map<string, number>();
  /** The highest revision that a load or a write of this process has shown, applied or not. */
  private readonly noticed = new Map<string, number>();
  /** Followed, and not yet asked about: something may have changed before they were. */
  private readonly unconfirmed = new Set<string>();
  private readonly listeners: FeedListener[] = [];
  private isBroken = false;

  /** Whether a counter has gone back: nothing here can be trusted any more. */
  get hasRegressed(): boolean {
    return this.isBroken;
  }

  listen(listener: FeedListener): void {
    this.listeners.push(listener);
  }

  /** As it is now: what a poll asks about is compared with what it answers, whatever is applied meanwhile. */
  snapshot(): ReadonlyMap<string, number> {
    return new Map(this.applied);
  }

  /** Null for a tenant that is not followed. */
  appliedRevision(tenant: string): number | null {
    return this.applied.get(tenant) ?? null;
  }

  /** Whether nothing up to the revision is missing; a tenant that is not followed lacks nothing. */
  has(tenant: string, revision: number): boolean {
    return (this.applied.get(tenant) ?? Infinity) >= revision;
  }

  /** The applied revision, or null when this process has seen a later one or no poll has asked about the tenant. */
  settledRevision(tenant: string): number | null {
    const applied = this.applied.get(tenant);
    const isBehind = applied === undefined || applied < (this.noticed.get(tenant) ?? 0);
    return isBehind || this.unconfirmed.has(tenant) ? null : applied;
  }

  notice(tenant: string, revision: number): void {
    if (revision > (this.noticed.get(tenant) ?? 0)) {
      this.noticed.set(tenant, revision);
    }
  }

  /** @returns whether it was not followed before */
  follow(tenant: string, revision: number): boolean {
    if (this.applied.has(tenant)) {
      return false;
    }
    this.applied.set(tenant, revision);
    this.unconfirmed.add(tenant);
    return true;
  }

  /** Takes in a write of this process, if nothing is missing before it; else a poll will bring it. */
  applyOwn({ tenant, revision, changes }: OwnWrite): void {
    const isNext = this.applied.get(tenant) === revision - 1 && !this.unconfirmed.has(tenant);
    if (isNext && changes.length > 0 && !this.isBroken) {
      this.tellAll(changes);
      this.applied.set(tenant, revision);
    }
  }

  /** Resolves when every listener is ready for the changes. Never rejects. */
  async prepare(changes: readonly FeedChange[]): Promise<void> {
    if (changes.length > 0) {
      const preparing = this.listeners.map(async (listener) => await listener.prepare?.(changes));
      await Promise.allSettled(preparing);
    }
  }

  /** Takes in what a poll has seen of the tenants it asked about. */
  applyPage(asked: ReadonlyMap<string, number>, { revisions, changes, isCut }: FeedPage): void {
    const known = new Map(revisions.map(({ tenant, revision }) => [tenant, revision]));
    for (const [tenant, askedAt] of asked) {
      // A tenant that is gone is what a restored or recreated database looks like.
      const revision = known.get(tenant) ?? -1;
      // A counter that went back is a restored backup: revocations may be lost.
      this.isBroken ||= revision < askedAt;
      this.advance(tenant, revision, isCut ? null : changes);
      this.unconfirmed.delete(tenant);
    }
  }

  private advance(tenant: string, revision: number, changes: readonly FeedChange[] | null): void {
    const before = this.applied.get(tenant) ?? revision;
    // The poll may have been under way while a later write of this process was taken in.
    if (revision === before || (revision < before && !this.isBroken)) {
      return;
    }
    const news =
      changes?.filter((change) => change.tenant === tenant && change.revision > before) ?? [];
    // Revisions have no gaps: one without changes means that something is not told.
    const isWhole = new Set(news.map((change) => change.revision)).size === revision - before;
    if (isWhole && !this.isBroken) {
      this.tellAll(news);
    } else {
      for (const listener of this.listeners) {
        listener.reset(tenant);
      }
    }
    this.applied.set(tenant, revision);
  }

  private tellAll(changes: readonly FeedChange[]): void {
    for (const change of changes) {
      for (const listener of this.listeners) {
        listener.apply(change);
      }
    }
  }
}
