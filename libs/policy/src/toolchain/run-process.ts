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
  /** Kills the program, and what it started, when our process is ended by a signal. */
  readonly endsWithUs?: boolean | undefined;
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
  { input, timeoutMs }: ProcessOptions,
): Promise<ProcessResult> {
  return await new Promise((resolve, reject) => {
    let timedOut = false;
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            killTree(child);
          }, timeoutMs);
    const stdout = collect(child.stdout);
    const stderr = collect(child.stderr);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      if (timedOut) {
        reject(new Error(`${command} did not end within ${String(timeoutMs)} ms`));
        return;
      }
      resolve({ exitCode: exitCodeOf(code, signal), stdout: stdout(), stderr: stderr() });
    });
    // A program that ends without reading its input is no fault of the caller.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
  });
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
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
