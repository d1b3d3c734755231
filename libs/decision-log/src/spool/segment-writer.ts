import { join } from 'node:path';
import { makeSegmentHeader, SEGMENT_HEADER_BYTES } from './frame.js';
import { segmentName } from './segment-files.js';
import type { SpoolDisk } from './spool-disk.js';
import type { SpoolSettings } from './spool-settings.js';

interface OpenSegment {
  readonly fd: number;
  readonly openedAtMs: number;
  /** Where the next frame goes. What lies behind is left of a write that failed. */
  offset: number;
  /** Whether it may hold more than what was written in full. */
  isTorn: boolean;
  /** Whether its name has reached the disk. */
  isNamed: boolean;
}

/**
 * Writes groups of frames into segments, each group whole or not at all: what a failed write left is cut off before
 * the next, so that no torn frame is ever in the middle.
 */
export class SegmentWriter {
  private segment: OpenSegment | null = null;

  constructor(
    private readonly folder: string,
    private readonly settings: Pick<SpoolSettings, 'segmentBytes' | 'segmentAgeMs'>,
    private readonly disk: SpoolDisk,
  ) {}

  /**
   * Appends frames of which the first is number `firstSeq`.
   *
   * @throws Error of the file system; nothing of the group is kept then.
   */
  write(frames: Uint8Array, firstSeq: number, nowMs: number): void {
    const segment = this.segmentFor(frames.length, firstSeq, nowMs);
    segment.isTorn = true;
    let written = 0;
    try {
      while (written < frames.length) {
        written += this.disk.write(
          segment.fd,
          written === 0 ? frames : frames.subarray(written),
          segment.offset + written,
        );
      }
    } catch (cause) {
      this.tryMend(segment);
      throw cause;
    }
    segment.isTorn = false;
    segment.offset += frames.length;
  }

  /** Takes the last group back, which has been written and could not be brought to the disk. */
  takeBack(length: number): void {
    const { segment } = this;
    if (segment !== null) {
      segment.offset -= length;
      segment.isTorn = true;
      this.tryMend(segment);
    }
  }

  /** Brings what was written to the disk. */
  sync(done: (cause: Error | null) => void): void {
    const { segment } = this;
    if (segment === null) {
      done(null);
      return;
    }
    this.disk.syncFile(segment.fd, (cause) => {
      if (cause !== null || segment.isNamed) {
        done(cause);
        return;
      }
      this.disk.syncFolder(this.folder, (problem) => {
        segment.isNamed = problem === null;
        done(problem);
      });
    });
  }

  /** @throws Error of the file system */
  close(): void {
    const { segment } = this;
    this.segment = null;
    if (segment !== null) {
      this.disk.close(segment.fd);
    }
  }

  private segmentFor(length: number, firstSeq: number, nowMs: number): OpenSegment {
    const { segment } = this;
    if (segment === null) {
      return this.open(firstSeq, nowMs);
    }
    if (segment.isTorn) {
      this.mend(segment);
    }
    if (!this.isFull(segment, length, nowMs)) {
      return segment;
    }
    this.close();
    return this.open(firstSeq, nowMs);
  }

  private isFull({ offset, openedAtMs }: OpenSegment, length: number, nowMs: number): boolean {
    const { segmentBytes, segmentAgeMs } = this.settings;
    const hasFrames = offset > SEGMENT_HEADER_BYTES;
    return hasFrames && (offset + length > segmentBytes || nowMs - openedAtMs > segmentAgeMs);
  }

  private open(firstSeq: number, openedAtMs: number): OpenSegment {
    this.disk.makeFolder(this.folder);
    const fd = this.disk.open(join(this.folder, segmentName(firstSeq)));
    try {
      const header = makeSegmentHeader();
      if (this.disk.write(fd, header, 0) < header.length) {
        throw new Error('the header of a segment could not be written whole');
      }
    } catch (cause) {
      this.disk.close(fd);
      throw cause;
    }
    const offset = SEGMENT_HEADER_BYTES;
    this.segment = { fd, openedAtMs, offset, isTorn: false, isNamed: false };
    return this.segment;
  }

  private mend(segment: OpenSegment): void {
    this.disk.truncate(segment.fd, segment.offset);
    segment.isTorn = false;
  }

  private tryMend(segment: OpenSegment): void {
    try {
      this.mend(segment);
    } catch {
      // It stays torn: the next write tries again before it writes anything.
    }
  }
}
