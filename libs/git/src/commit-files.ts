import { ARCHIVE_LIMITS, isBundleFile, PolicyBuildError } from '@legate/policy';
import type { ArchiveFile, BuildProblem } from '@legate/policy';
import type { GitProgram, GitRun } from './git-program.js';
import type { Repository } from './repositories.js';

const ENTRY =
  /^(?<mode>[0-7]{6}) (?<type>[a-z]+) (?<object>[0-9a-f]+) +(?<size>\d+|-)\t(?<path>.+)$/su;
const MAX_PROBLEMS = 100;

interface TreeEntry {
  readonly mode: string;
  readonly object: string;
  readonly size: number;
  readonly path: string;
}

/**
 * The files of a commit that belong to a policy, sorted by path. Links and submodules are refused wherever they are:
 * what a repository holds is what is decided by.
 * @throws PolicyBuildError `policy.archive.*`; GitError
 */
export async function readCommitFiles(
  git: GitProgram,
  { path: repository }: Repository,
  commit: string,
  run: Pick<GitRun, 'env'> = {},
): Promise<readonly ArchiveFile[]> {
  const listed = await git.run(
    repository,
    ['ls-tree', '-r', '-l', '-z', '--full-tree', commit],
    run,
  );
  const entries = listed.toString('utf8').split('\0').slice(0, -1).map(readEntry);
  refuseProblems(entries.flatMap(entryProblem).slice(0, MAX_PROBLEMS));
  const own = entries.filter(({ path }) => isBundleFile(path));
  refuseProblems(sizeProblems(own));
  const input = own.map(({ object }) => `${object}\n`).join('');
  const contents = readBatch(await git.run(repository, ['cat-file', '--batch'], { ...run, input }));
  return own
    .map(({ path }, index) => ({ path, content: contents[index] ?? Buffer.of() }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function readEntry(line: string): TreeEntry {
  const { mode, object, size, path } = ENTRY.exec(line)?.groups ?? {};
  if (mode === undefined || object === undefined || path === undefined) {
    throw new Error(`not a line of git ls-tree: ${line}`);
  }
  return { mode, object, size: Number(size === '-' ? 0 : size), path };
}

function entryProblem({ mode, path: file }: TreeEntry): BuildProblem[] {
  switch (mode) {
    case '120000':
      return [
        { code: 'policy.archive.link', file, line: 0, message: 'Symbolic links are not taken' },
      ];
    case '160000':
      return [
        { code: 'policy.archive.special', file, line: 0, message: 'Submodules are not taken' },
      ];
    default:
      return [];
  }
}

/** Before anything is read. */
function sizeProblems(entries: readonly TreeEntry[]): BuildProblem[] {
  const { entries: maxEntries, unpackedBytes } = ARCHIVE_LIMITS;
  const bytes = entries.reduce((sum, { size }) => sum + size, 0);
  if (entries.length <= maxEntries && bytes <= unpackedBytes) {
    return [];
  }
  const message = `More than ${maxEntries} files or ${unpackedBytes} bytes`;
  return [{ code: 'policy.archive.too_large', file: '', line: 0, message }];
}

function refuseProblems(problems: readonly BuildProblem[]): void {
  if (problems.length > 0) {
    throw new PolicyBuildError(problems);
  }
}

/** Reads `git cat-file --batch`: `<object> blob <size>\n<content>\n` each. */
function readBatch(output: Buffer): readonly Buffer[] {
  const contents: Buffer[] = [];
  for (let at = 0; at < output.length;) {
    const end = output.indexOf(0x0a, at);
    const [, type, size = ''] = output.toString('latin1', at, end).split(' ');
    if (end < 0 || type !== 'blob') {
      throw new Error('git cat-file gave something else than files');
    }
    const start = end + 1;
    contents.push(output.subarray(start, start + Number(size)));
    at = start + Number(size) + 1;
  }
  return contents;
}
