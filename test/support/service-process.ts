import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const START = join(ROOT, 'scripts', 'start.mjs');

export type Settings = Readonly<Record<string, string>>;

/** One run of `npm start`'s script, in a process group of its own. */
export class ServiceProcess {
  private output = '';
  private readonly ended: Promise<number | null>;
  private readonly waiting = new Set<() => void>();

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
        this.wake();
      });
    }
    this.ended = new Promise((resolve) => {
      child.once('close', (code) => {
        resolve(code);
        this.wake();
      });
    });
  }

  static start(settings: Settings): ServiceProcess {
    return ServiceProcess.run(process.execPath, [START], settings);
  }

  /** As a person does it. */
  static startWithNpm(settings: Settings): ServiceProcess {
    return ServiceProcess.run('npm', ['start'], settings);
  }

  private static run(command: string, args: readonly string[], settings: Settings): ServiceProcess {
    const { PATH, HOME, XDG_CACHE_HOME } = process.env;
    const env = { PATH, HOME, XDG_CACHE_HOME, ...settings };
    const options = { env, cwd: ROOT, detached: true } as const;
    return new ServiceProcess(
      spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] }),
    );
  }

  get text(): string {
    return this.output;
  }

  /** Waits until the output matches; fails with the output when the process ends before. */
  async saw(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.output);
      if (match !== null) {
        return match;
      }
      if (this.child.exitCode !== null || this.child.signalCode !== null) {
        throw new Error(`the service ended without ${String(pattern)}:\n${this.output}`);
      }
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  /** Waits until it serves. @returns its URL */
  async ready(): Promise<string> {
    await this.saw(/^ {2}ready /m);
    const [, url = ''] = await this.saw(/^ {2}service +(http\S+)$/m);
    return url;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  signalGroup(signal: NodeJS.Signals): void {
    process.kill(-this.pid(), signal);
  }

  /** The exit code; null when a signal ended it. */
  async exit(): Promise<number | null> {
    return await this.ended;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.signal('SIGTERM');
    }
    await this.ended;
  }

  private pid(): number {
    const { pid } = this.child;
    if (pid === undefined) {
      throw new Error('the service was not spawned');
    }
    return pid;
  }

  private wake(): void {
    for (const resolve of this.waiting) {
      resolve();
    }
    this.waiting.clear();
  }
}

export interface DataFolder {
  readonly path: string;
  remove(): Promise<void>;
}

export async function makeDataFolder(): Promise<DataFolder> {
  const path = await mkdtemp(join(tmpdir(), 'legate-data-'));
  return {
    path,
    remove: async () => {
      await rm(path, { recursive: true, force: true });
    },
  };
}
