import type { ChildProcess } from 'node:child_process';
import type { DataFolder } from './data-folder.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { findFreePort } from './free-port.js';
import type { RunAs } from './run-as.js';
import { startProgram } from './run-program.js';
import { serverArguments } from './server-arguments.js';
import { lastRelevantLine, openServerLog, readServerLog } from './server-log.js';
import type { ServerLog } from './server-log.js';
import { awaitReady } from './server-readiness.js';
import type { ReadyServer } from './server-readiness.js';
import { stopServer } from './stop-server.js';

/** What a server is started with. @internal */
export interface Launch {
  folder: DataFolder;
  postgres: string;
  runAs: RunAs;
  password: string;
  durable: boolean;
  sharedBuffersMb: number;
  onProgress: (line: string) => void;
}

/** Why a start did not succeed that may do so when tried again. */
export type PassingObstacle = 'port_taken' | 'folder_locked' | 'orphans_present';

const PASSING: readonly { sign: RegExp; obstacle: PassingObstacle }[] = [
  { sign: /could not bind .*Address already in use/i, obstacle: 'port_taken' },
  { sign: /lock file "postmaster\.pid" (already exists|is empty)/, obstacle: 'folder_locked' },
  // Backends of a killed server that have not noticed yet.
  { sign: /pre-existing shared memory block .* still in use/, obstacle: 'orphans_present' },
];

/** What a server's log says about a start that failed; `undefined` when trying again is vain. */
export function passingObstacle(log: string): PassingObstacle | undefined {
  return PASSING.find(({ sign }) => sign.test(log))?.obstacle;
}

/** A start that did not succeed now but may soon. @internal */
export interface Obstructed {
  obstacle: PassingObstacle;
  line: string;
}

/**
 * Starts a server in a session of its own, which the signals of a terminal or of a supervisor to
 * Legate's process group do not reach, and waits until it takes connections.
 * Throws `database.embedded_failed` with the server's own last word when it cannot start.
 */
export async function launchServer(launch: Launch): Promise<ReadyServer | Obstructed> {
  const log = await openServerLog(launch.folder.logFile);
  const child = await spawnServer(launch, log).finally(async () => {
    await log.handle.close();
  });
  const pid = child.pid ?? 0;
  const isAlive = async (): Promise<boolean> =>
    await Promise.resolve(child.exitCode === null && child.signalCode === null);
  try {
    const ready = await awaitReady({ ...launch, pid, isAlive });
    return ready ?? obstruction(launch, await readServerLog(log));
  } catch (error) {
    await stopServer(pid, launch.folder.cluster);
    throw error;
  }
}

async function spawnServer(launch: Launch, { handle }: ServerLog): Promise<ChildProcess> {
  const { folder, durable, sharedBuffersMb } = launch;
  const port = await findFreePort();
  const settings = serverArguments({ cluster: folder.cluster, port, durable, sharedBuffersMb });
  const child = startProgram(launch.runAs.command(launch.postgres, settings), {
    stdio: ['ignore', handle.fd, handle.fd],
    detached: true,
  });
  await new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  child.unref();
  return child;
}

function obstruction({ folder }: Launch, log: string): Obstructed {
  const line = lastRelevantLine(log) ?? 'it said nothing';
  const obstacle = passingObstacle(log);
  if (obstacle === undefined) {
    throw startFailure(folder, line);
  }
  return { obstacle, line };
}

/** PostgreSQL will not start here; `line` is its own reason. @internal */
export function startFailure(folder: DataFolder, line: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'database.embedded_failed',
    `PostgreSQL did not start in ${folder.cluster}: ${line} (log: ${folder.logFile})`,
  );
}
