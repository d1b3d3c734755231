import { setTimeout as delay } from 'node:timers/promises';
import { chooseRunAs, giveClusterTo } from './choose-run-as.js';
import { hasCluster } from './data-folder.js';
import type { DataFolder } from './data-folder.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { initialiseCluster } from './initialise-cluster.js';
import { launchServer, startFailure } from './launch-server.js';
import type { Launch, Obstructed } from './launch-server.js';
import { readOrMakePassword, readPassword } from './password-file.js';
import { locatePostgresBinaries } from './postgres-binaries.js';
import { readPostmasterPid, releaseStalePostmasterPid } from './postmaster-pid.js';
import { servesCluster } from './process-facts.js';
import { awaitReady } from './server-readiness.js';
import type { ReadyServer } from './server-readiness.js';
import { removeLeftovers } from './temporary-files.js';

/** What is wanted, and whom to tell what is going on. @internal */
export interface Wanted {
  folder: DataFolder;
  durable: boolean;
  sharedBuffersMb: number;
  onProgress: (line: string) => void;
}

/** A running server of the folder. Nobody owns it yet. @internal */
export interface ObtainedServer extends ReadyServer {
  password: string;
  /** It was running before. */
  adopted: boolean;
  /** This call made its data folder. */
  firstRun: boolean;
}

const OBSTACLE_BOUND_MS = 60_000;
const RETRY_EVERY_MS = 100;

/**
 * Gets the folder's server: the one that runs, else a new one. Obstacles that pass by themselves
 * (another start in the same moment, the last backends of a killed server, a port that was taken
 * meanwhile) are waited for, 60 s at most.
 */
export async function obtainServer(wanted: Wanted): Promise<ObtainedServer> {
  const end = performance.now() + OBSTACLE_BOUND_MS;
  let prepared: Prepared | undefined;
  for (;;) {
    const running = await adoptRunning(wanted);
    if (running !== undefined) {
      return { ...running, firstRun: prepared?.firstRun ?? false };
    }
    prepared ??= await prepare(wanted);
    const outcome = await launchServer(prepared.launch);
    if (!('obstacle' in outcome)) {
      const { password } = prepared.launch;
      return { ...outcome, password, adopted: false, firstRun: prepared.firstRun };
    }
    if (performance.now() > end) {
      throw startFailure(wanted.folder, outcome.line);
    }
    await overcome(outcome, wanted.folder);
  }
}

async function adoptRunning({
  folder,
  onProgress,
}: Wanted): Promise<Omit<ObtainedServer, 'firstRun'> | undefined> {
  const file = await readPostmasterPid(folder);
  if (file === undefined || !(await servesCluster(file.pid, folder.cluster))) {
    return undefined;
  }
  const { pid } = file;
  onProgress(`PostgreSQL (pid ${pid}) already runs in ${folder.cluster}`);
  const password = await requirePassword(folder);
  const isAlive = async (): Promise<boolean> => await servesCluster(pid, folder.cluster);
  const ready = await awaitReady({ pid, isAlive, folder, password, onProgress });
  return ready && { ...ready, password, adopted: true };
}

interface Prepared {
  launch: Launch;
  firstRun: boolean;
}

async function prepare(wanted: Wanted): Promise<Prepared> {
  const { folder, durable, onProgress } = wanted;
  await removeLeftovers(folder.root);
  const { postgres, initdb } = await locatePostgresBinaries();
  const runAs = await chooseRunAs({ folder, initdb, onProgress });
  if (await hasCluster(folder)) {
    const password = await requirePassword(folder);
    await giveClusterTo(runAs, folder.cluster);
    return { launch: { ...wanted, postgres, runAs, password }, firstRun: false };
  }
  onProgress(`making a PostgreSQL data folder in ${folder.cluster}`);
  const password = await readOrMakePassword(folder.passwordFile);
  const firstRun = await initialiseCluster({ folder, initdb, runAs, password, durable });
  return { launch: { ...wanted, postgres, runAs, password }, firstRun };
}

async function requirePassword(folder: DataFolder): Promise<string> {
  const password = await readPassword(folder.passwordFile);
  if (password === undefined) {
    throw new EmbeddedPostgresError(
      'database.data_folder_invalid',
      `${folder.passwordFile} is missing, and ${folder.cluster} cannot be opened without it; ` +
        'put it back or set LEGATE_DATA_DIR',
    );
  }
  return password;
}

async function overcome({ obstacle }: Obstructed, folder: DataFolder): Promise<void> {
  if (obstacle === 'port_taken') {
    return;
  }
  await delay(RETRY_EVERY_MS);
  if (obstacle === 'folder_locked') {
    const file = await readPostmasterPid(folder);
    if (file === undefined || !(await servesCluster(file.pid, folder.cluster))) {
      await releaseStalePostmasterPid(folder, file);
    }
  }
}
