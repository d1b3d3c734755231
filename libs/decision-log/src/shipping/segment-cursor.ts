import { findFrame, readFrame, SEGMENT_HEADER_BYTES } from '../spool/frame.js';
import type { EntryFrame, FrameGap } from '../spool/frame.js';
import type { EntryBatch, SpoolDamage, SpooledEntry } from './entry-batch.js';
import type { WriterFolder } from './writer-folder.js';

/** How much of a segment is read at once. */
const CHUNK_BYTES = 4 * 1024 * 1024;
const UNLIMITED = Number.POSITIVE_INFINITY;

/** Where reading goes on: at the byte `offset` of a segment, where the entry `seq` is or will be. */
export interface Place {
  readonly segment: number;
  readonly offset: number;
  readonly seq: number;
}

export interface BatchLimit {
  readonly entries: number;
  readonly bytes: number;
}

export interface ReadBatch {
  readonly batch: EntryBatch;
  /** Where to go on once the batch is delivered. */
  readonly next: Place;
  /** Nothing follows and nothing will: the writer has ended and its last segment is read. */
  readonly isFinished: boolean;
}

type Step = 'more' | 'waiting' | 'finished';

/** Reason of damage that may be none: whoever has removed a segment may have delivered it before. */
export const SEGMENT_GONE = 'a segment is gone';

/** The place of the first entry behind `seq`, or before it in the same segment; null while there is no segment. */
export async function findPlace(folder: WriterFolder, seq: number): Promise<Place | null> {
  const segments = await folder.segments();
  const segment = segments.findLast((first) => first <= seq + 1) ?? segments[0];
  return segment === undefined ? null : { segment, offset: SEGMENT_HEADER_BYTES, seq: segment };
}

/** Reads one writer's entries behind `after` from a place on, until the limit is reached or nothing follows. */
export async function readBatch(
  folder: WriterFolder,
  { from, after }: { readonly from: Place; readonly after: number },
  limit: BatchLimit,
): Promise<ReadBatch> {
  // Asked before the files are looked at: a writer that ends meanwhile is finished the next time.
  const task = { folder, isLive: folder.isLive(), upTo: folder.recordedSeq(), limit };
  const reading = new Reading(task, from, after);
  return await reading.run();
}

interface Task {
  readonly folder: WriterFolder;
  readonly isLive: boolean;
  /** The last entry to read. */
  readonly upTo: number;
  readonly limit: BatchLimit;
}

class Reading {
  private readonly entries: SpooledEntry[] = [];
  private readonly damage: SpoolDamage[] = [];
  private bytes = 0;
  private chunkBytes = CHUNK_BYTES;

  constructor(
    private readonly task: Task,
    private place: Place,
    private after: number,
  ) {}

  async run(): Promise<ReadBatch> {
    let step: Step = 'more';
    while (step === 'more' && !this.isFull()) {
      step = await this.readChunk();
    }
    const { writer } = this.task.folder;
    return {
      batch: { writer, entries: this.entries, damage: this.damage, lastSeq: this.after },
      next: this.place,
      isFinished: step === 'finished',
    };
  }

  private isFull(): boolean {
    const { entries, bytes } = this.task.limit;
    return this.entries.length >= entries || this.bytes >= bytes;
  }

  private async readChunk(): Promise<Step> {
    const { folder, upTo } = this.task;
    if (this.place.seq > upTo) {
      return 'waiting';
    }
    // First what follows: a segment that another follows gets no more frames.
    const following = (await folder.segments()).find((first) => first > this.place.segment) ?? null;
    const chunk = await folder.read(this.place, this.chunkBytes);
    if (chunk === null) {
      return await this.leaveSegment(following, SEGMENT_GONE);
    }
    const { gap, at } = this.takeFrames(chunk.bytes);
    if (gap === null) {
      return 'more';
    }
    if (gap.kind === 'short' && !chunk.reachesEnd) {
      this.chunkBytes = Math.max(CHUNK_BYTES, gap.needed);
      return 'more';
    }
    return await this.atGap({ gap, rest: chunk.bytes.subarray(at), following });
  }

  /** Takes whole frames until the limit. @returns what stands where the next would, and where that is */
  private takeFrames(bytes: Buffer): { readonly gap: FrameGap | null; readonly at: number } {
    let at = 0;
    while (!this.isFull() && this.place.seq <= this.task.upTo) {
      const frame = readFrame(bytes, at);
      if (frame.kind !== 'entry') {
        return { gap: frame, at };
      }
      this.take(frame, frame.end - at);
      at = frame.end;
    }
    return { gap: null, at };
  }

  private take({ hash, entry: bytes }: EntryFrame, length: number): void {
    const { segment, offset, seq } = this.place;
    this.place = { segment, offset: offset + length, seq: seq + 1 };
    if (seq > this.after) {
      this.entries.push({ seq, hash, bytes });
      this.bytes += bytes.length;
      this.after = seq;
    }
  }

  private async atGap(found: {
    readonly gap: FrameGap;
    readonly rest: Buffer;
    readonly following: number | null;
  }): Promise<Step> {
    const { gap, following } = found;
    const isWhole = gap.kind === 'short' && found.rest.length === 0;
    if (isWhole) {
      return await this.leaveSegment(following, null);
    }
    const whole = await this.restOfSegment();
    const behind = findFrame(whole, 1);
    if (behind === null && following === null) {
      // The writer is at it, or died at it: such an entry was never answered.
      return this.task.isLive ? 'waiting' : 'finished';
    }
    await this.passDamage(gap.kind === 'bad' ? gap.reason : 'an entry is cut off', {
      bytes: whole,
      behind,
    });
    return behind === null ? await this.leaveSegment(following, null) : 'more';
  }

  private async restOfSegment(): Promise<Buffer> {
    const chunk = await this.task.folder.read(this.place, UNLIMITED);
    return chunk?.bytes ?? Buffer.alloc(0);
  }

  private async passDamage(
    reason: string,
    { bytes, behind }: { readonly bytes: Buffer; readonly behind: number | null },
  ): Promise<void> {
    const { folder } = this.task;
    const { segment, offset, seq } = this.place;
    const resumedSeq = behind === null ? null : numberOf(bytes, behind);
    this.damage.push({
      segment,
      atByte: offset,
      afterSeq: seq - 1,
      resumedSeq,
      reason,
      keptAt: await folder.keepAside(segment),
    });
    this.place = { segment, offset: offset + (behind ?? bytes.length), seq: resumedSeq ?? seq };
  }

  private async leaveSegment(following: number | null, problem: string | null): Promise<Step> {
    const { segment, seq, offset } = this.place;
    const isMissing = following !== null && following > Math.max(seq, this.after + 1);
    if (isMissing || (problem !== null && !this.task.isLive)) {
      const reason = problem ?? 'entries before the next segment are missing';
      const keptAt = await this.task.folder.keepAside(segment);
      const place = { segment, atByte: offset, afterSeq: seq - 1, resumedSeq: following };
      this.damage.push({ ...place, reason, keptAt });
    }
    if (following === null) {
      return this.task.isLive ? 'waiting' : 'finished';
    }
    this.place = { segment: following, offset: SEGMENT_HEADER_BYTES, seq: following };
    return 'more';
  }
}

/** The number that an entry says of itself. */
function numberOf(bytes: Buffer, at: number): number | null {
  const frame = readFrame(bytes, at);
  try {
    const entry = JSON.parse(frame.kind === 'entry' ? frame.entry.toString() : '') as {
      seq?: number;
    };
    return entry.seq ?? null;
  } catch {
    return null;
  }
}
