import { link, mkdir, open, rm, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { listSegments, segmentName } from '../spool/segment-files.js';

export interface Chunk {
  readonly bytes: Buffer;
  /** Whether the file had no more when it was read. */
  readonly reachesEnd: boolean;
}

export interface WriterFolderOptions {
  readonly writer: string;
  readonly path: string;
  /** Where copies of damaged segments are kept. */
  readonly damagedPath: string;
  /** Whether the writer may still add entries. */
  readonly isLive: () => boolean;
  /** While it may: the last entry that is recorded. What follows may still be taken back. */
  readonly recordedSeq: () => number;
}

/** The segments of one writer: `<first number, 16 digits>.seg`. */
export class WriterFolder {
  readonly writer: string;
  readonly path: string;

  constructor(private readonly options: WriterFolderOptions) {
    this.writer = options.writer;
    this.path = options.path;
  }

  isLive(): boolean {
    return this.options.isLive();
  }

  /** The last entry that is there to stay; of a writer that has ended, whatever is there. */
  recordedSeq(): number {
    return this.isLive() ? this.options.recordedSeq() : Number.MAX_SAFE_INTEGER;
  }

  /** Numbers of the first entries of its segments, in order; none when the folder is gone. */
  async segments(): Promise<readonly number[]> {
    return await listSegments(this.path);
  }

  /** Up to `length` bytes of a segment from an offset; null when there is no such file. */
  async read(
    { segment, offset }: { readonly segment: number; readonly offset: number },
    length: number,
  ): Promise<Chunk | null> {
    const file = await orNone(open(this.fileOf(segment), 'r'), null);
    if (file === null) {
      return null;
    }
    try {
      const rest = Math.max(0, (await file.stat()).size - offset);
      const bytes = Buffer.allocUnsafe(Math.min(rest, length));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, offset);
      return { bytes: bytes.subarray(0, bytesRead), reachesEnd: rest <= length };
    } finally {
      await file.close();
    }
  }

  /** Size in bytes; 0 when there is no such file. */
  async sizeOf(segment: number): Promise<number> {
    return (await orNone(stat(this.fileOf(segment)), null))?.size ?? 0;
  }

  async totalBytes(): Promise<number> {
    const sizes = (await this.segments()).map(async (segment) => await this.sizeOf(segment));
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  }

  /**
   * Keeps a segment where damaged ones are kept, also when it is removed here. By a second name, since on a full disk
   * there is no room for a copy, and what waits here must go on.
   *
   * @returns its path there
   */
  async keepAside(segment: number): Promise<string> {
    const { damagedPath } = this.options;
    await mkdir(damagedPath, { recursive: true });
    const kept = join(damagedPath, `${this.writer}-${segmentName(segment)}`);
    try {
      await link(this.fileOf(segment), kept);
    } catch (cause) {
      if (!['EEXIST', 'ENOENT'].includes((cause as NodeJS.ErrnoException).code ?? '')) {
        throw cause;
      }
    }
    return kept;
  }

  async remove(segment: number): Promise<void> {
    await orNone(unlink(this.fileOf(segment)), undefined);
  }

  /** Removes the folder of a writer that has ended and whose entries are all elsewhere. */
  async removeAll(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }

  private fileOf(segment: number): string {
    return join(this.path, segmentName(segment));
  }
}

/** A file that is gone has been pruned by another process, and is no fault. */
async function orNone<T>(result: Promise<T>, none: T): Promise<T> {
  try {
    return await result;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') {
      return none;
    }
    throw cause;
  }
}
