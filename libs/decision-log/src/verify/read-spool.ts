import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findFrame, readFrame } from '../spool/frame.js';
import { readFrames } from '../spool/read-frames.js';
import type { SegmentEnd } from '../spool/read-frames.js';
import { listSegments, segmentName } from '../spool/segment-files.js';
import type { KeptEntry } from './writer-checker.js';

/** A place of a segment where there is no whole frame. */
export interface SpoolGap {
  readonly file: string;
  readonly atByte: number;
  readonly reason: string;
}

export type Spooled =
  { readonly kind: 'entry'; readonly entry: KeptEntry } | ({ readonly kind: 'gap' } & SpoolGap);

/** Every whole frame of a writer's folder, and what is between. A last write that was cut off is no gap. */
export async function* readSpool(folder: string): AsyncGenerator<Spooled> {
  const segments = await listSegments(folder);
  for (const first of segments) {
    const file = join(folder, segmentName(first));
    yield* readSegment({ file, first, isLast: first === segments.at(-1) });
  }
}

interface Segment {
  readonly file: string;
  /** Number of its first entry, by its name. */
  readonly first: number;
  readonly isLast: boolean;
}

async function* readSegment({ file, first, isLast }: Segment): AsyncGenerator<Spooled> {
  let seq = first;
  let offset: number | undefined;
  do {
    const frames = readFrames(file, offset);
    let next = await frames.next();
    for (; next.done !== true; next = await frames.next()) {
      const { hash, entry: text } = next.value;
      yield { kind: 'entry', entry: { seq, text, hash } };
      seq += 1;
    }
    const behind = await lookBehind(file, next.value);
    if (isDamage(next.value, isLast && behind === null)) {
      const reason = next.value.kind === 'bad' ? next.value.reason : 'an entry is cut off';
      yield { kind: 'gap', file, atByte: next.value.offset, reason };
    }
    offset = behind?.offset;
    // Behind a gap, only the entry itself tells how many are missing.
    seq = behind?.seq ?? seq;
  } while (offset !== undefined);
}

/** At the very end an entry may be cut off: it was never answered. */
function isDamage({ kind }: SegmentEnd, isAtEnd: boolean): boolean {
  return kind === 'bad' || (kind === 'short' && !isAtEnd);
}

/** The next whole frame behind what is none. */
async function lookBehind(
  file: string,
  end: SegmentEnd,
): Promise<{ readonly offset: number; readonly seq: number | null } | null> {
  const rest = end.kind === 'end' ? null : (await readFile(file)).subarray(end.offset);
  const at = rest === null ? null : findFrame(rest, 1);
  if (rest === null || at === null) {
    return null;
  }
  const frame = readFrame(rest, at);
  return {
    offset: end.offset + at,
    seq: frame.kind === 'entry' ? numberOf(frame.entry) : null,
  };
}

/** What an entry says that its number is. */
export function numberOf(text: Buffer): number | null {
  try {
    const { seq } = JSON.parse(text.toString()) as { readonly seq?: unknown };
    return typeof seq === 'number' ? seq : null;
  } catch {
    return null;
  }
}
