import { setTimeout as sleepFor } from 'node:timers/promises';
import { RevisionedWriter } from '@legate/persistence';
import type { Committed } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { DatabaseClock, elapsed, ProcessClock } from './feed-clock.js';
import type { ClockReading } from './feed-clock.js';
import { FeedConnection } from './feed-connection.js';
import { FeedProgress } from './feed-progress.js';
import type { FeedListener } from './feed-progress.js';
import { FeedSettings } from './feed-settings.js';
import { pollChanges, toFeedChange } from './poll-changes.js';

/** Longest that listeners prepare for changes; what is not ready then is waited for by those that need it. */
const PREPARE_LIMIT_MS = 50;
/** Between two polls that wait for a revision. */
const PAUSE_MS = 20;

/**
 * Follows what is written, here and by other processes. It knows for each tenant the revision up to which its
 * listeners have been told everything, and when that was last confirmed: the time before the poll was sent that
 * found nothing newer. A notification only brings the next poll forward; a lost one costs a poll interval.
 */
@Injectable()
export class ChangeFeed implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly progress = new FeedProgress();
  private readonly database = new DatabaseClock();
  private confirmed: ClockReading | null = null;
  private running: Promise<void> | null = null;
  private queued: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly connection: FeedConnection,
    private readonly settings: FeedSettings,
    private readonly clock: ProcessClock,
    writer: RevisionedWriter,
  ) {
    writer.afterCommit(async (committed) => await this.takeIn(committed));
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
    this.progress.listen(listener);
  }

  /** A write of this process needs no poll when all before it is applied. */
  private async takeIn({ tenant, revision, changes }: Committed): Promise<boolean> {
    this.notice(tenant, revision);
    this.progress.applyOwn({
      tenant,
      revision,
      changes: (changes ?? []).map((change) => toFeedChange(tenant, revision, change)),
    });
    return await this.catchUp(tenant, revision);
  }

  /** Something may have changed: looks as soon as it can. What goes wrong shows as age. */
  hint(): void {
    this.poll().catch(() => undefined);
  }

  /** Somebody has written: looks, unless that is applied already. */
  hear(tenant: string, revision: number): void {
    if (!this.progress.has(tenant, revision)) {
      this.hint();
    }
  }

  /** The revision up to which listeners know everything; null for a tenant that nobody has asked about. */
  appliedRevision(tenant: string): number | null {
    return this.progress.appliedRevision(tenant);
  }

  /**
   * The revision that answers from memory are judged at; null when there can be none: the tenant is not followed,
   * no poll has asked about it since it is, or this process has seen a later revision than it has applied.
   */
  memoryRevision(tenant: string): number | null {
    return this.isFresh() ? this.progress.settledRevision(tenant) : null;
  }

  /** A load or a write has shown that revision: memory must not answer at an earlier one any more. */
  notice(tenant: string, revision: number): void {
    this.progress.notice(tenant, revision);
  }

  /** Begins to follow a tenant, from a revision at which nothing of it is cached yet. */
  follow(tenant: string, revision: number): void {
    if (this.progress.follow(tenant, revision)) {
      this.hint();
    }
  }

  /**
   * Waits, within the bound, until the tenant is applied up to the revision. A tenant that is not followed has
   * nothing to catch up with. Never throws. @returns whether it is
   */
  async catchUp(tenant: string, revision: number): Promise<boolean> {
    const began = this.clock.read();
    while (!this.progress.has(tenant, revision)) {
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
    if (underWay === null && !this.progress.has(tenant, revision)) {
      await sleep(Math.min(PAUSE_MS, limitMs));
    }
  }

  /** ms since it was last confirmed that nothing newer exists; infinite before the first time. */
  ageMs(): number {
    return this.confirmed === null || this.progress.hasRegressed
      ? Infinity
      : elapsed(this.confirmed, this.clock.read());
  }

  isFresh(): boolean {
    return this.ageMs() <= this.settings.maxStalenessMs;
  }

  /** How far this machine's clock is from the database's, ms. */
  get clockSkewMs(): number {
    return this.database.skewMs;
  }

  /** Whether this machine's clock is near enough to the database's. */
  isClockRight(): boolean {
    return this.database.skewMs <= this.settings.maxClockSkewMs;
  }

  /** The database's clock, ms since the epoch; null before the first poll. */
  now(): number | null {
    return this.database.at(this.clock.read());
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
    const asked = this.progress.snapshot();
    const page = await pollChanges(this.connection, asked);
    this.database.set(page.now, sent, this.clock.read());
    // Until they are applied, decisions go on at the revision before: better than waiting in each of them.
    await Promise.race([this.progress.prepare(page.changes), sleep(PREPARE_LIMIT_MS)]);
    this.progress.applyPage(asked, page);
    this.confirmed = sent;
  }
}

async function sleep(ms: number): Promise<void> {
  await sleepFor(ms, undefined, { ref: false });
}
