import { networkBarrier } from './network-barrier.js';
import type { OpaBinary } from './opa-binary.js';
import { ProcessLimitError, runProcess, type ProcessResult } from './run-process.js';

/** CPU time of one run, s; its threads count together. */
const MAX_CPU_SECONDS = 60;
/** Memory that a run may write to, KiB. OPA is written in Go: its address space says nothing of what it uses. */
const MAX_DATA_KIB = 1024 * 1024;
/** Largest file a run may write, in blocks of 512 bytes: 64 MiB. */
const MAX_FILE_BLOCKS = 131_072;
const MAX_OUTPUT_BYTES = 128 * 1024 * 1024;
/** Signals that a limit ends a run with: SIGKILL, SIGXCPU, SIGXFSZ; as shells count. */
const LIMIT_EXIT_CODES = new Set([137, 152, 153]);
const OUT_OF_MEMORY = /out of memory|cannot allocate memory/u;

// A limit that is lower already cannot be raised, and is as good.
const LIMIT_AND_RUN = `
ulimit -c 0
ulimit -t ${MAX_CPU_SECONDS}
ulimit -d ${MAX_DATA_KIB}
ulimit -f ${MAX_FILE_BLOCKS}
exec "$@"`;

/** A run of OPA took more time, memory or output than it may. */
export class BoxLimitError extends Error {
  override readonly name = 'BoxLimitError';
}

/**
 * Runs OPA on what somebody else wrote: in one folder, with nothing of our environment, with limits of time, CPU,
 * memory and output, and without a network where the system allows that. A non-zero exit code is a result.
 * @throws BoxLimitError when a limit ended it
 */
export async function runOpaBoxed(
  { path }: OpaBinary,
  args: readonly string[],
  { folder, timeoutMs }: { readonly folder: string; readonly timeoutMs: number },
): Promise<ProcessResult> {
  const [command, ...before] = await boxed([path, ...args]);
  let result: ProcessResult;
  try {
    result = await runProcess(command, before, {
      cwd: folder,
      env: { TMPDIR: folder },
      timeoutMs,
      maxOutputBytes: MAX_OUTPUT_BYTES,
      endsWithUs: true,
    });
  } catch (cause) {
    throw cause instanceof ProcessLimitError
      ? new BoxLimitError(cause.message.replace(command, 'OPA'), { cause })
      : cause;
  }
  refuseLimits(result);
  return result;
}

async function boxed([program, ...args]: readonly [string, ...string[]]): Promise<
  readonly [string, ...string[]]
> {
  if (process.platform === 'win32') {
    return [program, ...args];
  }
  const { command } = await networkBarrier();
  return ['/bin/sh', '-c', LIMIT_AND_RUN, 'sh', ...command, program, ...args];
}

function refuseLimits({ exitCode, stderr }: ProcessResult): void {
  if (LIMIT_EXIT_CODES.has(exitCode)) {
    throw new BoxLimitError(`OPA used more than ${MAX_CPU_SECONDS} s of CPU or ran out of memory`);
  }
  if (exitCode !== 0 && OUT_OF_MEMORY.test(stderr)) {
    throw new BoxLimitError(`OPA used more than ${MAX_DATA_KIB / 1024} MiB of memory`);
  }
}
