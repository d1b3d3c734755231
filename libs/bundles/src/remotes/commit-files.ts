import { PolicyBuildError, SIGNATURES_FILE } from '@legate/policy';
import type { ArchiveFile, BuildProblem } from '@legate/policy';
import { RemoteError } from './remote-error.js';
import type { GitResult } from './run-git.js';

type Run = (args: readonly string[], input?: string) => Promise<GitResult>;

/** What a commit is asked for. */
export interface Wanted {
  readonly commit: string;
  /** The folder that is the bundle; empty for all of it. */
  readonly folder: string;
  readonly maxBytes: number;
}

interface Entry {
  readonly mode: string;
  readonly oid: string;
  readonly size: number;
  readonly path: string;
}

const MAX_FILES = 4000;
const MAX_PATH = 180;
const SYMLINK = '120000';
const SUBMODULE = '160000';
const MANIFEST = '.manifest';
const ENTRY = /^(?<mode>\d{6}) \w+ (?<oid>[0-9a-f]{40,64}) +(?<size>\d+|-)\t(?<path>.*)$/su;

/**
 * The files of a commit that make a bundle: Rego, data, the manifest and the signatures. All else in the repository is
 * left alone, but links and submodules, which could stand for any of these. Read from the objects: nothing is checked
 * out, and no attribute of the repository has a say.
 * @throws PolicyBuildError `policy.archive.*`; RemoteError
 */
export async function readCommit(run: Run, wanted: Wanted): Promise<readonly ArchiveFile[]> {
  const entries = await listEntries(run, wanted);
  const problems = entries.flatMap(entryProblem);
  if (problems.length > 0) {
    throw new PolicyBuildError(problems.slice(0, 100));
  }
  const kept = entries.filter(({ path }) => isBundled(path));
  const size = kept.reduce((sum, each) => sum + each.size, 0);
  if (kept.length > MAX_FILES || size > wanted.maxBytes) {
    const message = `More than ${MAX_FILES} files, or ${wanted.maxBytes} bytes`;
    throw new PolicyBuildError([{ code: 'policy.archive.too_large', file: '', line: 0, message }]);
  }
  return withRevision(await readBlobs(run, kept), wanted.commit);
}

async function listEntries(run: Run, { commit, folder }: Wanted): Promise<readonly Entry[]> {
  const tree = folder === '' ? commit : `${commit}:${folder}`;
  const { exitCode, stdout } = await run(['ls-tree', '-r', '-z', '-l', '--full-tree', tree]);
  if (exitCode !== 0) {
    const message = `the commit has no folder "${folder}"`;
    throw new RemoteError('bundle_remote.fetch_failed', message);
  }
  const lines = stdout.toString('utf8').split('\0').slice(0, -1);
  return lines.map((line) => {
    const { mode = '', oid = '', size = '', path = '' } = ENTRY.exec(line)?.groups ?? {};
    return { mode, oid, size: Number(size) || 0, path };
  });
}

function entryProblem({ mode, path }: Entry): BuildProblem[] {
  const at = { file: path, line: 0 };
  if (mode === SYMLINK || mode === SUBMODULE) {
    return [{ ...at, code: 'policy.archive.link', message: 'Links and submodules are not taken' }];
  }
  return isBundled(path) && Buffer.byteLength(path) > MAX_PATH
    ? [{ ...at, code: 'policy.archive.path', message: `A path has up to ${MAX_PATH} bytes` }]
    : [];
}

/** The root files only where they are read; their like elsewhere belongs to something else. */
function isBundled(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const isHidden = path.split('/').some((part) => part.startsWith('.'));
  return path === MANIFEST || path === SIGNATURES_FILE
    ? true
    : !isHidden && (name.endsWith('.rego') || /^data\.(json|ya?ml)$/u.test(name));
}

async function readBlobs(run: Run, entries: readonly Entry[]): Promise<ArchiveFile[]> {
  const { stdout } = await run(
    ['cat-file', '--batch'],
    entries.map(({ oid }) => `${oid}\n`).join(''),
  );
  let at = 0;
  return entries.map(({ path, oid, size }) => {
    const begin = stdout.indexOf(10, at) + 1;
    at = begin + size + 1;
    if (!stdout.subarray(0, begin).toString('latin1').endsWith(`${oid} blob ${size}\n`)) {
      throw new RemoteError('bundle_remote.fetch_failed', `the object of ${path} is missing`);
    }
    return { path, content: stdout.subarray(begin, begin + size) };
  });
}

/**
 * The bundle is called after its commit, so that a revert is a bundle of its own. A signed one stays as it was signed:
 * its signer says the revision.
 */
function withRevision(files: ArchiveFile[], commit: string): readonly ArchiveFile[] {
  if (files.some(({ path }) => path === SIGNATURES_FILE)) {
    return files;
  }
  const manifest = files.find(({ path }) => path === MANIFEST)?.content ?? Buffer.from('{}');
  let fields: unknown;
  try {
    fields = JSON.parse(manifest.toString('utf8'));
  } catch {
    fields = null;
  }
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) {
    // The checks of every push say what is wrong with it.
    return files;
  }
  const content = Buffer.from(JSON.stringify({ ...fields, revision: commit }));
  return [...files.filter(({ path }) => path !== MANIFEST), { path: MANIFEST, content }];
}
