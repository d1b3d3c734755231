import { nearestName } from './nearest-name.js';
import type { BuildProblem, BuildProblemCode } from './policy-build-error.js';
import { lineOf, type ParsedFile, type RegoAnnotation } from './rego-ast.js';

/** What `custom.legate` of a package says. */
export interface PackageAnnotations {
  readonly resourceTypes: readonly string[] | null;
  readonly actions: readonly string[] | null;
  /** Holds helpers only: is never asked. */
  readonly isLibrary: boolean;
  /** Where it says so; null for a package without. */
  readonly at: Pick<BuildProblem, 'file' | 'line'> | null;
}

const ROOT = 'legate';
const LIST_KEYS = ['resource_types', 'actions'];
const KNOWN_KEYS = [...LIST_KEYS, 'library'];
/** Comments that read like our annotations; outside of a METADATA block they would do nothing. */
const LOOKS_LIKE_ANNOTATION = /^\s*(?:legate|resource_types|actions|library)\s*:/u;
const NO_ANNOTATIONS: PackageAnnotations = {
  resourceTypes: null,
  actions: null,
  isLibrary: false,
  at: null,
};

type Report = (code: BuildProblemCode, message: string) => void;

/**
 * Reads `custom.legate` over all files of one package. Whatever might be a slip that would change which
 * requests the package is for is a problem: unknown keys, wrong types, another scope, a comment that only
 * looks like an annotation.
 */
export function readAnnotations(
  files: readonly ParsedFile[],
  problems: BuildProblem[],
): PackageAnnotations {
  let found: PackageAnnotations | undefined;
  for (const file of files) {
    for (const annotation of file.module.annotations ?? []) {
      const report: Report = (code, message) =>
        problems.push({ code, file: file.path, line: lineOf(annotation), message });
      // OPA's check has refused a second annotation of the package before.
      found ??= readOne(annotation, { file: file.path, line: lineOf(annotation) }, report);
    }
    reportIgnored(file, problems);
  }
  return found ?? NO_ANNOTATIONS;
}

function readOne(
  annotation: RegoAnnotation,
  at: Pick<BuildProblem, 'file' | 'line'>,
  report: Report,
): PackageAnnotations | undefined {
  const custom = annotation.custom ?? {};
  for (const key of Object.keys(custom)) {
    const meant = nearestName(key, [ROOT, ...KNOWN_KEYS], 2);
    if (key !== ROOT && meant !== undefined) {
      const place = meant === ROOT ? 'custom.legate' : `custom.legate.${meant}`;
      report('policy.build.annotation_key', `Unknown key custom.${key}; did you mean ${place}?`);
    }
  }
  if (!Object.hasOwn(custom, ROOT)) {
    return undefined;
  }
  if (annotation.scope !== 'package') {
    const scope = annotation.scope ?? 'unknown';
    report('policy.build.annotation_scope', `custom.legate needs "scope: package", not ${scope}`);
    return undefined;
  }
  return { ...readLegate(custom[ROOT], report), at };
}

function readLegate(value: unknown, report: Report): Omit<PackageAnnotations, 'at'> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    report('policy.build.annotation_value', 'custom.legate must be an object');
    return NO_ANNOTATIONS;
  }
  const legate = value as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(legate).filter((name) => !KNOWN_KEYS.includes(name))) {
    const meant = nearestName(key, KNOWN_KEYS, key.length) ?? KNOWN_KEYS.join(', ');
    report('policy.build.annotation_key', `Unknown key custom.legate.${key}; nearest is ${meant}`);
  }
  const library = legate['library'];
  if (library !== undefined && library !== true) {
    report('policy.build.annotation_value', 'custom.legate.library can only be true');
  }
  return {
    resourceTypes: readNames('resource_types', legate, report),
    actions: readNames('actions', legate, report),
    isLibrary: library === true,
  };
}

function readNames(
  key: string,
  legate: Readonly<Record<string, unknown>>,
  report: Report,
): string[] | null {
  const value = legate[key];
  if (value === undefined) {
    return null;
  }
  const names: unknown[] = Array.isArray(value) ? value : [];
  if (names.length === 0 || !names.every(isName)) {
    report(
      'policy.build.annotation_value',
      `custom.legate.${key} must be a list of one or more non-empty strings`,
    );
    return null;
  }
  return [...new Set(names)].sort();
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function reportIgnored(file: ParsedFile, problems: BuildProblem[]): void {
  const ranges = (file.module.annotations ?? []).map((annotation) => {
    const first = lineOf(annotation);
    const text = Buffer.from(annotation.location?.text ?? '', 'base64').toString();
    return { first, last: first + text.split('\n').length - 1 };
  });
  for (const { Text, Location } of file.module.comments ?? []) {
    const text = Buffer.from(Text, 'base64').toString();
    const isInside = ranges.some(
      ({ first, last }) => Location.row >= first && Location.row <= last,
    );
    if (!isInside && LOOKS_LIKE_ANNOTATION.test(text)) {
      problems.push({
        code: 'policy.build.annotation_ignored',
        file: file.path,
        line: Location.row,
        message: 'This comment reads like an annotation but is in no METADATA block',
      });
    }
  }
}
