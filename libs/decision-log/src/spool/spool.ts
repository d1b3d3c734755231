import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ENTRY_VERSION } from '../entry/entry.js';
import type { EntryKind } from '../entry/entry.js';
import { FrameGroup } from './frame-group.js';
import { LogWriter } from './log-writer.js';
import type { Recorded } from './log-writer.js';
import { SegmentWriter } from './segment-writer.js';
import { SYSTEM_DISK } from './spool-disk.js';
import type { SpoolDisk } from './spool-disk.js';
import { SpoolOutage } from './spool-outage.js';
import type { SpoolEvents } from './spool-outage.js';
import type { SpoolSettings } from './spool-settings.js';
import { SpoolUsage } from './spool-usage.js';
import { Turn } from './turn.js';
import { announceEnd, announceOwner } from './writer-owner.js';

const PROBE_MS = 250;
const MEASURE_MS = 500;

export interface SpoolParts {
  readonly settings: SpoolSettings;
  readonly events: SpoolEvents;
  /** ms since the epoch. */
  readonly now: () => number;
  readonly disk?: SpoolDisk;
}

/** What is to be known of the spool. */
export interface SpoolState {
  /** Whether an entry could be recorded now. */
  readonly isWell: boolean;
  readonly isWritable: boolean;
  /** Of all segments that are not shipped and removed. */
  readonly bytes: number;
  readonly maxBytes: number;
  /** Entries that could not be recorded since the start. */
  readonly unrecorded: number;
}

/** Where the chain of the writer stands. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: Buffer;
}

/**
 * The spool of one run of this process: a chain of entries in append-only segments. All entries of one turn of the
 * event loop are written by one write, and their answers leave behind it.
 */
export class Spool extends LogWriter {
  readonly writer = randomUUID();
  readonly folder: string;
  private readonly frames = new FrameGroup();
  private readonly segments: SegmentWriter;
  private readonly usage: SpoolUsage;
  private readonly heads: Readonly<Record<EntryKind, string>>;
  private turn = new Turn();
  /** Of the last entry, and of the last that is recorded. */
  private seq = 0;
  private recordedSeq = 0;
  private isScheduled = false;
  private isSyncing = false;
  private isClosed = false;
  private unrecorded = 0;
  private outage: SpoolOutage | null = null;
  private probe: NodeJS.Timeout | null = null;
  private lastFailure: unknown = null;
  private at = { ms: 0, text: '' };

  private constructor(private readonly parts: SpoolParts) {
    super();
    const { settings, disk = SYSTEM_DISK } = parts;
    this.folder = join(settings.path, this.writer);
    this.segments = new SegmentWriter(this.folder, settings, disk);
    this.usage = new SpoolUsage(settings.path);
    const head = (kind: EntryKind): string =>
      `{"v":${ENTRY_VERSION},"kind":"${kind}","writer":"${this.writer}","seq":`;
    this.heads = { decision: head('decision'), admin: head('admin'), mark: head('mark') };
  }

  /**
   * Opens a new writer, and marks its start.
   *
   * @param start members of the mark
   * @throws Error of the file system when it cannot be written
   */
  static async open(parts: SpoolParts, start: object): Promise<Spool> {
    const spool = new Spool(parts);
    (parts.disk ?? SYSTEM_DISK).makeFolder(spool.folder);
    await announceOwner(spool.folder);
    await spool.usage.start(MEASURE_MS);
    if (!(await spool.mark('start', start))) {
      await spool.abandon();
      throw spool.lastFailure;
    }
    return spool;
  }

  override get isWell(): boolean {
    return this.state.isWell;
  }

  get state(): SpoolState {
    const { bytes } = this.usage;
    const { maxBytes } = this.parts.settings;
    const isWritable = this.outage === null && !this.isClosed;
    const { unrecorded } = this;
    return { isWell: isWritable && bytes <= maxBytes, isWritable, bytes, maxBytes, unrecorded };
  }

  /** The last entry that is recorded. */
  get head(): ChainHead {
    return { seq: this.recordedSeq, hash: this.frames.head };
  }

