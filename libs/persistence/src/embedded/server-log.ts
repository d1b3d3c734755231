import { open, rename, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { errorCode } from './embedded-postgres-error.js';

const ROTATE_ABOVE_BYTES = 10 * 1024 * 1024;
const READ_AT_MOST_BYTES = 64 * 1024;

/** An open log and where this start's part of it begins. @internal */
export interface ServerLog {
  file: string;
  handle: FileHandle;
  from: number;
}

/**
 * Opens the log for a server about to start; above 10 MB it first becomes `<file>.1`, in place of
 * the one before. The caller closes `handle`. @internal
 */
export async function openServerLog(file: string): Promise<ServerLog> {
  let from = await sizeOf(file);
  if (from > ROTATE_ABOVE_BYTES) {
    await rename(file, `${file}.1`);
    from = 0;
  }
  return { file, handle: await open(file, 'a', 0o600), from };
}

/** What this start has written so far, at most the last 64 KiB of it. @internal */
export async function readServerLog({ file, from }: ServerLog): Promise<string> {
  const size = await sizeOf(file);
  const start = Math.max(from, size - READ_AT_MOST_BYTES);
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read({
      buffer: Buffer.alloc(Math.max(0, size - start)),
      position: start,
    });
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** The line that says why: the last of a full disk, else the last fatal one, else the last error, else the last line at all. */
export function lastRelevantLine(log: string): string | undefined {
  const lines = log.split('\n').filter((line) => line.trim() !== '');
  const line =
    // A full disk shows as one error after another, and the last is seldom the one to read.
    lines.findLast((candidate) => candidate.includes('No space left on device')) ??
    lines.findLast((candidate) => /\b(FATAL|PANIC):/.test(candidate)) ??
    lines.findLast((candidate) => /\b(ERROR|error):/.test(candidate)) ??
    lines.at(-1);
  return line?.replace(/^.*?\d{4}-\d\d-\d\d \S+ \S+ \[\d+\] /, '').trim();
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      return 0;
    }
    throw error;
  }
}
