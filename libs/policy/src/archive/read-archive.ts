import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import {
  PolicyBuildError,
  type BuildProblem,
  type BuildProblemCode,
} from '../build/policy-build-error.js';
import { readTarEntries, TarError, type TarEntry } from './tar-entries.js';

/** A file of a bundle archive: path relative to its root, with `/`. */
export interface ArchiveFile {
  readonly path: string;
  readonly content: Buffer;
}

/** What an archive may hold. */
export const ARCHIVE_LIMITS = {
  /** Unpacked, headers and padding included. */
  unpackedBytes: 20 * 1024 * 1024,
  fileBytes: 4 * 1024 * 1024,
  entries: 4000,
  pathLength: 180,
  segmentLength: 64,
} as const;

/** Problems that are told of one archive. */
const MAX_PROBLEMS = 100;
const SEGMENT = /^(?:\.manifest|\.signatures\.json|[A-Za-z0-9_][A-Za-z0-9_.+@-]*)$/u;
const unzip = promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip);

/**
 * Unpacks a gzipped tar archive into memory. Only regular files and folders are taken; whatever could lead out of the
 * archive, stand for another file or be read in two ways is refused. One slash before a name is the archive's own
 * root, as OPA writes it.
 * @returns the files, sorted by path, by code unit
 * @throws PolicyBuildError `policy.archive.*`, naming each file
 */
export async function readArchive(archive: Buffer): Promise<readonly ArchiveFile[]> {
  const files = new Map<string, Buffer>();
  const problems: BuildProblem[] = [];
  try {
    let count = 0;
    for (const entry of readTarEntries(await unpack(archive))) {
      count += 1;
      if (count > ARCHIVE_LIMITS.entries) {
        throw refusal(
          'policy.archive.too_large',
          '',
          `More than ${ARCHIVE_LIMITS.entries} entries`,
        );
      }
      const problem = take(entry, files);
      if (problem !== null && problems.length < MAX_PROBLEMS) {
        problems.push(problem);
      }
    }
  } catch (cause) {
    throw cause instanceof TarError
      ? refusal('policy.archive.malformed', '', cause.message)
      : cause;
  }
  problems.push(...filesAsFolders(files));
  if (problems.length > 0) {
    throw new PolicyBuildError(problems);
  }
  return [...files.keys()]
    .sort()
    .map((path) => ({ path, content: files.get(path) ?? Buffer.of() }));
}

async function unpack(archive: Buffer): Promise<Buffer> {
  try {
    return await unzip(archive, { maxOutputLength: ARCHIVE_LIMITS.unpackedBytes });
  } catch (cause) {
    const isLarge = (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw isLarge
      ? refusal(
          'policy.archive.too_large',
          '',
          `More than ${ARCHIVE_LIMITS.unpackedBytes} bytes unpacked`,
        )
      : refusal('policy.archive.malformed', '', 'This is no gzip archive');
  }
}

/** Puts an entry among the files; gives what is wrong with it. */
function take({ name, type, content }: TarEntry, files: Map<string, Buffer>): BuildProblem | null {
  const isFolder = type === '5';
  const path = withoutRoot(name, isFolder);
  if (isFolder && (path === '' || path === '.')) {
    return null;
  }
  const problem = entryProblem({ path, type, size: content.length });
  if (problem !== null) {
    return { file: name, line: 0, ...problem };
  }
  if (isFolder) {
    return null;
  }
  if (files.has(path)) {
    return {
      code: 'policy.archive.duplicate',
      file: path,
      line: 0,
      message: 'The name is there twice',
    };
  }
  files.set(path, content);
  return null;
}

/** `./a`, `/a` and `a` are one file. */
function withoutRoot(name: string, isFolder: boolean): string {
  const path = name.replace(/^\.?\//u, '');
  return isFolder ? path.replace(/\/$/u, '') : path;
}

function entryProblem({
  path,
  type,
  size,
}: {
  readonly path: string;
  readonly type: string;
  readonly size: number;
}): Pick<BuildProblem, 'code' | 'message'> | null {
  if (type === '1' || type === '2') {
    return { code: 'policy.archive.link', message: 'Links are not taken' };
  }
  if (type !== '0' && type !== '5') {
    return { code: 'policy.archive.special', message: 'Only regular files and folders are taken' };
  }
  if (!isPlainPath(path)) {
    const message =
      'A path is relative, of letters, digits and _ . + @ - between slashes, with no part that is "..", hidden or too long';
    return { code: 'policy.archive.path', message };
  }
  return size > ARCHIVE_LIMITS.fileBytes
    ? { code: 'policy.archive.too_large', message: `More than ${ARCHIVE_LIMITS.fileBytes} bytes` }
    : null;
}

function isPlainPath(path: string): boolean {
  const segments = path.split('/');
  return (
    path.length <= ARCHIVE_LIMITS.pathLength &&
    segments.every((part) => part.length <= ARCHIVE_LIMITS.segmentLength && SEGMENT.test(part))
  );
}

/** What of files that came in no archive could not have been in one: names, sizes, their number. */
export function fileProblems(files: readonly ArchiveFile[]): BuildProblem[] {
  const { entries, unpackedBytes } = ARCHIVE_LIMITS;
  const bytes = files.reduce((sum, { content }) => sum + content.length, 0);
  if (files.length > entries || bytes > unpackedBytes) {
    const message = `More than ${entries} files or ${unpackedBytes} bytes`;
    return [{ code: 'policy.archive.too_large', file: '', line: 0, message }];
  }
  return files
    .flatMap(({ path, content }) => {
      const problem = entryProblem({ path, type: '0', size: content.length });
      return problem === null ? [] : [{ file: path, line: 0, ...problem }];
    })
    .slice(0, MAX_PROBLEMS);
}

/** `a` as a file and `a/b` below it cannot both be. */
function filesAsFolders(files: ReadonlyMap<string, Buffer>): BuildProblem[] {
  const folders = new Set<string>();
  for (const path of files.keys()) {
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
      folders.add(path.slice(0, at));
    }
  }
  return [...files.keys()]
    .filter((path) => folders.has(path))
    .map((file) => ({
      code: 'policy.archive.duplicate',
      file,
      line: 0,
      message: 'The name is a file and a folder',
    }));
}

function refusal(code: BuildProblemCode, file: string, message: string): PolicyBuildError {
  return new PolicyBuildError([{ code, file, line: 0, message }]);
}
