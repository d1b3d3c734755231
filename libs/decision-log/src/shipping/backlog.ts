import { readFrame, SEGMENT_HEADER_BYTES } from '../spool/frame.js';
import { toColumns } from './entry-columns.js';
import type { Place } from './segment-cursor.js';
import type { WriterFolder } from './writer-folder.js';

/** As much as an entry usually has, several times over. */
const PEEK_BYTES = 64 * 1024;

export interface Backlog {
  readonly bytes: number;
  /** When the first entry of it was made; null when there is none, or it cannot be told. */
  readonly oldestAtMs: number | null;
}

/** What of a writer's segments lies behind a place; all of them when there is no place yet. */
export async function measureBacklog(folder: WriterFolder, place: Place | null): Promise<Backlog> {
  const segments = (await folder.segments()).filter((first) => first >= (place?.segment ?? 0));
  let bytes = 0;
  for (const first of segments) {
    bytes += Math.max(0, (await folder.sizeOf(first)) - offsetIn(first, place));
  }
  const [first] = segments;
  const isEmpty = bytes === 0 || first === undefined;
  return { bytes, oldestAtMs: isEmpty ? null : await peekTime(folder, first, place) };
}

function offsetIn(segment: number, place: Place | null): number {
  return segment === place?.segment ? place.offset : SEGMENT_HEADER_BYTES;
}

async function peekTime(
  folder: WriterFolder,
  segment: number,
  place: Place | null,
): Promise<number | null> {
  const chunk = await folder.read({ segment, offset: offsetIn(segment, place) }, PEEK_BYTES);
  const frame = chunk === null ? null : readFrame(chunk.bytes, 0);
  return frame?.kind === 'entry' ? (toColumns(frame.entry.toString())?.atMs ?? null) : null;
}
