import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BundleDirectory } from '@legate/bundles';
import type { Bundle } from '@legate/bundles';
import { NotFoundError } from '@legate/core';
import { Injectable } from '@nestjs/common';
import { GitProgram } from './git-program.js';
import { POLICY_BRANCH } from './repositories.js';
import type { Repository } from './repositories.js';

/** References that clients neither see nor write: `refs/legate/pending/<digest of the bundle>`, at its commit. */
const PENDING = 'refs/legate/pending';
const DIGEST = /^[0-9a-f]{64}$/u;

/**
 * Keeps main at what decides, whatever ends in between. An activation is announced here first, then committed in the
 * database, then main moves. What was announced and has not come to that, since its process is lost or since the gate
 * wants a second person's yes, is settled by the database alone: main moves to what is active by now, what can still be
 * confirmed stays announced, and all else is forgotten.
 *
 * Only whoever holds the tenant's `PushLock` may call any of this.
 */
@Injectable()
export class PendingActivations {
  constructor(
    private readonly git: GitProgram,
    private readonly bundles: BundleDirectory,
  ) {}

  async announce({ path }: Repository, digest: string, commit: string): Promise<void> {
    await this.git.run(path, ['update-ref', `${PENDING}/${digest}`, commit]);
  }

  /** Removes what lost processes left, and moves main to where it should be. */
  async settle(repository: Repository): Promise<void> {
    await removeLeftovers(repository.path);
    for (const { digest, commit } of await this.list(repository)) {
      const bundle = await this.bundleOf(repository.tenant, digest);
      if (bundle?.state === 'active') {
        await this.git.run(repository.path, ['update-ref', POLICY_BRANCH, commit]);
      }
      if (!bundle?.pending) {
        await this.git.run(repository.path, ['update-ref', '-d', `${PENDING}/${digest}`]);
      }
    }
  }

  /** The commit that main is at; null before the first push. */
  async policyCommit({ path }: Repository): Promise<string | null> {
    const args = ['for-each-ref', '--format=%(objectname)', POLICY_BRANCH];
    const commit = await this.git.text(path, args);
    return commit === '' ? null : commit;
  }

  /** Sets main back, or takes it away when there was none. */
  async restore({ path }: Repository, commit: string | null): Promise<void> {
    const args = commit === null ? ['-d', POLICY_BRANCH] : [POLICY_BRANCH, commit];
    await this.git.run(path, ['update-ref', ...args]);
  }

  private async list({
    path,
  }: Repository): Promise<readonly { readonly digest: string; readonly commit: string }[]> {
    const format = '--format=%(refname:lstrip=3) %(objectname)';
    const text = await this.git.text(path, ['for-each-ref', format, PENDING]);
    return text
      .split('\n')
      .map((line) => line.split(' '))
      .flatMap(([digest = '', commit = '']) => (DIGEST.test(digest) ? [{ digest, commit }] : []));
  }

  private async bundleOf(tenant: string, digest: string): Promise<Bundle | null> {
    try {
      return await this.bundles.get(tenant, digest);
    } catch (cause) {
      if (cause instanceof NotFoundError) {
        return null;
      }
      throw cause;
    }
  }
}

/** Whether an activation is announced in a repository. Looks at files alone: a start asks this of every tenant. */
export async function isPending(path: string): Promise<boolean> {
  const announced = await readdir(join(path, PENDING)).catch(() => []);
  const packed = await readFile(join(path, 'packed-refs'), 'utf8').catch(() => '');
  return announced.length > 0 || packed.includes(` ${PENDING}/`);
}

/** Locks of references and objects in quarantine, of a git that was killed. Nobody else writes while the lock is held. */
async function removeLeftovers(path: string): Promise<void> {
  const refs = await readdir(join(path, 'refs'), { recursive: true }).catch(() => []);
  const objects = await readdir(join(path, 'objects'));
  const leftovers = [
    ...['HEAD.lock', 'packed-refs.lock', 'packed-refs.new'],
    ...refs.filter((name) => name.endsWith('.lock')).map((name) => join('refs', name)),
    ...objects
      .filter((name) => name.startsWith('incoming-') || name.startsWith('tmp_objdir-'))
      .map((name) => join('objects', name)),
  ];
  for (const name of leftovers) {
    await rm(join(path, name), { recursive: true, force: true });
  }
}
