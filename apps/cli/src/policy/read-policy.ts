import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import {
  DEFAULT_MAX_DATA_BYTES,
  readPushedBundle,
  SIGNATURES_FILE,
  writeArchive,
  type ArchiveFile,
  type PushedBundle,
} from '@legate/policy';
import { CliError } from '../terminal/cli-error.js';
import { EXIT } from '../terminal/exit-codes.js';

/** A policy that lies here, as the server would take it. */
export interface LocalPolicy {
  /** As the user has called it. */
  readonly name: string;
  readonly path: string;
  readonly isFolder: boolean;
  readonly pushed: PushedBundle;
  /** The OPA bundle that a push would send. */
  readonly archive: Buffer;
}

const MANIFEST = '.manifest';
/** Read beside `*.rego`; those that a server does not take are sent all the same, so that it says so. */
const BUNDLE_FILES: ReadonlySet<string> = new Set([
  'data.json',
  'data.yaml',
  'data.yml',
  'patch.json',
  'policy.wasm',
]);
const MAX_ARCHIVE_BYTES = 64 * 1024 * 1024;

/**
 * Reads a folder, or a bundle (`*.tar.gz`), through the checks of a pushed archive.
 * @throws PolicyBuildError `policy.archive.*` and `policy.manifest.*`; CliError when it cannot be read
 */
export async function readPolicy(
  cwd: string,
  name: string,
  { revision }: { readonly revision?: string | undefined } = {},
): Promise<LocalPolicy> {
  const path = resolve(cwd, name);
  const isFolder = await isFolderAt(path, name);
  const given = isFolder ? await packFolder(path, revision) : await readArchiveFile(path, name);
  const pushed = await readPushedBundle(given, DEFAULT_MAX_DATA_BYTES);
  return {
    name,
    path,
    isFolder,
    pushed,
    archive: isFolder ? given : await writeArchive(pushed.files),
  };
}

/** How a file of the policy is called from where the user stands; those of a bundle as it calls them. */
export function pathFrom(cwd: string, { path, isFolder, name }: LocalPolicy, file: string): string {
  if (file === '') {
    return name;
  }
  return isFolder ? relative(cwd, join(path, file)) : `${name}:${file}`;
}

async function isFolderAt(path: string, name: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    throw new CliError('cli.file', `there is no file or folder ${name}`);
  }
}

async function readArchiveFile(path: string, name: string): Promise<Buffer> {
  const { size } = await stat(path);
  if (size > MAX_ARCHIVE_BYTES) {
    throw new CliError(
      'cli.file',
      `${name} is larger than ${MAX_ARCHIVE_BYTES} bytes`,
      EXIT.refused,
    );
  }
  return await readFile(path);
}

async function packFolder(folder: string, revision: string | undefined): Promise<Buffer> {
  const files: ArchiveFile[] = [];
  for (const path of (await findBundleFiles(folder, '')).sort()) {
    files.push({ path, content: await readFile(join(folder, path)) });
  }
  return await writeArchive(revision === undefined ? files : nameRevision(files, revision));
}

async function findBundleFiles(folder: string, prefix: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(join(folder, prefix), { withFileTypes: true })) {
    const path = `${prefix}${entry.name}`;
    const isSigned = path === MANIFEST || path === SIGNATURES_FILE;
    if (entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules') {
      found.push(...(await findBundleFiles(folder, `${path}/`)));
    } else if (!entry.isDirectory() && (isSigned || isBundleFile(entry.name))) {
      requireRegular(entry, path);
      found.push(path);
    }
  }
  return found;
}

function isBundleFile(name: string): boolean {
  return !name.startsWith('.') && (name.endsWith('.rego') || BUNDLE_FILES.has(name));
}

/** What a push over Git refuses; read here, a link would be packed as if it were the file. */
function requireRegular(entry: { isFile(): boolean }, path: string): void {
  if (!entry.isFile()) {
    throw new CliError(
      'cli.file',
      `${path} is a link or special file; those are not taken`,
      EXIT.refused,
    );
  }
}

/** Puts the revision into the manifest, as it stands otherwise; what is wrong with it is told by whoever reads it. */
function nameRevision(files: readonly ArchiveFile[], revision: string): readonly ArchiveFile[] {
  const manifest = files.find(({ path }) => path === MANIFEST);
  const fields = parseObject(manifest?.content.toString('utf8') ?? '{}');
  if (fields === null) {
    return files;
  }
  const content = Buffer.from(JSON.stringify({ ...fields, revision }));
  return [{ path: MANIFEST, content }, ...files.filter((file) => file !== manifest)];
}

function parseObject(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
