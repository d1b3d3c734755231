import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { RemoteError } from './remote-error.js';

/** CPU time of one run, s. */
const MAX_CPU_SECONDS = 60;
/** Memory that a run may write to, KiB. */
const MAX_DATA_KIB = 512 * 1024;
/** Largest file that a run may write, in blocks of 512 bytes: 64 MiB, so the largest pack. */
const MAX_FILE_BLOCKS = 131_072;
const MAX_OUTPUT_BYTES = 32 * 1024 * 1024;

// A limit that is lower already cannot be raised, and is as good.
const LIMIT_AND_RUN = `
ulimit -c 0
ulimit -t ${MAX_CPU_SECONDS}
ulimit -d ${MAX_DATA_KIB}
ulimit -f ${MAX_FILE_BLOCKS}
exec git "$@"`;

/** Where and with what `git` runs. */
export interface GitBox {
  /** Its folder, and home. */
  readonly folder: string;
  readonly searchPath: string;
  /** Kills it and what it has started. */
  readonly signal: AbortSignal;
  /** The whole of its configuration, in the environment, where other users of the machine cannot read it. */
  readonly config: readonly (readonly [name: string, value: string])[];
}

export interface GitResult {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/**
 * Runs the system's `git` with nothing of our environment or of anybody's configuration, and with limits. A non-zero
 * exit code is a result.
 * @throws RemoteError `bundle_remote.git_missing`, `bundle_remote.fetch_failed` when a limit has ended it
 */
export async function runGit(
  args: readonly string[],
  box: GitBox,
  input: string | null = null,
): Promise<GitResult> {
  box.signal.throwIfAborted();
  const child = spawn('/bin/sh', ['-c', LIMIT_AND_RUN, 'git', ...args], {
    cwd: box.folder,
    env: environment(box),
    stdio: 'pipe',
    // A group of its own: git starts helpers.
    detached: true,
  });
  const kill = (): void => {
    killGroup(child);
  };
  box.signal.addEventListener('abort', kill, { once: true });
  try {
    return await resultOf(child, input);
  } finally {
    box.signal.removeEventListener('abort', kill);
  }
}

function environment({ folder, searchPath, config }: GitBox): Record<string, string> {
  const settings = config.flatMap(([name, value], index): [string, string][] => [
    [`GIT_CONFIG_KEY_${index}`, name],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return {
    PATH: searchPath,
    HOME: folder,
    TMPDIR: folder,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_CEILING_DIRECTORIES: folder,
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_COUNT: String(config.length),
    ...Object.fromEntries(settings),
  };
}

async function resultOf(
  child: ChildProcessWithoutNullStreams,
  input: string | null,
): Promise<GitResult> {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  let size = 0;
  for (const [stream, chunks] of [
    [child.stdout, stdout],
    [child.stderr, stderr],
  ] as const) {
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_OUTPUT_BYTES) {
        killGroup(child);
      } else {
        chunks.push(chunk);
      }
    });
  }
  // A program that ends without reading its input is no fault of ours.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input ?? '');
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // As shells count: 128 and the signal.
  if (code === null || code >= 129) {
    throw new RemoteError('bundle_remote.fetch_failed', 'git took too long, or too much');
  }
  if (code === 127) {
    throw new RemoteError('bundle_remote.git_missing', 'there is no git here');
  }
  const text = Buffer.concat(stderr).toString('utf8');
  return { exitCode: code, stdout: Buffer.concat(stdout), stderr: text };
}

function killGroup({ pid }: ChildProcessWithoutNullStreams): void {
  if (pid === undefined) {
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}
