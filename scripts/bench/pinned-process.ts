import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

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

  async stop(): Promise<void> {
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
