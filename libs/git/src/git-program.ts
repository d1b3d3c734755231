import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { UnavailableError } from '@legate/core';
import { Injectable } from '@nestjs/common';
import { GitProcess } from './git-process.js';
import { GitSettings } from './git-settings.js';

/** Bound of what git does for us beside pushes and fetches. */
const COMMAND_TIMEOUT_MS = 60_000;
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** A run of git has failed. */
export class GitError extends Error {
  override readonly name = 'GitError';
}

export interface GitRun {
  readonly input?: string;
  /** Beside what every run is given. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * The git command, run without a shell and with nothing of our environment: no configuration of the user or the system,
 * no hooks but ours. What a repository may do is said on the command line, which outdoes its own configuration.
 */
@Injectable()
export class GitProgram {
  constructor(private readonly settings: GitSettings) {}

  /** Folder of the hooks of all repositories. No tenant is called so: its name would begin with a dot. */
  get hooksFolder(): string {
    return join(resolve(this.settings.folder), '.hooks');
  }

  /** Runs a command to its end. @returns its standard output. @throws GitError; UnavailableError `git.unavailable` */
  async run(
    repository: string,
    args: readonly string[],
    { input = '', env = {} }: GitRun = {},
  ): Promise<Buffer> {
    const git = this.start(repository, args, { env });
    const timer = setTimeout(() => {
      git.kill();
    }, COMMAND_TIMEOUT_MS);
    try {
      git.stdin.end(input);
      const chunks: Buffer[] = [];
      let size = 0;
      git.stdout.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_OUTPUT_BYTES) {
          git.kill();
        } else {
          chunks.push(chunk);
        }
      });
      const code = await git.ended;
      if (code !== 0) {
        throw new GitError(`git ${args[0] ?? ''} ended with ${code ?? 'a signal'}: ${git.stderr}`);
      }
      return Buffer.concat(chunks);
    } finally {
      clearTimeout(timer);
    }
  }

  /** The same, as text without the last line feed. */
  async text(repository: string, args: readonly string[], run?: GitRun): Promise<string> {
    return (await this.run(repository, args, run)).toString('utf8').trimEnd();
  }

  /** Starts a command. @throws UnavailableError `git.unavailable` */
  start(
    repository: string,
    args: readonly string[],
    {
      env = {},
      withChannel = false,
    }: Pick<GitRun, 'env'> & { readonly withChannel?: boolean } = {},
  ): GitProcess {
    const { program } = this.settings;
    if (program === null) {
      throw new UnavailableError('git.unavailable', 'there is no git command here');
    }
    const child = spawn(program, [...this.configuration(repository), ...args], {
      cwd: repository,
      env: { ...ENVIRONMENT, ...env },
      stdio: ['pipe', 'pipe', 'pipe', ...(withChannel ? (['pipe'] as const) : [])],
      detached: true,
    });
    return new GitProcess(child);
  }

  private configuration(repository: string): string[] {
    const { maxPackBytes, allowForcePush } = this.settings;
    return [
      ...FIXED,
      ['safe.directory', repository],
      ['core.hooksPath', this.hooksFolder],
      ['receive.maxInputSize', String(maxPackBytes)],
      ['receive.denyNonFastForwards', String(!allowForcePush)],
    ].flatMap(([name = '', value = '']) => ['-c', `${name}=${value}`]);
  }
}

const ENVIRONMENT: Readonly<Record<string, string>> = {
  HOME: '/nonexistent',
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'legate',
  GIT_AUTHOR_EMAIL: 'legate',
  GIT_COMMITTER_NAME: 'legate',
  GIT_COMMITTER_EMAIL: 'legate',
  // A few bytes of a pack can say that they are a tree of many gigabytes.
  GIT_ALLOC_LIMIT: '128m',
};

/** https://git-scm.com/docs/git-config */
const FIXED: readonly (readonly [string, string])[] = [
  ['core.fsmonitor', 'false'],
  ['core.bigFileThreshold', '16m'],
  ['core.logAllRefUpdates', 'always'],
  ['gc.auto', '0'],
  ['pack.threads', '1'],
  ['receive.advertiseAtomic', 'false'],
  ['receive.advertisePushOptions', 'false'],
  ['receive.autogc', 'false'],
  ['receive.denyDeleteCurrent', 'refuse'],
  ['receive.fsckObjects', 'true'],
  // Always kept as the pack it came in, so that many small objects are one file.
  ['receive.unpackLimit', '1'],
  ['transfer.hideRefs', 'refs/legate'],
  ['uploadpack.allowAnySHA1InWant', 'false'],
  ['uploadpack.allowFilter', 'false'],
];
