import { chown, lchown, mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { DataFolder } from './data-folder.js';
import { asEmbeddedPostgresError, EmbeddedPostgresError } from './embedded-postgres-error.js';
import { RUN_AS_SELF, waysForRoot } from './run-as.js';
import type { Account, RunAs } from './run-as.js';
import { runProgram } from './run-program.js';
import { findServerAccount } from './server-account.js';
import { lastRelevantLine } from './server-log.js';
import { temporaryPath } from './temporary-files.js';

/** What must be reachable, and whom to tell. @internal */
export interface Reach {
  folder: DataFolder;
  /** The `initdb` program; it lies in `node_modules`, perhaps of a clone in `/root`. */
  initdb: string;
  onProgress: (line: string) => void;
}

/**
 * How PostgreSQL's programs are to be run here. For root, the first way is taken in which a trial
 * run writes into the data folder and lets `initdb` find and start `postgres`; every way needs
 * something that some system lacks (a capability, a program, a kernel setting), so only a trial
 * can tell.
 * Throws `database.data_folder_unreachable` when no way works.
 */
export async function chooseRunAs(reach: Reach): Promise<RunAs> {
  if (process.getuid?.() !== 0) {
    return RUN_AS_SELF;
  }
  const account = await findServerAccount(reach.folder, reach.onProgress);
  const refusals: string[] = [];
  for (const way of waysForRoot(account)) {
    const refusal = await tryOut(way, reach);
    if (refusal === undefined) {
      return way;
    }
    refusals.push(`${way.description}: ${refusal}`);
  }
  throw unreachable(reach.folder, account, refusals);
}

async function tryOut(way: RunAs, { folder, initdb }: Reach): Promise<string | undefined> {
  const trialFolder = temporaryPath(folder.root, 'trial');
  await mkdir(trialFolder, { mode: 0o700 });
  try {
    if (way.owner !== undefined) {
      await chown(trialFolder, way.owner.uid, way.owner.gid);
    }
    // With --show, initdb checks its programs as it does before real work, then only reports.
    const script = 'cd "$1" && : > "$1/written" && exec "$2" --show --pgdata="$1/cluster"';
    const { exitCode, output } = await runProgram(
      way.command('/bin/sh', ['-c', script, 'sh', trialFolder, initdb]),
    );
    return exitCode === 0 ? undefined : (lastRelevantLine(output) ?? 'it was killed');
  } catch (error) {
    return asEmbeddedPostgresError(error, folder.root).message;
  } finally {
    await rm(trialFolder, { recursive: true, force: true });
  }
}

/**
 * Gives a stopped cluster to whom `way` needs as its owner, if it belongs to another: the user or
 * the way may have changed since the last start. The folder itself comes last, so that an
 * interrupted change is seen and done again. @internal
 */
export async function giveClusterTo(way: RunAs, cluster: string): Promise<void> {
  if (way.owner === undefined || (await stat(cluster)).uid === way.owner.uid) {
    return;
  }
  const { uid, gid } = way.owner;
  for (const entry of await readdir(cluster, { recursive: true })) {
    await lchown(path.join(cluster, entry), uid, gid);
  }
  await chown(cluster, uid, gid);
}

function unreachable(folder: DataFolder, account: Account, refusals: string[]): Error {
  return new EmbeddedPostgresError(
    'database.data_folder_unreachable',
    `PostgreSQL's user ${account.name} cannot reach ${folder.root}; move the data folder with ` +
      `LEGATE_DATA_DIR or run as a non-root user (tried ${refusals.join('; ')})`,
  );
}
