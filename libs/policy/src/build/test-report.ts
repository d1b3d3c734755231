import type { BuildProblem } from './policy-build-error.js';

/** What running a bundle's tests has shown. */
export interface TestRun {
  /** Tests that were run; those marked `todo_` are not counted. */
  readonly tests: number;
  /** Lines of compiled files that the tests reach, percent; null when there is no test. */
  readonly coverage: number | null;
  /** One for each test that failed. */
  readonly problems: readonly BuildProblem[];
}

/** What OPA says of a test that it has ended. */
const CANCELLED = 'eval_cancel_error';

interface OpaTest {
  readonly location?: { readonly file?: string; readonly row?: number };
  readonly package: string;
  readonly name: string;
  readonly fail?: boolean;
  readonly skip?: boolean;
  readonly error?: { readonly message?: string; readonly code?: string };
  /** ns. */
  readonly duration?: number;
}

interface OpaCoverage {
  readonly files?: Readonly<
    Record<string, { readonly covered_lines?: number; readonly not_covered_lines?: number }>
  >;
}

interface OpaOutput {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Reads `opa test --format json`; `shorten` takes our own folders out of texts. */
export function readTestResults(
  { exitCode, stdout, stderr }: OpaOutput,
  shorten: (text: string) => string,
): TestRun {
  let tests: readonly OpaTest[];
  try {
    tests = (JSON.parse(stdout) as readonly OpaTest[]).filter(({ skip }) => skip !== true);
  } catch {
    // OPA could not even begin, and says why in its own words.
    return { tests: 0, coverage: null, problems: [failure(shorten(stderr.trim()))] };
  }
  const problems = tests.filter(isFailed).map(({ location, package: name, ...test }) => ({
    code: 'policy.test.failed' as const,
    file: shorten(location?.file ?? ''),
    line: location?.row ?? 0,
    message: `${name.replace(/^data\./u, '')}.${test.name} ${shorten(test.error?.message ?? 'does not hold')}`,
  }));
  return exitCode === 0 || problems.length > 0
    ? { tests: tests.length, coverage: null, problems }
    : { tests: 0, coverage: null, problems: [failure(shorten(stderr.trim()))] };
}

/** Names of the tests of `opa test --format json` that took longer, or were ended. @throws Error when OPA could not begin */
export function readLateTests(
  { stdout, stderr }: Pick<OpaOutput, 'stdout' | 'stderr'>,
  maxMs: number,
): ReadonlySet<string> {
  let tests: readonly OpaTest[];
  try {
    tests = JSON.parse(stdout) as readonly OpaTest[];
  } catch (cause) {
    throw new Error(`opa test did not run: ${stderr.trim()}`, { cause });
  }
  const late = tests.filter(
    ({ error, duration = 0 }) => error?.code === CANCELLED || duration > maxMs * 1_000_000,
  );
  return new Set(late.map(({ name }) => name));
}

/** Reads `opa test --coverage --format json`, of the files below a folder. */
export function readCoverage(stdout: string, folder: string): number {
  const { files = {} } = JSON.parse(stdout) as OpaCoverage;
  let covered = 0;
  let all = 0;
  for (const [path, file] of Object.entries(files)) {
    if (path.startsWith(folder)) {
      covered += file.covered_lines ?? 0;
      all += (file.covered_lines ?? 0) + (file.not_covered_lines ?? 0);
    }
  }
  return all === 0 ? 100 : (100 * covered) / all;
}

function isFailed({ fail, error }: OpaTest): boolean {
  return fail === true || error !== undefined;
}

function failure(message: string): BuildProblem {
  return { code: 'policy.test.failed', file: '', line: 0, message };
}
