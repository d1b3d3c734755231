import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import { connectAsAdmin, PasswordRefused } from './admin-connection.js';
import type { DataFolder } from './data-folder.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { readPostmasterPid } from './postmaster-pid.js';

/** A server that is on its way up. @internal */
export interface StartingServer {
  pid: number;
  isAlive: () => Promise<boolean>;
  folder: DataFolder;
  password: string;
  onProgress: (line: string) => void;
}

/** A server that takes connections, and the first of them. @internal */
export interface ReadyServer {
  pid: number;
  port: number;
  admin: Client;
}

const LOOK_EVERY_MS = 20;
const SAY_SO_AFTER_MS = 3_000;
/** Crash recovery replays up to the write-ahead log's full size, on whatever disk this is. */
const READY_BOUND_MS = 600_000;
const CONNECT_BOUND_MS = 30_000;

/**
 * Waits until the server takes our connection, also through crash recovery. `undefined` when it
 * ended instead. Throws when it refuses our password or stays silent.
 */
export async function awaitReady(server: StartingServer): Promise<ReadyServer | undefined> {
  const began = performance.now();
  let hasSaidSo = false;
  while (await server.isAlive()) {
    const file = await readPostmasterPid(server.folder);
    if (file?.pid === server.pid && file.port !== undefined && file.status === 'ready') {
      return await connectWhileAlive(server, file.port);
    }
    const waitedMs = performance.now() - began;
    if (waitedMs > SAY_SO_AFTER_MS && !hasSaidSo) {
      hasSaidSo = true;
      server.onProgress(`waiting for PostgreSQL in ${server.folder.cluster} to be ready`);
    }
    if (waitedMs > READY_BOUND_MS) {
      throw silent(server, `is not ready after ${READY_BOUND_MS / 1000} s`);
    }
    await delay(LOOK_EVERY_MS);
  }
  return undefined;
}

async function connectWhileAlive(
  server: StartingServer,
  port: number,
): Promise<ReadyServer | undefined> {
  const end = performance.now() + CONNECT_BOUND_MS;
  while (await server.isAlive()) {
    try {
      const admin = await connectAsAdmin({ port, password: server.password });
      return { pid: server.pid, port, admin };
    } catch (error) {
      if (error instanceof PasswordRefused) {
        throw refused(server, error);
      }
      if (performance.now() > end) {
        throw silent(server, 'takes no connection', error);
      }
      await delay(LOOK_EVERY_MS);
    }
  }
  return undefined;
}

function refused({ pid, folder }: StartingServer, cause: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'database.data_folder_invalid',
    `PostgreSQL (pid ${pid}) in ${folder.cluster} does not accept the password in ` +
      `${folder.passwordFile}; put the right one back or set LEGATE_DATA_DIR`,
    { cause },
  );
}

function silent(server: StartingServer, what: string, cause?: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'database.embedded_failed',
    `PostgreSQL (pid ${server.pid}) in ${server.folder.cluster} ${what}; ` +
      `see ${server.folder.logFile}`,
    { cause },
  );
}
