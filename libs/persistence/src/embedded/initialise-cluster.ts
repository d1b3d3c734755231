import { chown, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DataFolder } from './data-folder.js';
import { EmbeddedPostgresError, errorCode } from './embedded-postgres-error.js';
import type { RunAs } from './run-as.js';
import { runProgram } from './run-program.js';
import { initdbArguments } from './server-arguments.js';
import { lastRelevantLine } from './server-log.js';
import { temporaryPath } from './temporary-files.js';

/** What `initdb` is run with. @internal */
export interface Initialisation {
  folder: DataFolder;
  initdb: string;
  runAs: RunAs;
  password: string;
  durable: boolean;
}

/** Rename onto a folder with something in it; the two names are the same error. */
const ALREADY_THERE = new Set(['ENOTEMPTY', 'EEXIST']);

/**
 * Makes PostgreSQL's data folder. It is made beside its place and moved there when complete and
 * on disk, so a start that is killed in between leaves nothing that the next one could trip over.
 * Answers whether this call made it; `false` when another process was faster.
 */
export async function initialiseCluster(init: Initialisation): Promise<boolean> {
  const workshop = temporaryPath(init.folder.root, 'init');
  await mkdir(workshop, { mode: 0o700 });
  try {
    const cluster = await runInitdb(init, workshop);
    await rename(cluster, init.folder.cluster);
    await syncFolder(init.folder.root);
    return true;
  } catch (error) {
    if (ALREADY_THERE.has(errorCode(error) ?? '')) {
      return false;
    }
    throw error;
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

async function runInitdb(init: Initialisation, workshop: string): Promise<string> {
  const cluster = path.join(workshop, 'data');
  // A copy of its own: the password file itself stays closed to the server's user.
  const passwordFile = path.join(workshop, 'password');
  await mkdir(cluster, { mode: 0o700 });
  await writeFile(passwordFile, `${init.password}\n`, { mode: 0o600 });
  const { owner } = init.runAs;
  if (owner !== undefined) {
    for (const item of [passwordFile, cluster, workshop]) {
      await chown(item, owner.uid, owner.gid);
    }
  }
  const { exitCode, output } = await runProgram(
    init.runAs.command(init.initdb, initdbArguments({ ...init, cluster, passwordFile })),
  );
  if (exitCode !== 0) {
    throw new EmbeddedPostgresError(
      'database.embedded_failed',
      `initdb could not make ${init.folder.cluster}: ${lastRelevantLine(output) ?? 'it was killed'}`,
    );
  }
  return cluster;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
