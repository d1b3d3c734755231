import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { InvariantViolation } from '@legate/core';
import { Injectable } from '@nestjs/common';
import { GitProgram } from './git-program.js';
import { GitSettings } from './git-settings.js';
import { installHooks } from './hooks.js';

/** The branch whose commits decide. */
export const POLICY_BRANCH = 'refs/heads/main';
const SUFFIX = '.git';
/** Says whose repository it is, for file systems to which two tenants have one name. */
const OWNER_FILE = 'legate-tenant';

const KIB = 1024;
const GARBAGE = ['gc.auto=2000', 'gc.autoPackLimit=20', 'gc.autoDetach=false'].flatMap((each) => [
  '-c',
  each,
]);

/** The repository of a tenant on disk. */
export interface Repository {
  readonly tenant: string;
  readonly path: string;
}

/** The Git repositories of policies, one for each tenant, made when it is first asked for. */
@Injectable()
export class Repositories {
  private hooks: Promise<void> | null = null;

  constructor(
    private readonly git: GitProgram,
    private readonly settings: GitSettings,
  ) {}

  /** @throws UnavailableError `git.unavailable` */
  async open(tenant: string): Promise<Repository> {
    const path = this.pathOf(tenant);
    await this.ensureHooks();
    if (!(await isThere(path))) {
      await this.make(tenant, path);
    }
    const owner = await readFile(join(path, OWNER_FILE), 'utf8');
    if (owner !== tenant) {
      throw new InvariantViolation('internal.error', `${path} is of the tenant "${owner}"`);
    }
    // As git names it: links in the path of the data folder are followed.
    return { tenant, path: await realpath(path) };
  }

  /** Where the repository of a tenant is, or would be. */
  pathOf(tenant: string): string {
    return join(this.folder, `${tenant}${SUFFIX}`);
  }

  /** What it takes on disk, in packs and beside them, bytes. */
  async sizeBytes({ path }: Repository): Promise<number> {
    const counted = await this.git.text(path, ['count-objects', '-v']);
    const of = (name: string): number =>
      Number(new RegExp(`^${name}: (\\d+)$`, 'mu').exec(counted)?.[1] ?? 0);
    return KIB * (of('size') + of('size-pack') + of('size-garbage'));
  }

  /** Makes few packs of many, and lets go of what nothing has referred to for two weeks. */
  async collectGarbage({ path }: Repository): Promise<void> {
    await this.git.run(path, [...GARBAGE, 'gc', '--auto', '--quiet']);
  }

  /** Tenants that have a repository here. */
  async tenants(): Promise<readonly string[]> {
    const names = await readdir(this.folder).catch(() => []);
    return names
      .filter((name) => name.endsWith(SUFFIX) && !name.startsWith('.'))
      .map((name) => name.slice(0, -SUFFIX.length));
  }

  private get folder(): string {
    return resolve(this.settings.folder);
  }

  private async ensureHooks(): Promise<void> {
    this.hooks ??= installHooks(this.git.hooksFolder).catch((cause: unknown) => {
      this.hooks = null;
      throw cause;
    });
    await this.hooks;
  }

  /** Whole or not at all: it gets its name when it is ready. Another process may be first. */
  private async make(tenant: string, path: string): Promise<void> {
    const unready = join(this.folder, `.new-${randomUUID()}`);
    try {
      await mkdir(unready, { recursive: true, mode: 0o700 });
      await this.git.run(unready, [
        'init',
        '--quiet',
        '--bare',
        '--template=',
        '--initial-branch=main',
        unready,
      ]);
      await writeFile(join(unready, OWNER_FILE), tenant);
      await rename(unready, path);
    } catch (cause) {
      await rm(unready, { recursive: true, force: true });
      if (!(await isThere(path))) {
        throw cause;
      }
    }
  }
}

async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
