import { stat } from 'node:fs/promises';
import type { DataFolder } from './data-folder.js';
import { EmbeddedPostgresError, errorCode } from './embedded-postgres-error.js';
import type { Account } from './run-as.js';
import { runProgram } from './run-program.js';

const SYSTEM_ACCOUNT = 'postgres';

/**
 * The unprivileged user that runs PostgreSQL when Legate runs as root: the one its data folder
 * already belongs to, so that a `sudo` in between changes nothing; else the system's `postgres`
 * user, which is made when there is none.
 */
export async function findServerAccount(
  folder: DataFolder,
  onProgress: (line: string) => void,
): Promise<Account> {
  const found = (await ownerOf(folder.cluster)) ?? (await lookUpAccount(SYSTEM_ACCOUNT));
  if (found !== undefined) {
    return found;
  }
  onProgress(`PostgreSQL refuses to run as root: creating the system user ${SYSTEM_ACCOUNT}`);
  const result = await runProgram({
    program: 'useradd',
    args: [
      '--system',
      '--user-group',
      '--no-create-home',
      '--home-dir=/nonexistent',
      '--shell=/usr/sbin/nologin',
      SYSTEM_ACCOUNT,
    ],
  });
  // Asked again whatever useradd said: another Legate may have been faster.
  const created = await lookUpAccount(SYSTEM_ACCOUNT);
  if (created === undefined) {
    throw new EmbeddedPostgresError(
      'database.embedded_failed',
      `PostgreSQL refuses to run as root, there is no user ${SYSTEM_ACCOUNT} to run it for ` +
        `${folder.cluster}, and none could be created (${result.output.trim()}); ` +
        'run as a non-root user or set DATABASE_URL',
    );
  }
  return created;
}

async function ownerOf(cluster: string): Promise<Account | undefined> {
  try {
    const { uid } = await stat(cluster);
    return uid === 0 ? undefined : await lookUpAccount(String(uid));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

/** PostgreSQL insists that its user has a name, so an id without one is no account. */
async function lookUpAccount(nameOrUid: string): Promise<Account | undefined> {
  const [name, uid, gid] = await Promise.all(
    ['-un', '-u', '-g'].map(async (flag) => await askId(flag, nameOrUid)),
  );
  if (name === undefined || uid === undefined || gid === undefined || uid === '0') {
    return undefined;
  }
  return { name, uid: Number(uid), gid: Number(gid) };
}

async function askId(flag: string, nameOrUid: string): Promise<string | undefined> {
  const { exitCode, output } = await runProgram({ program: 'id', args: [flag, '--', nameOrUid] });
  return exitCode === 0 ? output.trim() : undefined;
}
