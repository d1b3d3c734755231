import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Files } from './push-bundle.js';

export interface GitResult {
  readonly code: number | null;
  readonly stdout: string;
  /** What whoever runs it reads in the terminal. */
  readonly stderr: string;
}

/** The real git command, with a configuration that nobody on this machine has a part in. */
export class GitClient {
  private constructor(readonly folder: string) {}

  static async create(): Promise<GitClient> {
    return new GitClient(await mkdtemp(join(tmpdir(), 'legate-git-')));
  }

  /** Runs git in a folder below this client's own. */
  async run(folder: string, ...args: readonly string[]): Promise<GitResult> {
    return await this.runUntil(NEVER, folder, ...args);
  }

  /** The same, killed with all it has started when `stop` resolves. */
  async runUntil(
    stop: Promise<void>,
    folder: string,
    ...args: readonly string[]
  ): Promise<GitResult> {
    const child = spawn('git', args, {
      detached: true,
      cwd: join(this.folder, folder),
      env: { PATH: process.env['PATH'], ...ENVIRONMENT, HOME: this.folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        output[name] += text;
      });
    }
    void stop.then(() => {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    });
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => {
        resolve({ code, ...output });
      });
    });
  }

  /** The same, which must succeed. @returns what it wrote, without the last line feed */
  async must(folder: string, ...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(folder, ...args);
    if (code !== 0) {
      throw new Error(`git ${args.join(' ')} ended with ${String(code)}: ${stderr}`);
    }
    return stdout.trimEnd();
  }

  /** Commits files as they are given, whatever else there was. @returns the commit */
  async commit(folder: string, files: Files, message = 'change'): Promise<string> {
    await this.must(folder, 'rm', '-rfq', '--ignore-unmatch', '.');
    for (const [path, content] of Object.entries(files)) {
      const target = join(this.folder, folder, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, content);
    }
    await this.must(folder, 'add', '--all', '--force');
    await this.must(folder, 'commit', '--quiet', '--allow-empty', '-m', message);
    return await this.must(folder, 'rev-parse', 'HEAD');
  }

  /** A repository with no commit, whose `origin` is there. */
  async init(folder: string, origin: string): Promise<void> {
    await this.must('.', 'init', '--quiet', '--initial-branch=main', folder);
    await this.must(folder, 'remote', 'add', 'origin', origin);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

const NEVER = new Promise<void>(() => undefined);
const ENVIRONMENT = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'author',
  GIT_AUTHOR_EMAIL: 'author@example.org',
  GIT_COMMITTER_NAME: 'author',
  GIT_COMMITTER_EMAIL: 'author@example.org',
  LC_ALL: 'C',
};

/** Where a tenant's policy is pushed to, with the key in it as a person would write it. */
export function remoteOf(url: string, key: string, tenant = 'default'): string {
  const remote = new URL(`/git/${tenant}/policies.git`, url);
  remote.username = 'git';
  remote.password = key;
  return remote.toString();
}
