import { mkdir, readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedPostgresError, errorCode } from './embedded-postgres-error.js';

/** Where everything lies. All paths are absolute and free of symlinks. @internal */
export interface DataFolder {
  /** `LEGATE_DATA_DIR`. */
  root: string;
  /** PostgreSQL's own data folder below it; it exists only when complete. */
  cluster: string;
  pidFile: string;
  passwordFile: string;
  logFile: string;
}

/** Makes the data folder if it is not there, and names its parts. @internal */
export async function openDataFolder(dataDir: string): Promise<DataFolder> {
  await mkdir(dataDir, { recursive: true });
  // PostgreSQL reports symlink-free paths; ours must compare equal to them.
  const root = await realpath(dataDir);
  const cluster = path.join(root, 'postgres');
  return {
    root,
    cluster,
    pidFile: path.join(cluster, 'postmaster.pid'),
    passwordFile: path.join(root, 'postgres.password'),
    logFile: path.join(root, 'postgres.log'),
  };
}

/**
 * Whether PostgreSQL's data folder is there. Throws `database.data_folder_invalid` when something
 * else is in its place, so that nobody's files are taken for ours. @internal
 */
export async function hasCluster({ cluster }: DataFolder): Promise<boolean> {
  try {
    await stat(path.join(cluster, 'PG_VERSION'));
    return true;
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') {
      throw error;
    }
  }
  if ((await filesIn(cluster)).length > 0) {
    throw new EmbeddedPostgresError(
      'database.data_folder_invalid',
      `${cluster} is not a PostgreSQL data folder; move it away or set LEGATE_DATA_DIR`,
    );
  }
  return false;
}

/** Names in `folder`; none when it does not exist. @internal */
export async function filesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      return [];
    }
    throw error;
  }
}
