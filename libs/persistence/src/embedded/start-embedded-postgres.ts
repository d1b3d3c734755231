import type { Client } from 'pg';
import { ensureServiceDatabase } from './admin-connection.js';
import { openDataFolder } from './data-folder.js';
import { asEmbeddedPostgresError, EmbeddedPostgresError } from './embedded-postgres-error.js';
import { obtainServer } from './obtain-server.js';
import type { ObtainedServer, Wanted } from './obtain-server.js';
import { OwnedServer } from './owned-server.js';
import { takeOwnerLock } from './owner-lock.js';
import { stopServer } from './stop-server.js';

/** How to run the embedded PostgreSQL. */
export interface EmbeddedPostgresOptions {
  /** `LEGATE_DATA_DIR`; made when it does not exist. A relative path counts from the working folder. */
  dataDir: string;
  /** Default `true`: what is committed survives a crash of the machine. `false` is for tests. */
  durable?: boolean;
  /** Memory for pages, in MB. Default 128. One that is adopted keeps what it has. */
  sharedBuffersMb?: number;
  /** Gets one line for each thing that takes time or changes the system. */
  onProgress?: (line: string) => void;
  /**
   * Called once when the connection that makes us the owner ends before `stop()`: PostgreSQL died
   * or restarted itself. The service must end then; another Legate may own the folder next.
   */
  onLost?: (cause: Error) => void;
}

/** A PostgreSQL that this process alone owns. */
export interface EmbeddedPostgres {
  /** `postgresql://…@127.0.0.1:<port>/legate`, with the password: a secret. Its role is no superuser. */
  readonly url: string;
  readonly port: number;
  /** It was left running by a Legate that was killed. */
  readonly adopted: boolean;
  /** Its data folder is new. */
  readonly firstRun: boolean;
  /**
   * Stops PostgreSQL and resolves when it is gone. Open connections are cut, so close them before.
   * May be called again, and when PostgreSQL is already dead. Another owner's server stays.
   */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL of `dataDir`, or adopts the one that a killed Legate left there, and owns
 * it. It runs in a session of its own and outlives this process unless stopped; a failed start
 * leaves none of its own behind. Rejects with `EmbeddedPostgresError` only, one line each.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  try {
    const { durable = true, sharedBuffersMb = 128, onProgress = ignore, onLost = ignore } = options;
    const folder = await openDataFolder(options.dataDir);
    const server = await obtainOwned({ folder, durable, sharedBuffersMb, onProgress });
    const owned = new OwnedServer(folder, server, onLost);
    const { port, adopted, firstRun } = server;
    const stop = async (): Promise<void> => {
      try {
        await owned.stop();
      } catch (error) {
        throw asEmbeddedPostgresError(error, options.dataDir);
      }
    };
    return { url: owned.url, port, adopted, firstRun, stop };
  } catch (error) {
    throw asEmbeddedPostgresError(error, options.dataDir);
  }
}

async function obtainOwned(wanted: Wanted, attemptsLeft = 5): Promise<ObtainedServer> {
  const server = await obtainServer(wanted);
  try {
    await takeOwnerLock(server.admin, wanted.folder);
  } catch (error) {
    await server.admin.end().catch(ignore);
    if (error instanceof EmbeddedPostgresError || attemptsLeft === 0) {
      throw error;
    }
    // Its owner stopped it while we waited for the lock, as happens when a service is restarted.
    return await obtainOwned(wanted, attemptsLeft - 1);
  }
  if (await isFit(server, wanted)) {
    return server;
  }
  wanted.onProgress('the PostgreSQL that was left running is not durable: starting another');
  await stopServer(server.pid, wanted.folder.cluster);
  return await obtainOwned(wanted, attemptsLeft - 1);
}

async function isFit({ pid, admin, password }: ObtainedServer, wanted: Wanted): Promise<boolean> {
  try {
    if (wanted.durable && !(await isDurable(admin))) {
      return false;
    }
    await ensureServiceDatabase(admin, password);
    return true;
  } catch (error) {
    await stopServer(pid, wanted.folder.cluster);
    throw error;
  }
}

async function isDurable(admin: Client): Promise<boolean> {
  const { rows } = await admin.query<{ fsync: string }>("SELECT current_setting('fsync') AS fsync");
  return rows[0]?.fsync === 'on';
}

function ignore(): void {
  // Nobody listens.
}
