import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { FRAME_HEAD_BYTES, readFrame, SEGMENT_HEADER_BYTES } from './frame.js';
import type { FrameGap } from './frame.js';

const CHUNK_BYTES = 1024 * 1024;

/** One spooled entry. */
export interface SpooledFrame {
  /** Of the chain, 32 bytes. */
  readonly hash: Buffer;
  /** The exact bytes that are hashed, stored and verified. */
  readonly entry: Buffer;
  /** Offset in the file behind the frame: where reading goes on. */
  readonly end: number;
}

/** Why reading ended: at the end of the file, or at what is no whole frame. */
export type SegmentEnd =
  { readonly kind: 'end'; readonly offset: number } | (FrameGap & { readonly offset: number });

/**
 * The whole frames of a segment from an offset on (default: the first). Ends at the first thing that is none, and
 * returns what that is: in the last segment of a writer a write that is under way or was cut off, else damage.
 */
export async function* readFrames(
  file: string,
  fromOffset = SEGMENT_HEADER_BYTES,
): AsyncGenerator<SpooledFrame, SegmentEnd> {
  const handle = await open(file, 'r');
  try {
    let offset = fromOffset;
    let length = CHUNK_BYTES;
    for (;;) {
      const bytes = await readAt(handle, offset, length);
      let at = 0;
      let frame = readFrame(bytes, at);
      for (; frame.kind === 'entry'; frame = readFrame(bytes, at)) {
        at = frame.end;
        yield { hash: frame.hash, entry: frame.entry, end: offset + at };
      }
      offset += at;
      if (frame.kind === 'bad') {
        return { ...frame, offset };
      }
      if (bytes.length < length) {
        return bytes.length === at ? { kind: 'end', offset } : { ...frame, offset };
      }
      length = Math.max(CHUNK_BYTES, frame.needed + FRAME_HEAD_BYTES);
    }
  } finally {
    await handle.close();
  }
}

/** Up to `length` bytes; fewer only at the end of the file. */
async function readAt(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
    if (bytesRead === 0) {
      break;
    }
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
