import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { filesIn } from './data-folder.js';
import { isRunning } from './process-facts.js';

/** Tells this process from an earlier one with the same id, as every run of a container has. */
const RUN = randomBytes(4).toString('hex');
const TEMPORARY = /^postgres\.tmp-(\d+)-([0-9a-f]+)-/;

/** A path in `root` for something that must not outlast this start; never the same twice. @internal */
export function temporaryPath(root: string, purpose: string): string {
  const chance = randomBytes(4).toString('hex');
  return path.join(root, `postgres.tmp-${process.pid}-${RUN}-${purpose}-${chance}`);
}

/** Removes what killed starts left in `root`, but nothing of one that is at work now. @internal */
export async function removeLeftovers(root: string): Promise<void> {
  for (const name of await filesIn(root)) {
    if (await isLeftover(name)) {
      try {
        await rm(path.join(root, name), { recursive: true, force: true });
      } catch {
        // An initdb that outlived its starter may still write there. The next start removes it.
      }
    }
  }
}

async function isLeftover(name: string): Promise<boolean> {
  const [, pid, run] = TEMPORARY.exec(name) ?? [];
  if (pid === undefined || run === RUN) {
    return false;
  }
  return Number(pid) === process.pid || !(await isRunning(Number(pid)));
}
