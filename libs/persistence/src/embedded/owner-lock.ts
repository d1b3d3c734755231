import type { Client } from 'pg';
import type { DataFolder } from './data-folder.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { pollUntil } from './poll-until.js';
import { isRunning } from './process-facts.js';

/** "Lega", "te": the two halves of the lock's key. */
const LOCK_KEY = [0x4c656761, 0x7465];
/** A killed owner's connection, hence its lock, may outlive it by a moment. */
const DYING_OWNER = { everyMs: 50, boundMs: 2_000 };
const DEAD_OWNER = { everyMs: 50, boundMs: 10_000 };

/**
 * Makes the session of `admin` the only owner of the data folder, for as long as it lasts.
 * Throws `database.data_folder_in_use`, naming the owner, when another session is. @internal
 */
export async function takeOwnerLock(admin: Client, folder: DataFolder): Promise<void> {
  const attempt = async (): Promise<true | undefined> =>
    (await tryOwnerLock(admin)) ? true : undefined;
  if (await pollUntil(attempt, DYING_OWNER)) {
    return;
  }
  const owner = await ownerOfLock(admin);
  const isAlive = owner !== undefined && (await isRunning(owner));
  if (!isAlive && (await pollUntil(attempt, DEAD_OWNER))) {
    return;
  }
  throw new EmbeddedPostgresError(
    'database.data_folder_in_use',
    `data folder ${folder.root} is in use by another Legate (pid ${owner ?? 'unknown'})`,
  );
}

/** One attempt; answers whether the lock is ours now. @internal */
export async function tryOwnerLock(admin: Client): Promise<boolean> {
  const { rows } = await admin.query<{ taken: boolean }>(
    'SELECT pg_try_advisory_lock($1::int, $2::int) AS taken',
    LOCK_KEY,
  );
  return rows[0]?.taken === true;
}

async function ownerOfLock(admin: Client): Promise<number | undefined> {
  const { rows } = await admin.query<{ owner: string }>(
    `SELECT substring(application_name FROM '^legate owner (\\d+)$') AS owner
       FROM pg_locks JOIN pg_stat_activity USING (pid)
      WHERE locktype = 'advisory' AND classid = $1 AND objid = $2 AND granted`,
    LOCK_KEY,
  );
  const owner = Number(rows[0]?.owner);
  return Number.isInteger(owner) && owner > 0 ? owner : undefined;
}
