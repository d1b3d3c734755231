import { randomUUID } from 'node:crypto';
import { readFileSync, unlinkSync } from 'node:fs';
import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { atInterrupt } from './at-interrupt.js';

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly token: string;
}

/** How patient the lock is. */
export interface LockTimes {
  /** How often a waiter looks again. */
  readonly pollMs: number;
  /** A holder that has not touched its lock for this long counts as gone; one that is alive does. */
  readonly silenceMs: number;
}

const USUAL: LockTimes = { pollMs: 250, silenceMs: 60_000 };

/**
 * Runs `work` while no other process does so for the same folder. It only saves double work: the cache
 * stays correct without it, because entries are renamed into place whole.
 */
export async function withCacheLock<T>(
  folder: string,
  onProgress: (line: string) => void,
  work: () => Promise<T>,
  times: LockTimes = USUAL,
): Promise<T> {
  await mkdir(folder, { recursive: true });
  const lock = join(folder, '.lock');
  const holder: Holder = { pid: process.pid, host: hostname(), token: randomUUID() };
  await acquire(lock, holder, onProgress, times);
  const takeBack = atInterrupt(() => {
    if (readFileSync(lock, 'utf8').includes(holder.token)) {
      unlinkSync(lock);
    }
  });
  const heartbeat = setInterval(() => void touch(lock), times.silenceMs / 6).unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    takeBack();
    await release(lock, holder);
  }
}

async function acquire(
  lock: string,
  holder: Holder,
  onProgress: (line: string) => void,
  times: LockTimes,
): Promise<void> {
  let told = false;
  while (!(await tryAcquire(lock, holder))) {
    const text = await readIfThere(lock);
    if (text === undefined) {
      continue;
    }
    if (await isAbandoned(lock, text, times.silenceMs)) {
      await remove(lock, text);
      continue;
    }
    if (!told) {
      onProgress('Another process is getting OPA; waiting for it');
      told = true;
    }
    await pause(times.pollMs);
  }
}

async function tryAcquire(lock: string, holder: Holder): Promise<boolean> {
  try {
    await writeFile(lock, JSON.stringify(holder), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

async function isAbandoned(lock: string, text: string, silenceMs: number): Promise<boolean> {
  const holder = holderIn(text);
  if (holder?.host === hostname() && !isAlive(holder.pid)) {
    return true;
  }
  const file = await stat(lock).catch(() => undefined);
  return file !== undefined && Date.now() - file.mtimeMs > silenceMs;
}

async function readIfThere(file: string): Promise<string | undefined> {
  return await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  });
}

/** Removes the lock with this text, and not one that another waiter has just put in its place. */
async function remove(lock: string, text: string): Promise<void> {
  const aside = `${lock}-${randomUUID()}`;
  const moved = await rename(lock, aside).then(
    () => true,
    () => false,
  );
  if (!moved) {
    return;
  }
  if ((await readFile(aside, 'utf8')) !== text) {
    await link(aside, lock).catch(() => undefined);
  }
  await rm(aside);
}

function holderIn(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, but belongs to someone else.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

async function touch(lock: string): Promise<void> {
  const now = new Date();
  await utimes(lock, now, now).catch(() => undefined);
}

async function release(lock: string, { token }: Holder): Promise<void> {
  const text = await readFile(lock, 'utf8').catch(() => '');
  if (holderIn(text)?.token === token) {
    await rm(lock, { force: true });
  }
}
