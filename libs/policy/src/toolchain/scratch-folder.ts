import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { atInterrupt } from './at-interrupt.js';

const PREFIX = '.scratch-';

// What a killed compiler was just writing can make a removal fail once.
const REMOVE = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 } as const;

/**
 * Gives `work` an empty folder under `parent`, on the same file system as what shall be renamed into
 * place, and removes it afterwards: also after an error, and when a signal ends the process.
 */
export async function withScratchFolder<T>(
  parent: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, PREFIX));
  const takeBack = atInterrupt(() => {
    rmSync(folder, REMOVE);
  });
  try {
    return await work(folder);
  } finally {
    await rm(folder, REMOVE);
    takeBack();
  }
}

/** Removes what killed processes left; only for the holder of the cache's lock. */
export async function removeOldScratch(parent: string): Promise<void> {
  const names = (await readdir(parent)).filter((name) => name.startsWith(PREFIX));
  await Promise.all(
    names.map(async (name) => {
      await rm(join(parent, name), REMOVE);
    }),
  );
}
