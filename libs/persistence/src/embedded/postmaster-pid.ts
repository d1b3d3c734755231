import { lchown, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import type { DataFolder } from './data-folder.js';
import { errorCode } from './embedded-postgres-error.js';

/** What a running PostgreSQL says of itself in `postmaster.pid`; later lines come as it starts. */
export interface PostmasterPid {
  pid: number;
  dataDirectory: string;
  port: number | undefined;
  status: 'starting' | 'stopping' | 'ready' | 'standby' | undefined;
}

const STATUSES = ['starting', 'stopping', 'ready', 'standby'] as const;
/** Above every kernel's largest process id, so it names no process, now or later. */
const NEVER_A_PID = 2_147_483_646;

/** Reads the text of a `postmaster.pid`; `undefined` when it has not even a process id yet. */
export function parsePostmasterPid(text: string): PostmasterPid | undefined {
  // The lines, in order: pid, data directory, start time, port, socket folder, listen address,
  // shared memory, status (miscadmin.h, LOCK_FILE_LINE_*).
  const lines = text.split('\n');
  const pid = positiveInteger(lines[0]);
  if (pid === undefined) {
    return undefined;
  }
  const status = lines[7]?.trim();
  return {
    pid,
    dataDirectory: lines[1] ?? '',
    port: positiveInteger(lines[3]),
    status: STATUSES.find((known) => known === status),
  };
}

/** The folder's `postmaster.pid`; `undefined` when there is none or it is empty. @internal */
export async function readPostmasterPid(folder: DataFolder): Promise<PostmasterPid | undefined> {
  return parsePostmasterPid((await readIfThere(folder.pidFile)) ?? '');
}

/**
 * Makes a `postmaster.pid` that PostgreSQL refuses to replace acceptable to it: one that is empty
 * goes; in one whose process id now belongs to a stranger the id is replaced, and the rest stays,
 * because PostgreSQL finds orphaned backends by the shared memory named there. Changes nothing
 * unless the file still says `seen`. @internal
 */
export async function releaseStalePostmasterPid(
  folder: DataFolder,
  seen: PostmasterPid | undefined,
): Promise<void> {
  const text = await readIfThere(folder.pidFile);
  if (text === undefined || parsePostmasterPid(text)?.pid !== seen?.pid) {
    return;
  }
  if (seen === undefined) {
    await rm(folder.pidFile, { force: true });
    return;
  }
  const { uid, gid, mode } = await stat(folder.pidFile);
  const replacement = `${folder.pidFile}.legate`;
  await rm(replacement, { force: true });
  // The folder may belong to another user: `wx` and `lchown` follow no symlink put there.
  await writeFile(replacement, text.replace(/^.*/, String(NEVER_A_PID)), { mode, flag: 'wx' });
  await lchown(replacement, uid, gid);
  await rename(replacement, folder.pidFile);
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

function positiveInteger(line: string | undefined): number | undefined {
  const value = Number(line);
  return Number.isInteger(value) && value > 0 ? value : undefined;
}
