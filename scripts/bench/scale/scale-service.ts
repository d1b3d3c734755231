import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SERVICE_FLAGS } from '../service-flags.js';

const MAIN = join(__dirname, '..', '..', '..', 'dist', 'apps', 'pdp', 'src', 'main.js');
export const ADMIN_KEY = `lgt_${'scale'.repeat(8)}`;

/** The built service as a process of its own on a database that is there, its decision log in a scratch folder. */
export class ScaleService {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    readonly url: string,
    /** From the start of the process to the first 200 of GET /health/ready. */
    readonly readyMs: number,
  ) {}

  static async start(databaseUrl: string): Promise<ScaleService> {
    const { PATH, HOME, XDG_CACHE_HOME } = process.env;
    const folder = await mkdtemp(join(tmpdir(), 'legate-scale-service-'));
    const env = {
      PATH,
      HOME,
      XDG_CACHE_HOME,
      DATABASE_URL: databaseUrl,
      LEGATE_PORT: '0',
      LEGATE_DATA_DIR: folder,
      LEGATE_BOOTSTRAP_ADMIN_KEY: ADMIN_KEY,
    };
    const began = performance.now();
    const child = spawn(process.execPath, [...SERVICE_FLAGS, MAIN], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const url = await readUrl(child);
    while ((await fetch(`${url}/health/ready`)).status !== 200) {
      await sleep(5);
    }
    return new ScaleService(child, folder, url, performance.now() - began);
  }

  /** MiB resident now, and at most so far. */
  async memory(): Promise<{ readonly now: number; readonly peak: number }> {
    const status = await readFile(`/proc/${String(this.child.pid)}/status`, 'utf8');
    const read = (name: string): number =>
      Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024;
    return { now: read('VmRSS'), peak: read('VmHWM') };
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function readUrl(child: ChildProcess): Promise<string> {
  return await new Promise((resolve, reject) => {
    let output = '';
    child.once('exit', () => {
      reject(new Error(`the service ended early:\n${output}`));
    });
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const url = /service +(http\S+)/.exec(output)?.[1];
      if (url !== undefined) {
        resolve(url);
      }
    });
  });
}
