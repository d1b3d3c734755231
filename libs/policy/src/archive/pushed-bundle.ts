import { createHash } from 'node:crypto';
import { joinData } from '../build/base-data.js';
import {
  isDataFile,
  sourceDigest,
  updateWithLength,
  type BundleSource,
} from '../build/bundle-source.js';
import { PolicyBuildError, type BuildProblem } from '../build/policy-build-error.js';
import { MANIFEST_FILE, readManifest, type ArchiveManifest } from './archive-manifest.js';
import { readArchive, type ArchiveFile } from './read-archive.js';

export const SIGNATURES_FILE = '.signatures.json';
const UNSUPPORTED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'policy.wasm': 'Compiled modules are not taken: push the sources',
    'patch.json': 'Delta bundles are not taken: push the whole bundle',
    'data.yaml': 'Write data as data.json',
    'data.yml': 'Write data as data.json',
  }),
);

/** A bundle as somebody has sent it: unpacked and read, nothing of it checked by OPA yet. */
export interface PushedBundle {
  /** Every file, sorted by path. */
  readonly files: readonly ArchiveFile[];
  /** The files as their author may have signed them. */
  readonly asSigned: readonly ArchiveFile[];
  readonly manifest: ArchiveManifest;
  readonly source: BundleSource;
  /** SHA-256, hex, over the path and content of every file but the signatures. */
  readonly digest: string;
}

/**
 * Reads an OPA bundle (gzipped tar) that holds Rego sources, and data of up to `maxDataBytes`. OPA-10 to OPA-12.
 * @throws PolicyBuildError naming each file
 */
export async function readPushedBundle(
  archive: Buffer,
  maxDataBytes: number,
): Promise<PushedBundle> {
  return readBundleFiles(await readArchive(archive), maxDataBytes);
}

/**
 * Reads the files of a bundle.
 * @param asSigned the same files before anything was written into them
 * @throws PolicyBuildError naming each file
 */
export function readBundleFiles(
  files: readonly ArchiveFile[],
  maxDataBytes: number,
  asSigned: readonly ArchiveFile[] = files,
): PushedBundle {
  const problems: BuildProblem[] = files.flatMap(fileProblems);
  const manifest = readManifest(
    files.find(({ path }) => path === MANIFEST_FILE)?.content,
    problems,
  );
  const rego = files
    .filter(({ path }) => path.endsWith('.rego'))
    .map((file) => ({ ...file, isTest: file.path.endsWith('_test.rego') }));
  const documents = files.filter(({ path }) => isDataFile(path));
  const data = joinData(documents, { maxBytes: maxDataBytes, roots: manifest.roots }, problems);
  if (!rego.some(({ isTest }) => !isTest)) {
    const message = 'There is no policy (*.rego) here';
    problems.push({ code: 'policy.build.empty', file: '', line: 0, message });
  }
  if (problems.length > 0) {
    throw new PolicyBuildError(problems);
  }
  const source = { files: rego, data, digest: sourceDigest(rego, data) };
  return { files, asSigned, manifest, source, digest: contentDigest(files) };
}

function fileProblems({ path }: ArchiveFile): BuildProblem[] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const isHidden = name.startsWith('.') && name !== path;
  const unsupported = isHidden ? 'This is only read at the root' : UNSUPPORTED.get(name);
  if (unsupported !== undefined) {
    return [{ code: 'policy.archive.unsupported', file: path, line: 0, message: unsupported }];
  }
  return [];
}

function contentDigest(files: readonly ArchiveFile[]): string {
  const hash = createHash('sha256');
  for (const { path, content } of files.filter((file) => file.path !== SIGNATURES_FILE)) {
    updateWithLength(hash, Buffer.from(path));
    updateWithLength(hash, content);
  }
  return hash.digest('hex');
}
