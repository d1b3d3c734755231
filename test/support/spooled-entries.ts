import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chainHash, GENESIS, listSegments, readFrames, segmentName } from '@legate/decision-log';

/** Untyped: tests assert on it. */
export type Entry = any; // eslint-disable-line @typescript-eslint/no-explicit-any -- the point of a test client

/**
 * All entries of a writer that are in its spool, in order.
 *
 * @throws Error where its numbers have a gap, a hash does not hold, or a frame is not whole
 */
export async function readWriter(folder: string): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  let previous = GENESIS;
  for (const first of await listSegments(folder)) {
    const frames = readFrames(join(folder, segmentName(first)));
    let next = await frames.next();
    for (; next.done !== true; next = await frames.next()) {
      const { hash, entry } = next.value;
      previous = chainHash(previous, entry);
      entries.push(JSON.parse(entry.toString()));
      const isChained = hash.equals(previous) && entries.at(-1).seq === entries.length;
      if (!isChained) {
        throw new Error(`${folder}: entry ${entries.length} is not chained to the one before`);
      }
    }
    if (next.value.kind !== 'end') {
      throw new Error(`${folder}: segment ${first} ends with a frame that is ${next.value.kind}`);
    }
  }
  return entries;
}

/** The bytes of all segments of a writer. */
export async function readBytes(folder: string): Promise<Buffer> {
  const files = (await listSegments(folder)).map((first) => join(folder, segmentName(first)));
  return Buffer.concat(await Promise.all(files.map(async (file) => await readFile(file))));
}
