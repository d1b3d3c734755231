import { setTimeout as delay } from 'node:timers/promises';
import { BackOff } from './back-off.js';
import type { BackOffBounds } from './back-off.js';
import { measureBacklog } from './backlog.js';
import type { Destination, EntryBatch } from './entry-batch.js';
import type { DestinationStatus } from './log-status.js';
import { findPlace, readBatch, SEGMENT_GONE } from './segment-cursor.js';
import type { BatchLimit, Place } from './segment-cursor.js';
import { within } from './within.js';
import type { WriterFolder } from './writer-folder.js';

export interface DeliverySettings {
  /** Whether segments are kept until this destination has them. */
  readonly isRequired: boolean;
  readonly limit: BatchLimit;
  /** How often to look for new entries when all are delivered, in ms. */
  readonly pollMs: number;
  readonly backOff: BackOffBounds;
  /** Longest that one batch may take; then it counts as failed, in ms. */
  readonly timeoutMs: number;
}

export interface DeliveryEvents {
  failed(destination: string, reason: string, waitMs: number): void;
  recovered(destination: string): void;
  damaged(destination: string, batch: EntryBatch): void;
}

/** How far one writer's entries are delivered. */
interface Progress {
  place: Place;
  after: number;
  isFinished: boolean;
  /** Unset after a failure: what failed may have been done all the same. */
  isCertain: boolean;
}

/** Carries entries to one destination, writer by writer, by itself: what is slow here holds up nothing elsewhere. */
export class Delivery {
  private readonly progress = new Map<string, Progress>();
  private readonly backOff: BackOff;
  private entriesAtOnce: number;
  private delivered = 0;
  private failures = 0;
  private damage = 0;
  private missed = 0;
  private lastError: string | null = null;
  private confirmedAtMs: number | null = null;

  constructor(
    readonly destination: Destination,
    readonly settings: DeliverySettings,
    private readonly events: DeliveryEvents,
  ) {
    this.backOff = new BackOff(settings.backOff);
    this.entriesAtOnce = settings.limit.entries;
  }

  /** Goes on until `stop`; once `draining`, until nothing is left or something fails. */
  async run(
    folders: () => readonly WriterFolder[],
    { stop, draining }: { readonly stop: AbortSignal; readonly draining: AbortSignal },
  ): Promise<void> {
    const hurry = AbortSignal.any([stop, draining]);
    while (!stop.aborted) {
      const wasDraining = draining.aborted;
      const waitMs = await this.turn(folders(), stop);
      if (waitMs > 0 && wasDraining) {
        return;
      }
      await pause(waitMs, hurry);
    }
  }

  /** The first segment that it still needs of a writer; 0 when that is not known. */
  neededSegment(writer: string): number {
    const { place, isFinished = false } = this.progress.get(writer) ?? {};
    return isFinished ? Number.MAX_SAFE_INTEGER : (place?.segment ?? 0);
  }

  /** Whether the writer has ended and all of it is delivered. */
  isFinished(writer: string): boolean {
    return this.progress.get(writer)?.isFinished ?? false;
  }

  forget(writer: string): void {
    this.progress.delete(writer);
  }

  async status(folders: readonly WriterFolder[]): Promise<DestinationStatus> {
    const backlogs = await Promise.all(
      folders.map(
        async (folder) =>
          await measureBacklog(folder, this.progress.get(folder.writer)?.place ?? null),
      ),
    );
    const times = backlogs.map(({ oldestAtMs }) => oldestAtMs).filter((at) => at !== null);
    const { delivered, failures, damage, missed, lastError, confirmedAtMs } = this;
    return {
      name: this.destination.name,
      isRequired: this.settings.isRequired,
      ...{ delivered, failures, damage, missed, lastError, confirmedAtMs },
      oldestAtMs: times.length === 0 ? null : Math.min(...times),
      backlogBytes: backlogs.reduce((sum, { bytes }) => sum + bytes, 0),
    };
  }

