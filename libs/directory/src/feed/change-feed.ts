import { setTimeout as sleepFor } from 'node:timers/promises';
import { RevisionedWriter } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { DatabaseClock, elapsed, ProcessClock } from './feed-clock.js';
import type { ClockReading } from './feed-clock.js';
import { FeedConnection } from './feed-connection.js';
import { FeedSettings } from './feed-settings.js';
import { pollChanges } from './poll-changes.js';
import type { FeedChange, FeedPage } from './poll-changes.js';

/** Longest that listeners prepare for changes; what is not ready then is waited for by those that need it. */
const PREPARE_LIMIT_MS = 50;
/** Between two polls that wait for a revision. */
const PAUSE_MS = 20;

/** What caches do when something has changed. Both are called in the order of revisions. */
export interface FeedListener {
  /** Told of changes before any of them is applied, to have ready what they need. Is not waited for long. */
  prepare?(changes: readonly FeedChange[]): Promise<unknown>;
  apply(change: FeedChange): void;
  /** Forget all of the tenant: more has changed than is told. */
  reset(tenant: string): void;
}

/**
 * Follows what is written, here and by other processes. It knows for each tenant the revision up to which its
 * listeners have been told everything, and when that was last confirmed: the time before the poll was sent that
 * found nothing newer. A notification only brings the next poll forward; a lost one costs a poll interval.
 */
