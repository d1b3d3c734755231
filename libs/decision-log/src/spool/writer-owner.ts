import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeProcess, isProcessAlive } from './process-identity.js';
import type { ProcessIdentity } from './process-identity.js';

/** In a writer's folder: whose it is. */
export const OWNER_FILE = 'owner.json';
/** Of a process on another machine, and of a folder without the file, only the time tells. */
const SILENT_MS = 60_000;

/** Says that a writer's folder is this process's. */
export async function announceOwner(folder: string): Promise<void> {
  await writeFile(join(folder, OWNER_FILE), JSON.stringify(await describeProcess()));
}

/** Says that nothing is written to a writer's folder any more; it may be gone, with all that was in it. */
export async function announceEnd(folder: string): Promise<void> {
  const identity = { ...(await describeProcess()), hasEnded: true };
  await writeFile(join(folder, OWNER_FILE), JSON.stringify(identity), { flag: 'r+' }).catch(
    () => undefined,
  );
}

/** Whether the writer of a folder may still write to it. A folder without an owner is given the time to get one. */
export async function isOwned(folder: string, nowMs: number): Promise<boolean> {
  const file = join(folder, OWNER_FILE);
  let identity: ProcessIdentity & { readonly hasEnded?: boolean };
  try {
    identity = JSON.parse(await readFile(file, 'utf8')) as ProcessIdentity;
  } catch {
    return await isYoung(folder, nowMs);
  }
  if (identity.hasEnded === true) {
    return false;
  }
  return (await isProcessAlive(identity)) ?? (await isYoung(file, nowMs));
}

async function isYoung(path: string, nowMs: number): Promise<boolean> {
  try {
    return nowMs - (await stat(path)).mtimeMs < SILENT_MS;
  } catch {
    return false;
  }
}