  override append(kind: EntryKind, rest: string, recorded: Recorded): Promise<void> | undefined {
    if (this.isClosed || (kind !== 'mark' && this.usage.bytes > this.parts.settings.maxBytes)) {
      this.unrecorded += 1;
      this.tell(recorded, false);
      return undefined;
    }
    this.seq += 1;
    this.frames.add(`${this.heads[kind]}${this.seq},"at":"${this.timeText()}",${rest}`);
    this.turn.add(kind, recorded);
    if (!this.isScheduled && !this.isSyncing) {
      this.isScheduled = true;
      // Behind all that this turn of the event loop has read.
      setImmediate(this.flush);
    }
    return this.turn.over;
  }

  /** Adds what the writer says of itself. @returns whether it is recorded */
  async mark(event: string, members: object): Promise<boolean> {
    let isDone = false;
    const body = { tenant: null, event, ...members };
    await this.append('mark', JSON.stringify(body).slice(1), (isRecorded) => {
      isDone = isRecorded;
    });
    return isDone;
  }

  /** Marks the end, and records all that was added. Nothing can be added afterwards. */
  async close(stop: object): Promise<void> {
    const stopped = this.mark('stop', stop);
    this.isClosed = true;
    await stopped;
    await this.abandon();
  }

  private async abandon(): Promise<void> {
    this.isClosed = true;
    this.endProbe();
    await this.usage.stop();
    this.segments.close();
    await announceEnd(this.folder);
  }

  private readonly flush = (): void => {
    this.isScheduled = false;
    if (this.isSyncing || this.turn.length === 0) {
      return;
    }
    const { bytes, tip } = this.frames;
    const { turn } = this;
    const length = bytes.length;
    try {
      this.segments.write(bytes, this.recordedSeq + 1, this.parts.now());
    } catch (cause) {
      this.fail(cause, [turn]);
      return;
    }
    this.turn = new Turn();
    this.frames.clear();
    if (this.parts.settings.durability === 'process') {
      this.keep(turn, { tip, length });
      return;
    }
    this.isSyncing = true;
    this.segments.sync((cause) => {
      this.isSyncing = false;
      this.synced(cause, turn, { tip, length });
    });
  };

  private synced(
    cause: Error | null,
    turn: Turn,
    written: { readonly tip: Buffer; readonly length: number },
  ): void {
    if (cause !== null) {
      this.segments.takeBack(written.length);
      // What was added meanwhile is chained to what is not there.
      this.fail(cause, [turn, this.turn]);
      return;
    }
    this.keep(turn, written);
    this.flush();
  }

  private keep(
    turn: Turn,
    { tip, length }: { readonly tip: Buffer; readonly length: number },
  ): void {
    this.frames.keep(tip);
    this.recordedSeq += turn.length;
    this.usage.add(length);
    this.end(turn, true);
  }

  private fail(cause: unknown, turns: readonly Turn[]): void {
    this.turn = new Turn();
    this.frames.rollBack();
    this.seq = this.recordedSeq;
    this.lastFailure = cause;
    if (this.outage === null) {
      this.outage = new SpoolOutage(cause, this.parts.now());
      this.probe = setInterval(this.tryAgain, PROBE_MS);
      this.probe.unref();
      this.parts.events.failed(cause);
    }
    for (const turn of turns) {
      this.unrecorded += turn.answers;
      this.outage.add(turn.answers);
      this.end(turn, false);
    }
  }

  /** The mark of the recovery is what shows that there is one: nothing need be asked meanwhile. */
  private readonly tryAgain = (): void => {
    const report = this.outage?.report();
    if (report === undefined) {
      return;
    }
    void this.mark('recovered', report).then((isRecorded) => {
      if (isRecorded) {
        this.outage = null;
        this.endProbe();
        this.parts.events.recovered(report);
      }
    });
  };

  private endProbe(): void {
    if (this.probe !== null) {
      clearInterval(this.probe);
      this.probe = null;
    }
  }

  private end(turn: Turn, isRecorded: boolean): void {
    for (const recorded of turn.waiting) {
      this.tell(recorded, isRecorded);
    }
    turn.end();
  }

  private tell(recorded: Recorded, isRecorded: boolean): void {
    try {
      recorded(isRecorded);
    } catch (cause) {
      this.parts.events.fault(cause);
    }
  }

  private timeText(): string {
    const ms = this.parts.now();
    if (ms !== this.at.ms) {
      this.at = { ms, text: new Date(ms).toISOString() };
    }
    return this.at.text;
  }
}
