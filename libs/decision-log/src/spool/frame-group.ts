import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { GENESIS, HASH_BYTES } from '../chain/entry-hash.js';
import { FRAME_HEAD_BYTES } from './frame.js';

const SUMMED_AT = 8;
const FIRST_BYTES = 256 * 1024;
/** A buffer that a burst has made larger is let go again. */
const KEPT_BYTES = 4 * 1024 * 1024;
/** UTF-8 takes at most so many bytes for a unit of a string. */
const MAX_BYTES_PER_UNIT = 3;

/**
 * The frames that are to be written next, chained to those before. Entries are serialised, hashed and summed where
 * they will be written from: on the path of a decision nothing is copied twice.
 */
export class FrameGroup {
  private buffer = Buffer.allocUnsafeSlow(FIRST_BYTES);
  private length = 0;
  /** Of the last entry, and of the last that has been recorded. */
  private readonly last = Buffer.from(GENESIS);
  private readonly kept = Buffer.from(GENESIS);

  get isEmpty(): boolean {
    return this.length === 0;
  }

  /** The frames. Valid until the next is added. */
  get bytes(): Buffer {
    return this.buffer.subarray(0, this.length);
  }

  /** The hash of the last entry that has been recorded. */
  get head(): Buffer {
    return Buffer.from(this.kept);
  }

  add(text: string): void {
    const at = this.length;
    this.reserve(FRAME_HEAD_BYTES + text.length * MAX_BYTES_PER_UNIT);
    const { buffer } = this;
    const entryAt = at + FRAME_HEAD_BYTES;
    const length = buffer.write(text, entryAt);
    const end = entryAt + length;
    const summed = buffer.subarray(at + SUMMED_AT, end);
    // The hash is over the previous one and the entry, so the previous lies where its successor will.
    this.last.copy(buffer, at + SUMMED_AT);
    // As a string of bytes: twice as fast as through a Buffer of its own.
    buffer.write(hash('sha256', summed, 'binary'), at + SUMMED_AT, HASH_BYTES, 'binary');
    buffer.copy(this.last, 0, at + SUMMED_AT, entryAt);
    buffer.writeUInt32LE(length, at);
    buffer.writeUInt32LE(crc32(summed), at + 4);
    this.length = end;
  }

  /** The frames are written, and may be forgotten: what is added from now on is the next group. */
  clear(): void {
    this.length = 0;
    if (this.buffer.length > KEPT_BYTES) {
      this.buffer = Buffer.allocUnsafeSlow(FIRST_BYTES);
    }
  }

  /** All that was added and cleared is recorded for good; the hash of its last entry is given. */
  keep(hashOfLast: Uint8Array): void {
    this.kept.set(hashOfLast);
  }

  /** The hash of the last entry that was added. */
  get tip(): Buffer {
    return Buffer.from(this.last);
  }

  /** Forgets all that is not recorded: the next entry is chained to the last that is. */
  rollBack(): void {
    this.last.set(this.kept);
    this.clear();
  }

  private reserve(more: number): void {
    const needed = this.length + more;
    if (needed > this.buffer.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.buffer.length * 2));
      this.buffer.copy(larger, 0, 0, this.length);
      this.buffer = larger;
    }
  }
}
