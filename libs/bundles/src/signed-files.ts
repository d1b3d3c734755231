import { createHash } from 'node:crypto';
import { SIGNATURES_FILE, type ArchiveFile, type BuildProblem } from '@legate/policy';

/** A file as the payload of a signature lists it. */
export interface SignedFile {
  readonly name: string;
  readonly hash: string;
  readonly algorithm: string;
}

/** Hash names of OPA that are strong enough, and what Node calls them. */
const HASHES: ReadonlyMap<string, string> = new Map([
  ['SHA-256', 'sha256'],
  ['SHA-384', 'sha384'],
  ['SHA-512', 'sha512'],
  ['SHA-512-256', 'sha512-256'],
]);

/** Files whose values are hashed, not their bytes. */
const STRUCTURED = new Set(['data.json', '.manifest']);

/** Holds the files of a bundle against the list that was signed: exactly those, each with its hash. OPA-16. */
export function signedFileProblems(
  files: readonly ArchiveFile[],
  signed: readonly SignedFile[],
): BuildProblem[] {
  const listed = new Map(signed.map((file) => [file.name.replace(/^\//u, ''), file]));
  const present = files.filter(({ path }) => path !== SIGNATURES_FILE);
  const problems = present.flatMap((file) => hashProblem(file, listed.get(file.path)));
  const paths = new Set(present.map(({ path }) => path));
  for (const name of listed.keys()) {
    if (!paths.has(name)) {
      problems.push(problem(name, 'The file is signed and not there'));
    }
  }
  return listed.size === signed.length
    ? problems
    : [...problems, problem(SIGNATURES_FILE, 'The signature lists a file twice')];
}

function hashProblem(file: ArchiveFile, signed: SignedFile | undefined): BuildProblem[] {
  if (signed === undefined) {
    return [problem(file.path, 'The file is there and not signed')];
  }
  const hash = HASHES.get(signed.algorithm);
  if (hash === undefined) {
    const known = [...HASHES.keys()].join(', ');
    return [problem(file.path, `The hash ${signed.algorithm} is not taken, only ${known}`)];
  }
  const digest = createHash(hash).update(hashedBytes(file)).digest('hex');
  return digest === signed.hash
    ? []
    : [problem(file.path, 'The file is not the one that was signed')];
}

function problem(file: string, message: string): BuildProblem {
  return { code: 'policy.signature.files', file, line: 0, message };
}

function hashedBytes({ path, content }: ArchiveFile): Buffer {
  if (!STRUCTURED.has(path.slice(path.lastIndexOf('/') + 1))) {
    return content;
  }
  return Buffer.from(canonical(JSON.parse(content.toString('utf8'))));
}

/** As OPA writes it: keys sorted by bytes, no spaces, U+2028 and U+2029 escaped. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) =>
      Buffer.compare(Buffer.from(a), Buffer.from(b)),
    );
    return `{${members.map(([key, member]) => `${canonical(key)}:${canonical(member)}`).join(',')}}`;
  }
  return JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}
