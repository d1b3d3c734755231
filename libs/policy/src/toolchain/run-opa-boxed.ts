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
const LIMITS = `
ulimit -c 0
ulimit -t ${MAX_CPU_SECONDS}
ulimit -d ${MAX_DATA_KIB}
ulimit -f ${MAX_FILE_BLOCKS}`;
const LIMIT_AND_RUN = `${LIMITS}
exec "$@"`;
const END_OF_OUTPUT = '\0';
/** A word that means itself to a shell. */
const PLAIN_WORD = /^[\w,-]+$/u;

/** A run of OPA took more time, memory or output than it may. */
export class BoxLimitError extends Error {
  override readonly name = 'BoxLimitError';
}

export interface Box {
  readonly folder: string;
  readonly timeoutMs: number;
}

/**
 * Runs OPA on what somebody else wrote: in one folder, with nothing of our environment, with limits of time, CPU,
 * memory and output, and without a network where the system allows that. A non-zero exit code is a result.
 * @throws BoxLimitError when a limit ended it
 */
export async function runOpaBoxed(
  { path }: OpaBinary,
  args: readonly string[],
  box: Box,
): Promise<ProcessResult> {
  return await runLimited(await boxed(LIMIT_AND_RUN, [path, ...args]), box);
}

/**
 * The same for each of some files, one after the other in one box, which costs one start of a process here instead of
 * one for each. Ends with the first that OPA does not end well with.
 * @param args plain words; the file comes after them
 * @returns what was written for each file
 * @throws BoxLimitError; Error with what OPA says of a file
 */
export async function runOpaOnEach(
  { path }: OpaBinary,
  { args, files }: { readonly args: readonly string[]; readonly files: readonly string[] },
  box: Box,
): Promise<readonly string[]> {
  if (process.platform === 'win32') {
    const results: ProcessResult[] = [];
    for (const file of files) {
      results.push(await runLimited([path, ...args, file], box));
    }
    return results.map(requireSuccess);
  }
  const words = args.map(plainWord).join(' ');
  const each = `${LIMITS}
opa=$1
shift
for file; do
  "$opa" ${words} "$file" || exit
  printf '\\0'
done`;
  const run = await runLimited(await boxed(each, [path, ...files]), box);
  return requireSuccess(run).split(END_OF_OUTPUT).slice(0, -1);
}

function plainWord(word: string): string {
  if (!PLAIN_WORD.test(word)) {
    throw new Error(`no plain word: ${word}`);
  }
  return word;
}

function requireSuccess({ exitCode, stdout, stderr }: ProcessResult): string {
  if (exitCode !== 0) {
    throw new Error(`opa ended with ${exitCode}: ${stderr.trim()}`);
  }
  return stdout;
}

async function runLimited(
  [command, ...args]: readonly [string, ...string[]],
  { folder, timeoutMs }: Box,
): Promise<ProcessResult> {
  let result: ProcessResult;
  try {
    result = await runProcess(command, args, {
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

/** The network is shut off first: what cannot be is not run. */
async function boxed(
  script: string,
  words: readonly [string, ...string[]],
): Promise<readonly [string, ...string[]]> {
  if (process.platform === 'win32') {
    return words;
  }
  const { command } = await networkBarrier();
  const [program, ...rest] = [...command, '/bin/sh', '-c', script, 'sh', ...words];
  return [program ?? '/bin/sh', ...rest];
}

function refuseLimits({ exitCode, stderr }: ProcessResult): void {
  if (LIMIT_EXIT_CODES.has(exitCode)) {
    throw new BoxLimitError(`OPA used more than ${MAX_CPU_SECONDS} s of CPU or ran out of memory`);
  }
  if (exitCode !== 0 && OUT_OF_MEMORY.test(stderr)) {
    throw new BoxLimitError(`OPA used more than ${MAX_DATA_KIB / 1024} MiB of memory`);
  }
}
