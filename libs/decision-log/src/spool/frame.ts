import { crc32 } from 'node:zlib';
import { HASH_BYTES } from '../chain/entry-hash.js';

/** Bytes of a segment before its first frame: magic, version, reserved. */
export const SEGMENT_HEADER_BYTES = 16;
/** Bytes of a frame before the entry: length, checksum, hash. */
export const FRAME_HEAD_BYTES = 8 + HASH_BYTES;
/** No entry is longer: a body has at most 64 MiB. */
export const MAX_ENTRY_BYTES = 256 * 1024 * 1024;

const MAGIC = 'LGTSPOOL';
const VERSION = 1;

/** A whole frame with the right checksum. */
export interface EntryFrame {
  readonly kind: 'entry';
  readonly hash: Buffer;
  readonly entry: Buffer;
  /** Where the next frame begins. */
  readonly end: number;
}

/** What stands where a whole frame should. */
export type FrameGap =
  /** The bytes end before the frame does; `needed` is how many it would take. */
  | { readonly kind: 'short'; readonly needed: number }
  | { readonly kind: 'bad'; readonly reason: string };

export type Frame = EntryFrame | FrameGap;

export function makeSegmentHeader(): Buffer {
  const header = Buffer.alloc(SEGMENT_HEADER_BYTES);
  header.write(MAGIC, 'latin1');
  header.writeUInt32LE(VERSION, MAGIC.length);
  return header;
}

export function isSegmentHeader(bytes: Buffer): boolean {
  return bytes.subarray(0, SEGMENT_HEADER_BYTES).equals(makeSegmentHeader());
}

/** Reads the frame at an offset of a segment's bytes. The frame shares their memory. */
export function readFrame(bytes: Buffer, at: number): Frame {
  if (at + FRAME_HEAD_BYTES > bytes.length) {
    return { kind: 'short', needed: FRAME_HEAD_BYTES };
  }
  const length = bytes.readUInt32LE(at);
  if (length === 0 || length > MAX_ENTRY_BYTES) {
    return { kind: 'bad', reason: 'a length that no entry has' };
  }
  const end = at + FRAME_HEAD_BYTES + length;
  if (end > bytes.length) {
    return { kind: 'short', needed: FRAME_HEAD_BYTES + length };
  }
  const summed = bytes.subarray(at + 8, end);
  if (crc32(summed) !== bytes.readUInt32LE(at + 4)) {
    return { kind: 'bad', reason: 'the checksum is wrong' };
  }
  const hash = summed.subarray(0, HASH_BYTES);
  return { kind: 'entry', hash, entry: summed.subarray(HASH_BYTES), end };
}

/** Every entry begins with it. */
const ENTRY_START = Buffer.from('{"v":');

/** Where, from an offset on, a whole frame with the right checksum begins; null when there is none. */
export function findFrame(bytes: Buffer, from: number): number | null {
  let entry = bytes.indexOf(ENTRY_START, from + FRAME_HEAD_BYTES);
  while (entry !== -1) {
    const at = entry - FRAME_HEAD_BYTES;
    if (readFrame(bytes, at).kind === 'entry') {
      return at;
    }
    entry = bytes.indexOf(ENTRY_START, entry + 1);
  }
  return null;
}
