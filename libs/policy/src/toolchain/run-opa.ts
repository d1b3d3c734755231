import type { OpaBinary } from './opa-binary.js';
import { runProcess, type ProcessResult } from './run-process.js';

/** How to run OPA. */
export interface RunOpaOptions {
  /** Our own working directory when left out. */
  readonly cwd?: string | undefined;
  /** OPA's standard input; empty when left out. */
  readonly input?: string | undefined;
  /** OPA's whole environment; our own when left out. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** No limit when left out. */
  readonly timeoutMs?: number | undefined;
}

/** What OPA left behind: `exitCode` is 128 + n when signal n ended it; texts are decoded as UTF-8. */
export type OpaResult = ProcessResult;

/**
 * Runs OPA and waits for its end. A non-zero exit code is a result, not an error; the promise rejects
 * when the binary cannot be started, or is still running after `timeoutMs` and was killed.
 */
export async function runOpa(
  binary: OpaBinary,
  args: readonly string[],
  options: RunOpaOptions = {},
): Promise<OpaResult> {
  return await runProcess(binary.path, args, { ...options, endsWithUs: true });
}