  /** One batch of each writer. @returns how long to wait before the next turn, in ms */
  private async turn(folders: readonly WriterFolder[], stop: AbortSignal): Promise<number> {
    try {
      let hasMoved = false;
      for (const folder of folders) {
        hasMoved = (await this.moveOn(folder, stop)) || hasMoved;
      }
      this.succeeded();
      return hasMoved ? 0 : this.settings.pollMs;
    } catch (cause) {
      return stop.aborted ? this.settings.pollMs : this.failed(cause);
    }
  }

  private async moveOn(folder: WriterFolder, stop: AbortSignal): Promise<boolean> {
    const progress = await this.progressOf(folder);
    if (progress === null || progress.isFinished) {
      return false;
    }
    const { place: from, after } = progress;
    const limit = { entries: this.entriesAtOnce, bytes: this.settings.limit.bytes };
    const { batch, next, isFinished } = await readBatch(folder, { from, after }, limit);
    if (await this.isElsewhere(batch, after)) {
      progress.isCertain = false;
      return true;
    }
    const isEmpty = batch.entries.length === 0 && batch.damage.length === 0;
    if (!isEmpty) {
      await this.deliver(batch, stop);
    }
    Object.assign(progress, { place: next, after: batch.lastSeq, isFinished });
    return !isEmpty;
  }

  /** Whether a segment is gone since another process has delivered it. */
  private async isElsewhere({ writer, damage }: EntryBatch, after: number): Promise<boolean> {
    const isGone = damage.some(({ reason }) => reason === SEGMENT_GONE);
    return isGone && (await this.destination.position(writer)) > after;
  }

  private async progressOf(folder: WriterFolder): Promise<Progress | null> {
    const known = this.progress.get(folder.writer);
    if (known?.isCertain === true) {
      return known;
    }
    const after = await this.destination.position(folder.writer);
    const place = known?.after === after ? known.place : await findPlace(folder, after);
    // Without a segment there is nothing yet, or nothing any more.
    const isFinished = place === null && !folder.isLive();
    if (place === null && !isFinished) {
      return null;
    }
    const progress = { place: place ?? NOWHERE, after, isFinished, isCertain: true };
    this.progress.set(folder.writer, progress);
    return progress;
  }

  private async deliver(batch: EntryBatch, stop: AbortSignal): Promise<void> {
    const { timeoutMs, limit } = this.settings;
    await within(timeoutMs, stop, async (signal) => {
      await this.destination.deliver(batch, signal);
    });
    this.delivered += batch.entries.length;
    this.confirmedAtMs = Date.now();
    if (batch.damage.length > 0) {
      this.damage += batch.damage.length;
      this.missed += missedIn(batch);
      this.events.damaged(this.destination.name, batch);
    }
    if (batch.entries.length >= this.entriesAtOnce) {
      this.entriesAtOnce = Math.min(limit.entries, this.entriesAtOnce * 2);
    }
  }

  private succeeded(): void {
    this.backOff.succeed();
    if (this.lastError !== null) {
      this.lastError = null;
      this.events.recovered(this.destination.name);
    }
  }

  /** The next attempt is with half as much, so that an entry that is refused is tried alone in the end. */
  private failed(cause: unknown): number {
    this.failures += 1;
    this.lastError = cause instanceof Error ? cause.message : String(cause);
    this.entriesAtOnce = Math.max(1, Math.floor(this.entriesAtOnce / 2));
    for (const progress of this.progress.values()) {
      progress.isCertain = false;
    }
    const waitMs = this.backOff.fail();
    this.events.failed(this.destination.name, this.lastError, waitMs);
    return waitMs;
  }
}

const NOWHERE: Place = { segment: Number.MAX_SAFE_INTEGER, offset: 0, seq: 0 };

function missedIn({ damage }: EntryBatch): number {
  return damage.reduce(
    (sum, { afterSeq, resumedSeq }) => sum + Math.max(0, (resumedSeq ?? afterSeq) - afterSeq - 1),
    0,
  );
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) {
    await delay(ms, undefined, { signal }).catch(() => undefined);
  }
}
