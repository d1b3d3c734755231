import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const READY_WITHIN_MS = 20_000;

/** A server under measurement, on a core of its own where the machine can pin processes. */
export class PinnedProcess {
  private constructor(private readonly child: ChildProcess) {}

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Starts it and waits for a line that matches. @returns the process and the match's first group */
  static async start(
    args: readonly string[],
    env: NodeJS.ProcessEnv,
    ready: RegExp,
    isPinned = canPin(),
  ): Promise<{ process: PinnedProcess; said: string }> {
    const [command = '', ...rest] = isPinned ? ['taskset', '-c', '0', ...args] : args;
    const child = spawn(command, rest, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    endWithUs(child);
    let output = '';
    const said = await new Promise<string>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', () => {
        reject(new Error(`${args.join(' ')} ended early:\n${output}`));
      });
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        const match = ready.exec(output);
        if (match !== null) {
          resolve(match[1] ?? '');
        }
      });
    });
    return { process: new PinnedProcess(child), said };
  }

  /** Starts a server that tells nobody when it listens: what it says goes into `log`, and `healthUrl` is asked. */
  static async startAsking(
    args: readonly string[],
    log: string,
    healthUrl: string,
  ): Promise<PinnedProcess> {
    const [command = '', ...rest] = canPin() ? ['taskset', '-c', '0', ...args] : args;
    const file = openSync(log, 'a');
    const child = spawn(command, rest, { stdio: ['ignore', file, file] });
    endWithUs(child);
    closeSync(file);
    const server = new PinnedProcess(child);
    const until = performance.now() + READY_WITHIN_MS;
    while (!(await answers(healthUrl))) {
      if (child.exitCode !== null || performance.now() > until) {
        await server.stop();
        throw new Error(`${args.join(' ')} is not ready; it wrote to ${log}`);
      }
      await sleep(50);
    }
    return server;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) {
      return;
    }
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
  }
}

/** Keeps this process, the load generator, off the servers' core. */
export function pinLoadGenerator(): boolean {
  if (!canPin()) {
    return false;
  }
  execFileSync('taskset', ['-cp', '1', String(process.pid)], { stdio: 'ignore' });
  return true;
}

function canPin(): boolean {
  try {
    execFileSync('taskset', ['-c', '1', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** Ends a child when this process ends before it, also while it is starting. */
export function endWithUs(child: ChildProcess): void {
  const end = (): void => {
    child.kill('SIGTERM');
  };
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
}
