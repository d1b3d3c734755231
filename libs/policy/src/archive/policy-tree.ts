import { PolicyBuildError } from '../build/policy-build-error.js';
import { MANIFEST_FILE } from './archive-manifest.js';
import { readBundleFiles, SIGNATURES_FILE, type PushedBundle } from './pushed-bundle.js';
import { fileProblems, type ArchiveFile } from './read-archive.js';

/** A policy as it is kept under version control: files, and the name of this state of them. */
export interface PolicyTree {
  /** Sorted by path, by code unit; those that are none of a policy may be among them. */
  readonly files: readonly ArchiveFile[];
  /** The commit, for example. It becomes the revision of the bundle, whatever the manifest says. */
  readonly revision: string;
}

/** Read beside `*.rego`: some to be refused where a bundle must not have them. */
const BUNDLE_FILES: ReadonlySet<string> = new Set([
  'data.json',
  'data.yaml',
  'data.yml',
  'patch.json',
  'policy.wasm',
]);

/**
 * Whether a file of a tree is one of its bundle. Others are left alone: a repository also holds a README, and what its
 * tools and its host want in hidden folders.
 */
export function isBundleFile(path: string): boolean {
  if (path === MANIFEST_FILE || path === SIGNATURES_FILE) {
    return true;
  }
  const segments = path.split('/');
  const name = segments.at(-1) ?? '';
  const isHidden = segments.some((segment) => segment.startsWith('.'));
  return !isHidden && (name.endsWith('.rego') || BUNDLE_FILES.has(name));
}

/**
 * Makes a bundle of a tree. Its manifest names the revision, so that the same files at another one are another bundle;
 * a signature is of the files without that, and is not kept with them.
 * @throws PolicyBuildError naming each file
 */
export function readPolicyTree(
  { files, revision }: PolicyTree,
  maxDataBytes: number,
): PushedBundle {
  const own = files.filter(({ path }) => isBundleFile(path));
  const problems = fileProblems(own);
  if (problems.length > 0) {
    throw new PolicyBuildError(problems);
  }
  const manifest = own.find(({ path }) => path === MANIFEST_FILE);
  const others = own.filter(({ path }) => path !== MANIFEST_FILE && path !== SIGNATURES_FILE);
  const named = { path: MANIFEST_FILE, content: nameRevision(manifest?.content, revision) };
  // "." sorts before every letter.
  return readBundleFiles([named, ...others], maxDataBytes, own);
}

function nameRevision(manifest: Buffer | undefined, revision: string): Buffer {
  if (manifest === undefined) {
    return Buffer.from(JSON.stringify({ revision }));
  }
  try {
    const fields: unknown = JSON.parse(manifest.toString('utf8'));
    if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) {
      return Buffer.from(JSON.stringify({ ...fields, revision }));
    }
  } catch {
    // Told of by whoever reads it.
  }
  return manifest;
}
