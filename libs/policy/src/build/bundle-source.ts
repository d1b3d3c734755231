import { createHash, type Hash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DATA_FILE,
  DEFAULT_MAX_DATA_BYTES,
  joinData,
  type BaseData,
  type DataFile,
} from './base-data.js';
import { BUNDLE_FORMAT_VERSION } from './compiled-bundle.js';
import { PolicyBuildError, type BuildProblem } from './policy-build-error.js';

/** The most one bundle's sources may hold together. */
const MAX_SOURCE_BYTES = 16 * 1024 * 1024;
const YAML_DATA = new Set(['data.yaml', 'data.yml']);

export interface SourceFile {
  /** Relative to the bundle's folder, with `/`. */
  readonly path: string;
  readonly content: Buffer;
  /** `*_test.rego`: checked and run, never compiled, no part of the digest. */
  readonly isTest: boolean;
}

/** All that is read of a bundle's folder, once; what is checked and compiled is this and not the folder. */
export interface BundleSource {
  /** Sorted by path, by code unit. */
  readonly files: readonly SourceFile[];
  /** What policies read as `data`; null for none. */
  readonly data: BaseData | null;
  /** SHA-256, hex, of the builder's format version, the path and content of each compiled file, and the data. */
  readonly digest: string;
}

/**
 * Reads every `*.rego` and `data.json` below a folder, but not `.git`. Other files are left alone, except that symbolic
 * links and data in YAML are refused.
 * @throws PolicyBuildError for those, an empty bundle and one over 16 MiB; the file system's errors
 */
export async function readBundleSource(dir: string): Promise<BundleSource> {
  const problems: BuildProblem[] = [];
  const paths = await findFiles(dir, '', problems);
  const files: SourceFile[] = [];
  const documents: DataFile[] = [];
  for (const path of paths.sort()) {
    const content = await readFile(join(dir, path));
    if (isDataFile(path)) {
      documents.push({ path, content });
    } else {
      files.push({ path, content, isTest: path.endsWith('_test.rego') });
    }
  }
  const data = joinData(documents, { maxBytes: DEFAULT_MAX_DATA_BYTES }, problems);
  if (files.reduce((sum, { content }) => sum + content.length, 0) > MAX_SOURCE_BYTES) {
    problems.push(problem('policy.build.too_large', '', 'The sources exceed 16 MiB together'));
  }
  if (!files.some(({ isTest }) => !isTest)) {
    problems.push(problem('policy.build.empty', '', 'There is no policy (*.rego) here'));
  }
  if (problems.length > 0) {
    throw new PolicyBuildError(problems);
  }
  return { files, data, digest: sourceDigest(files, data) };
}

export function isDataFile(path: string): boolean {
  return path.slice(path.lastIndexOf('/') + 1) === DATA_FILE;
}

/** The digest of a bundle's compiled files, whatever order they come in, and of its data. */
export function sourceDigest(files: readonly SourceFile[], data: BaseData | null = null): string {
  const hash = createHash('sha256');
  hash.update(`legate-bundle ${BUNDLE_FORMAT_VERSION}\n`);
  const compiled = files.filter(({ isTest }) => !isTest);
  for (const { path, content } of compiled.sort((a, b) => (a.path < b.path ? -1 : 1))) {
    updateWithLength(hash, Buffer.from(path));
    updateWithLength(hash, content);
  }
  if (data !== null) {
    // No compiled file has this name.
    updateWithLength(hash, Buffer.from(DATA_FILE));
    updateWithLength(hash, data.json);
  }
  return hash.digest('hex');
}

/** Length first, so that no two lists of files have the same bytes. */
export function updateWithLength(hash: Hash, bytes: Buffer): void {
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(bytes.length));
  hash.update(length).update(bytes);
}

async function findFiles(dir: string, prefix: string, problems: BuildProblem[]): Promise<string[]> {
  const paths: string[] = [];
  for (const entry of await readdir(join(dir, prefix), { withFileTypes: true })) {
    const path = `${prefix}${entry.name}`;
    if (entry.isSymbolicLink()) {
      problems.push(problem('policy.build.symlink', path, 'Symbolic links are not followed'));
    } else if (entry.isDirectory() && entry.name !== '.git') {
      paths.push(...(await findFiles(dir, `${path}/`, problems)));
    } else if (entry.isFile() && (entry.name.endsWith('.rego') || isDataFile(entry.name))) {
      paths.push(path);
    } else if (entry.isFile() && YAML_DATA.has(entry.name)) {
      problems.push(problem('policy.build.data_file', path, 'Write data as data.json'));
    }
  }
  return paths;
}

function problem(code: BuildProblem['code'], file: string, message: string): BuildProblem {
  return { code, file, line: 0, message };
}
