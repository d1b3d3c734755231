import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { constants } from 'node:os';
import { atInterrupt } from './at-interrupt.js';

/** How to run a program. */
export interface ProcessOptions {
  readonly cwd?: string | undefined;
  /** Written to the program's standard input, which is closed in any case. */
  readonly input?: string | undefined;
  /** The program's whole environment; our own when left out. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** The program and what it started are killed after this time, and the promise rejects. */
  readonly timeoutMs?: number | undefined;
  /** The most it may write to its standard output or error, in bytes; beyond it, it is killed. */
  readonly maxOutputBytes?: number | undefined;
  /** Kills the program, and what it started, when our process is ended by a signal. */
  readonly endsWithUs?: boolean | undefined;
}

/** The program took too long or wrote too much, and was killed with what it had started. */
export class ProcessLimitError extends Error {
  override readonly name = 'ProcessLimitError';
}

/** What a program left behind. */
export interface ProcessResult {
  /** The program's exit code; 128 + n when signal n ended it, as shells count. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The exit code a shell would report for a child that ended with `code` or by `signal`. */
function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

/** Runs a program to its end; rejects only when it cannot be started or takes too long. */
export async function runProcess(
  command: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<ProcessResult> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env,
    stdio: 'pipe',
    // A group of its own, so that a compiler's children can be killed with it.
    detached: process.platform !== 'win32',
  });
  const takeBack = options.endsWithUs
    ? atInterrupt(() => {
        killTree(child);
      })
    : undefined;
  try {
    return await resultOf(child, command, options);
  } finally {
    takeBack?.();
  }
}

async function resultOf(
  child: ChildProcessWithoutNullStreams,
  command: string,
  { input, timeoutMs, maxOutputBytes = Infinity }: ProcessOptions,
): Promise<ProcessResult> {
  return await new Promise((resolve, reject) => {
    let limit: string | null = null;
    const killFor = (reason: string): void => {
      limit ??= reason;
      killTree(child);
    };
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            killFor(`did not end within ${timeoutMs} ms`);
          }, timeoutMs);
    const tooMuch = (): void => {
      killFor(`wrote more than ${maxOutputBytes} bytes`);
    };
    const stdout = collect(child.stdout, maxOutputBytes, tooMuch);
    const stderr = collect(child.stderr, maxOutputBytes, tooMuch);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      if (limit !== null) {
        reject(new ProcessLimitError(`${command} ${limit}`));
        return;
      }
      resolve({ exitCode: exitCodeOf(code, signal), stdout: stdout(), stderr: stderr() });
    });
    // A program that ends without reading its input is no fault of the caller.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
  });
}

function collect(
  stream: NodeJS.ReadableStream,
  maxBytes: number,
  onTooMuch: () => void,
): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxBytes) {
      chunks.length = 0;
      onTooMuch();
    } else {
      chunks.push(chunk);
    }
  });
  return () => Buffer.concat(chunks).toString('utf8');
}

function killTree(child: ChildProcessWithoutNullStreams): void {
  if (child.pid === undefined) {
    return;
  }
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}
