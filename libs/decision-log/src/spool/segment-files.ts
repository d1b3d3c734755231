import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const SEGMENT = /^(\d{16})\.seg$/;
const WRITER = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where the spool of a data folder is: a folder per writer. */
export function spoolFolder(dataDir: string): string {
  return join(dataDir, 'spool');
}

/** The file name of the segment whose first entry has that number. */
export function segmentName(firstSeq: number): string {
  return `${String(firstSeq).padStart(16, '0')}.seg`;
}

/** Ids of the writers that have a folder; none when there is no spool. */
export async function listWriters(spool: string): Promise<readonly string[]> {
  return (await namesIn(spool)).filter((name) => WRITER.test(name));
}

/** Numbers of the first entries of a writer's segments, in order. */
export async function listSegments(writerFolder: string): Promise<readonly number[]> {
  return (await namesIn(writerFolder))
    .flatMap((name) => SEGMENT.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((one, other) => one - other);
}

/** A folder that is gone has been pruned by another process, and is no fault. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') {
      return [];
    }
    throw cause;
  }
}
