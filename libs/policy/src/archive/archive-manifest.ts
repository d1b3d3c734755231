import type { BuildProblem } from '../build/policy-build-error.js';
import type { KnownNames } from '../build/unknown-names.js';

/** What `.manifest` of a bundle says (https://www.openpolicyagent.org/docs/management-bundles, "Bundle File Format"). */
export interface ArchiveManifest {
  /** What its author calls this state of the policy; null when it is not said. */
  readonly revision: string | null;
  /** Paths that the bundle has for itself; `['']` is all. */
  readonly roots: readonly string[];
  /** Names that it declares under `metadata.legate`: the tenant need not know them yet. */
  readonly declared: KnownNames;
}

export const MANIFEST_FILE = '.manifest';
const MEMBERS = ['revision', 'roots', 'wasm', 'rego_version', 'file_rego_versions', 'metadata'];
const MAX_REVISION_LENGTH = 256;
const MAX_NAMES = 10_000;
const NOTHING: KnownNames = { resourceTypes: [], actions: [] };

type Fields = Readonly<Record<string, unknown>>;
type Report = (message: string) => void;

/** Reads a manifest, an absent one as an empty one; adds what is wrong to `problems`. OPA-11, OPA-12. */
export function readManifest(
  content: Buffer | undefined,
  problems: BuildProblem[],
): ArchiveManifest {
  const report: Report = (message) =>
    problems.push({ code: 'policy.manifest.invalid', file: MANIFEST_FILE, line: 0, message });
  const fields = content === undefined ? {} : parseObject(content);
  if (fields === null) {
    report('This is no JSON object');
    return { revision: null, roots: [''], declared: NOTHING };
  }
  for (const name of Object.keys(fields).filter((member) => !MEMBERS.includes(member))) {
    report(`Unknown member "${name}"`);
  }
  requireRegoV1(fields, report);
  const roots = readRoots(fields['roots'], report);
  problems.push(...overlapping(roots));
  return {
    revision: readRevision(fields['revision'], report),
    roots,
    declared: readDeclared(fields['metadata'], report),
  };
}

function parseObject(content: Buffer): Fields | null {
  try {
    return asObject(JSON.parse(content.toString('utf8')));
  } catch {
    return null;
  }
}

function asObject(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : null;
}

function requireRegoV1(fields: Fields, report: Report): void {
  const version = fields['rego_version'];
  const byFile = asObject(fields['file_rego_versions'] ?? {});
  const isV1 = version === undefined || version === 1;
  if (!isV1 || byFile === null || Object.values(byFile).some((each) => each !== 1)) {
    report('Only Rego v1 is taken: rego_version and file_rego_versions must be 1 where given');
  }
  const modules = fields['wasm'] ?? [];
  if (!Array.isArray(modules) || modules.length > 0) {
    report('wasm must be absent: policies are compiled here, from source');
  }
}

function readRevision(value: unknown, report: Report): string | null {
  if (value === undefined || value === '') {
    return null;
  }
  if (
    typeof value === 'string' &&
    value.length <= MAX_REVISION_LENGTH &&
    /^[\x20-\x7e]+$/u.test(value)
  ) {
    return value;
  }
  report(`revision must be up to ${MAX_REVISION_LENGTH} visible ASCII characters`);
  return null;
}

function readRoots(value: unknown, report: Report): readonly string[] {
  if (value === undefined) {
    return [''];
  }
  if (Array.isArray(value) && value.length > 0 && value.every((root) => typeof root === 'string')) {
    return value.map((root: string) => root.replaceAll(/^\/|\/$/gu, ''));
  }
  report('roots must be a list of one or more paths');
  return [''];
}

function overlapping(roots: readonly string[]): BuildProblem[] {
  const clash = roots.find((root, index) =>
    roots.some((other, at) => at !== index && isBelow(other, root)),
  );
  const message = `Roots overlap: "${clash ?? ''}" reaches into another`;
  return clash === undefined
    ? []
    : [{ code: 'policy.manifest.roots', file: MANIFEST_FILE, line: 0, message }];
}

/** Whether a path is the root or lies below it. */
export function isBelow(path: string, root: string): boolean {
  return root === '' || path === root || path.startsWith(`${root}/`);
}

function readDeclared(metadata: unknown, report: Report): KnownNames {
  const legate = asObject(asObject(metadata ?? {})?.['legate'] ?? {});
  if (asObject(metadata ?? {}) === null || legate === null) {
    report('metadata and metadata.legate must be objects');
    return NOTHING;
  }
  return {
    resourceTypes: readNames('resource_types', legate, report),
    actions: readNames('actions', legate, report),
  };
}

function readNames(key: string, legate: Fields, report: Report): readonly string[] {
  const value = legate[key] ?? [];
  const isList = Array.isArray(value) && value.length <= MAX_NAMES;
  if (isList && value.every((name) => typeof name === 'string' && name !== '')) {
    return value as string[];
  }
  report(`metadata.legate.${key} must be a list of names`);
  return [];
}
