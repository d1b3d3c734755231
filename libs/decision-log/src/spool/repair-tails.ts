import { open, readFile, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { findFrame, isSegmentHeader, SEGMENT_HEADER_BYTES } from './frame.js';
import { readFrames } from './read-frames.js';
import type { SegmentEnd } from './read-frames.js';
import { listSegments, listWriters, segmentName } from './segment-files.js';
import { isOwned } from './writer-owner.js';

/** What was found in the spool of a writer that has ended. */
export interface TailFinding {
  readonly file: string;
  /** Bytes of a write that was cut off, and are gone now: their entries were never answered. */
  readonly cutBytes: number;
  /** Null, or what is wrong with it that no death of a process does: it is left as it is. */
  readonly damage: { readonly atByte: number; readonly reason: string } | null;
}

/**
 * Cuts off what writers that have ended left unfinished: of each the last segment, behind its last whole frame. Where
 * whole frames follow behind a broken one, that is damage, and nothing is touched.
 *
 * @returns what was not in order
 */
export async function repairTails(spool: string, nowMs: number): Promise<readonly TailFinding[]> {
  const findings: TailFinding[] = [];
  for (const writer of await listWriters(spool)) {
    const folder = join(spool, writer);
    const last = (await listSegments(folder)).at(-1);
    if (last === undefined || (await isOwned(folder, nowMs))) {
      continue;
    }
    const found = await repairSegment(join(folder, segmentName(last)));
    if (found !== null) {
      findings.push(found);
    }
  }
  return findings;
}

/** As `repairTails`, for the last segment of one writer. Null when nothing was wrong with it. */
export async function repairSegment(file: string): Promise<TailFinding | null> {
  const { size } = await stat(file);
  if (size < SEGMENT_HEADER_BYTES) {
    await truncate(file, 0);
    return size === 0 ? null : { file, cutBytes: size, damage: null };
  }
  if (!(await hasHeader(file))) {
    return damaged(file, 0, 'it does not begin as a segment does');
  }
  const { offset, ...end } = await endOf(file);
  if (end.kind === 'end') {
    return null;
  }
  const rest = (await readFile(file)).subarray(offset);
  if (findFrame(rest, 1) !== null) {
    return damaged(file, offset, end.kind === 'bad' ? end.reason : 'an entry is cut off');
  }
  await truncate(file, offset);
  return { file, cutBytes: size - offset, damage: null };
}

async function hasHeader(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const header = Buffer.alloc(SEGMENT_HEADER_BYTES);
    await handle.read(header, 0, header.length, 0);
    return isSegmentHeader(header);
  } finally {
    await handle.close();
  }
}

async function endOf(file: string): Promise<SegmentEnd> {
  const frames = readFrames(file);
  let next = await frames.next();
  while (next.done !== true) {
    next = await frames.next();
  }
  return next.value;
}

function damaged(file: string, atByte: number, reason: string): TailFinding {
  return { file, cutBytes: 0, damage: { atByte, reason } };
}
