import { PROVIDED_BUILTINS } from '../engine/provided-builtins.js';
import {
  BoxLimitError,
  runOpaBoxed,
  runOpaOnEach,
  type Box,
  type OpaBinary,
} from '../toolchain/index.js';
import {
  PolicyBuildError,
  type BuildProblem,
  type BuildProblemCode,
} from './policy-build-error.js';
import type { RegoModule } from './rego-ast.js';
import { readCoverage, readLateTests, readTestResults, type TestRun } from './test-report.js';

/** Bound of each run of the compiler. */
const TIMEOUT_MS = 60_000;
/** Bound of each test. */
const TEST_TIMEOUT = '5s';
/** Errors that `opa check` gathers before it gives up. */
const MAX_ERRORS = 200;

/** Folders of the staging folder: compiled files and their tests. */
export const STAGED_FOLDERS = { sources: 'sources', tests: 'tests' } as const;
const STAGED = /(?<![^\s"'(])(?:sources|tests)\/(?=[^\s:]*\.rego\b)/gu;

interface OpaErrors {
  readonly errors?: readonly {
    readonly message: string;
    readonly code?: string;
    readonly location?: { readonly file?: string; readonly row?: number };
  }[];
}

/** An OPA binary working in one staging folder, with an empty environment. */
export class OpaCommands {
  readonly #opa: OpaBinary;
  readonly #folder: string;

  constructor(opa: OpaBinary, folder: string) {
    this.#opa = opa;
    this.#folder = folder;
  }

  /** The capabilities file, as JSON text, that lets a policy use exactly what our runtime provides. */
  async restrictedCapabilities(): Promise<string> {
    const { stdout } = await this.#succeed(['capabilities', '--current']);
    const current = JSON.parse(stdout) as { readonly builtins: readonly { name: string }[] };
    const builtins = current.builtins.filter(({ name }) => PROVIDED_BUILTINS.has(name));
    // No host at all may be reached, whatever builtin would do it.
    return JSON.stringify({ ...current, builtins, allow_net: [] });
  }

  /** Findings of `opa check --strict` over folders, under the given capabilities file. */
  async check(capabilitiesFile: string, folders: readonly string[]): Promise<BuildProblem[]> {
    const args = ['check', '--strict', '--format', 'json', '--max-errors', String(MAX_ERRORS)];
    const { exitCode, stdout, stderr } = await this.#run([
      ...args,
      '--capabilities',
      capabilitiesFile,
      ...folders,
    ]);
    return exitCode === 0 ? [] : checkProblems(stderr.trim() === '' ? stdout : stderr);
  }

  /** The syntax trees of files that `check` has accepted. */
  async parse(files: readonly string[]): Promise<readonly RegoModule[]> {
    const include = ['--json-include', 'locations,comments'];
    const args = ['parse', '--format', 'json', ...include];
    const box = this.#box();
    const texts = await refusingLimits(
      'parse',
      async () => await runOpaOnEach(this.#opa, { args, files }, box),
    );
    return texts.map((text) => JSON.parse(text) as RegoModule);
  }

  /** Compiles folders to WASM; answers with findings when OPA refuses, else writes `output` (tar.gz). */
  async buildWasm(
    folders: readonly string[],
    entrypoints: readonly string[],
    output: string,
  ): Promise<BuildProblem[]> {
    const entries = entrypoints.flatMap((entrypoint) => ['--entrypoint', entrypoint]);
    const args = ['build', '--target', 'wasm', '--output', output, ...entries, ...folders];
    const { exitCode, stderr } = await this.#run(args);
    return exitCode === 0
      ? []
      : [{ code: 'policy.build.compile', file: '', line: 0, message: stderr.trim() }];
  }

  /** Runs the tests in folders that `check` has accepted, and measures what they cover when all pass. */
  async test(capabilitiesFile: string, folders: readonly string[]): Promise<TestRun> {
    const args = ['test', '--format', 'json', '--timeout', TEST_TIMEOUT];
    const given = ['--capabilities', capabilitiesFile, ...folders];
    const { exitCode, stdout, stderr } = await this.#run([...args, ...given]);
    const run = readTestResults({ exitCode, stdout, stderr }, withoutFolder);
    if (run.problems.length > 0 || run.tests === 0) {
      return run;
    }
    const measured = await this.#succeed([...args, '--coverage', ...given]);
    return { ...run, coverage: readCoverage(measured.stdout, `${STAGED_FOLDERS.sources}/`) };
  }

  /** The names of the tests in `files`, all or some, that take longer than `maxMs`, of folders that `check` has accepted. */
  async lateTests(
    capabilitiesFile: string,
    files: readonly string[],
    { maxMs, only = [] }: { readonly maxMs: number; readonly only?: readonly string[] },
  ): Promise<ReadonlySet<string>> {
    const run = only.length === 0 ? [] : ['--run', `[.](?:${only.join('|')})$`];
    const args = ['test', '--format', 'json', '--timeout', `${maxMs}ms`, ...run];
    const given = ['--capabilities', capabilitiesFile, STAGED_FOLDERS.sources, ...files];
    const { stdout, stderr } = await this.#run([...args, ...given]);
    return readLateTests({ stdout, stderr }, maxMs);
  }

  async #succeed(args: readonly string[]): Promise<{ stdout: string }> {
    const { exitCode, stdout, stderr } = await this.#run(args);
    if (exitCode !== 0) {
      throw new Error(`opa ${args[0] ?? ''} ended with ${exitCode}: ${stderr.trim()}`);
    }
    return { stdout };
  }

  async #run(
    args: readonly string[],
  ): Promise<{ exitCode: number; stdout: string; stderr: string }> {
    return await refusingLimits(
      args[0] ?? '',
      async () => await runOpaBoxed(this.#opa, args, this.#box()),
    );
  }

  #box(): Box {
    return { folder: this.#folder, timeoutMs: TIMEOUT_MS };
  }
}

async function refusingLimits<T>(command: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    if (cause instanceof BoxLimitError) {
      const message = `opa ${command}: ${cause.message}`;
      throw new PolicyBuildError([{ code: 'policy.build.limit', file: '', line: 0, message }]);
    }
    throw cause;
  }
}

function checkProblems(output: string): BuildProblem[] {
  let errors: OpaErrors['errors'];
  try {
    ({ errors } = JSON.parse(output) as OpaErrors);
  } catch {
    // Not JSON: OPA could not even begin. Its own words are the best there is.
  }
  if (errors === undefined || errors.length === 0) {
    return [{ code: 'policy.build.check', file: '', line: 0, message: output.trim() }];
  }
  return errors.map(({ message, code, location }) => ({
    code: problemCode(message, code),
    file: withoutFolder(location?.file ?? ''),
    line: location?.row ?? 0,
    message: withoutFolder(message),
  }));
}

function problemCode(message: string, opaCode: string | undefined): BuildProblemCode {
  if (opaCode === 'rego_parse_error') {
    return 'policy.build.syntax';
  }
  return message.startsWith('undefined function ') ? 'policy.build.builtin' : 'policy.build.check';
}

/** Authors know nothing of the folders that their files are staged in. */
function withoutFolder(text: string): string {
  return text.replace(STAGED, '');
}