@Injectable()
export class ChangeFeed implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly applied = new Map<string, number>();
  /** The highest revision that a load or a write of this process has shown, applied or not. */
  private readonly noticed = new Map<string, number>();
  /** Followed, and not yet asked about: something may have changed before they were. */
  private readonly unconfirmed = new Set<string>();
  private readonly listeners: FeedListener[] = [];
  private readonly database = new DatabaseClock();
  private confirmed: ClockReading | null = null;
  private hasRegressed = false;
  private running: Promise<void> | null = null;
  private queued: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly connection: FeedConnection,
    private readonly settings: FeedSettings,
    private readonly clock: ProcessClock,
    writer: RevisionedWriter,
  ) {
    writer.afterCommit(async (tenant, revision) => {
      this.notice(tenant, revision);
      return await this.catchUp(tenant, revision);
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.poll();
    this.timer = setInterval(() => {
      this.hint();
    }, this.settings.pollIntervalMs);
  }

  onApplicationShutdown(): void {
    if (this.timer !== null) {
      clearInterval(this.timer);
    }
  }

  listen(listener: FeedListener): void {
    this.listeners.push(listener);
  }

  /** Something may have changed: looks as soon as it can. What goes wrong shows as age. */
  hint(): void {
    this.poll().catch(() => undefined);
  }

  /** The revision up to which listeners know everything; null for a tenant that nobody has asked about. */
  appliedRevision(tenant: string): number | null {
    return this.applied.get(tenant) ?? null;
  }

  /**
   * The revision that answers from memory are judged at; null when there can be none: the tenant is not followed,
   * no poll has asked about it since it is, or this process has seen a later revision than it has applied.
   */
  memoryRevision(tenant: string): number | null {
    const applied = this.applied.get(tenant);
    const isBehind = applied === undefined || applied < (this.noticed.get(tenant) ?? 0);
    return isBehind || this.unconfirmed.has(tenant) || !this.isFresh() ? null : applied;
  }

  /** A load or a write has shown that revision: memory must not answer at an earlier one any more. */
  notice(tenant: string, revision: number): void {
    if (revision > (this.noticed.get(tenant) ?? 0)) {
      this.noticed.set(tenant, revision);
    }
  }

  /** Begins to follow a tenant, from a revision at which nothing of it is cached yet. */
  follow(tenant: string, revision: number): void {
    if (!this.applied.has(tenant)) {
      this.applied.set(tenant, revision);
      this.unconfirmed.add(tenant);
      this.hint();
    }
  }

  /**
   * Waits, within the bound, until the tenant is applied up to the revision. A tenant that is not followed has
   * nothing to catch up with. Never throws. @returns whether it is
   */
  async catchUp(tenant: string, revision: number): Promise<boolean> {
    const began = this.clock.read();
    while (!this.hasApplied(tenant, revision)) {
      const left = this.settings.catchUpLimitMs - elapsed(began, this.clock.read());
      if (left <= 0) {
        return false;
      }
      await this.lookAgain(tenant, revision, left);
    }
    return true;
  }

  /** The poll under way may find it already; one that fails or hangs must not hold the caller past the bound. */
  private async lookAgain(tenant: string, revision: number, limitMs: number): Promise<void> {
    const underWay = this.running;
    const poll = underWay ?? this.poll();
    await Promise.race([poll.catch(() => undefined), sleep(limitMs)]);
    if (underWay === null && !this.hasApplied(tenant, revision)) {
      await sleep(Math.min(PAUSE_MS, limitMs));
    }
  }

  /** ms since it was last confirmed that nothing newer exists; infinite before the first time. */
  ageMs(): number {
    return this.confirmed === null || this.hasRegressed
      ? Infinity
      : elapsed(this.confirmed, this.clock.read());
  }

  isFresh(): boolean {
    return this.ageMs() <= this.settings.maxStalenessMs;
  }

  /** Whether this machine's clock is near enough to the database's. */
  isClockRight(): boolean {
    return this.database.skewMs <= this.settings.maxClockSkewMs;
  }

  /** The database's clock, ms since the epoch; null before the first poll. */
  now(): number | null {
    return this.database.at(this.clock.read());
  }

  private hasApplied(tenant: string, revision: number): boolean {
    return (this.applied.get(tenant) ?? Infinity) >= revision;
  }

  /** A poll that starts after this call: one that is under way may have missed what the caller has in mind. */
  private async poll(): Promise<void> {
    if (this.running === null) {
      this.running = this.runPoll().finally(() => {
        this.running = null;
      });
      await this.running;
      return;
    }
    this.queued ??= this.running
      .catch(() => undefined)
      .then(async () => {
        this.queued = null;
        await this.poll();
      });
    await this.queued;
  }

  private async runPoll(): Promise<void> {
    const sent = this.clock.read();
    const asked = [...this.applied.keys()];
    const page = await pollChanges(this.connection, this.applied);
    this.database.set(page.now, sent, this.clock.read());
    await this.prepare(page.changes);
    this.applyPage(asked, page);
    this.confirmed = sent;
  }

  /** Until it is applied, decisions go on at the revision before: better a little late than waiting in each of them. */
  private async prepare(changes: readonly FeedChange[]): Promise<void> {
    if (changes.length === 0) {
      return;
    }
    const preparing = this.listeners.map(async (listener) => await listener.prepare?.(changes));
    await Promise.race([Promise.allSettled(preparing), sleep(PREPARE_LIMIT_MS)]);
  }

  private applyPage(asked: readonly string[], { revisions, changes, isCut }: FeedPage): void {
    const known = new Map(revisions.map(({ tenant, revision }) => [tenant, revision]));
    for (const tenant of asked) {
      // A tenant that is gone is what a restored or recreated database looks like.
      this.applyTenant(tenant, known.get(tenant) ?? -1, isCut ? null : changes);
      this.unconfirmed.delete(tenant);
    }
  }

  private applyTenant(
    tenant: string,
    revision: number,
    changes: readonly FeedChange[] | null,
  ): void {
    const before = this.applied.get(tenant) ?? revision;
    if (revision === before) {
      return;
    }
    // A counter that went back is a restored backup: revocations may be lost, so nothing here can be trusted.
    this.hasRegressed ||= revision < before;
    const own = changes?.filter((change) => change.tenant === tenant) ?? [];
    // Revisions have no gaps: one without changes means that something is not told.
    const isWhole = new Set(own.map((change) => change.revision)).size === revision - before;
    if (!isWhole || this.hasRegressed) {
      this.tell((listener) => {
        listener.reset(tenant);
      });
    } else {
      this.applyChanges(own);
    }
    this.applied.set(tenant, revision);
  }

  private applyChanges(changes: readonly FeedChange[]): void {
    for (const change of changes) {
      this.tell((listener) => {
        listener.apply(change);
      });
    }
  }

  private tell(told: (listener: FeedListener) => void): void {
    for (const listener of this.listeners) {
      told(listener);
    }
  }
}

async function sleep(ms: number): Promise<void> {
  await sleepFor(ms, undefined, { ref: false });
}
