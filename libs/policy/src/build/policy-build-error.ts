import { UnprocessableError } from '@legate/core';

/**
 * What can be wrong with a policy source; stable, shown to authors.
 * `docs/policy-contract.md` says what each means.
 */
export const BUILD_PROBLEM_CODES = [
  'policy.build.syntax',
  'policy.build.check',
  'policy.build.builtin',
  'policy.build.symlink',
  'policy.build.too_large',
  'policy.build.empty',
  'policy.build.data_file',
  'policy.build.package_name',
  'policy.build.test_package',
  'policy.build.guards_missing',
  'policy.build.guards_form',
  'policy.build.guard_name',
  'policy.build.guard_unknown',
  'policy.build.guard_unprovable',
  'policy.build.rule_form',
  'policy.build.rule_ignored',
  'policy.build.library_rule',
  'policy.build.annotation_key',
  'policy.build.annotation_value',
  'policy.build.annotation_scope',
  'policy.build.annotation_ignored',
  'policy.build.compile',
  'policy.build.limit',
  'policy.build.evaluation_time',
  'policy.build.unknown_name',
  'policy.test.failed',
  'policy.test.coverage',
  'policy.archive.malformed',
  'policy.archive.too_large',
  'policy.archive.path',
  'policy.archive.link',
  'policy.archive.special',
  'policy.archive.duplicate',
  'policy.archive.unsupported',
  'policy.manifest.invalid',
  'policy.manifest.roots',
  'policy.signature.missing',
  'policy.signature.unconfigured',
  'policy.signature.invalid',
  'policy.signature.files',
] as const;

export type BuildProblemCode = (typeof BUILD_PROBLEM_CODES)[number];

/** One finding. `line` counts from 1; 0 means the whole file, an empty `file` the whole bundle. */
export interface BuildProblem {
  readonly code: BuildProblemCode;
  /** Relative to the bundle's folder, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** A policy source that was refused, with every problem found, sorted by file and line. */
export class PolicyBuildError extends UnprocessableError {
  readonly problems: readonly BuildProblem[];

  constructor(problems: readonly BuildProblem[]) {
    const sorted = sortProblems(problems);
    super(
      'policy.build_refused',
      sorted
        .map(({ file, line, code, message }) => `${file}:${line} ${code} ${message}`)
        .join('\n'),
      { details: { errors: sorted.map((each) => ({ ...each })) } },
    );
    this.problems = sorted;
  }
}

/** Problems by file, line and code. */
export function sortProblems(problems: readonly BuildProblem[]): BuildProblem[] {
  return [...problems].sort(
    (a, b) => compare(a.file, b.file) || a.line - b.line || compare(a.code, b.code),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
