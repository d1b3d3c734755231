import { BundleIntake } from '@legate/bundles';
import type { StoredBundle } from '@legate/bundles';
import { NotFoundError } from '@legate/core';
import type { WriteScope, Written } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { readCommitFiles } from './commit-files.js';
import { GitProgram } from './git-program.js';
import { Repositories } from './repositories.js';
import type { Repository } from './repositories.js';

const COMMIT = /^[0-9a-f]{40}$/u;
/** No expression of git's, such as `main@{1}` or `main^`. */
const NAME = /^(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._/+-]{0,254}$/u;

/** Branches, tags and commits that were pushed, as policies. */
@Injectable()
export class StoredRefs {
  constructor(
    private readonly git: GitProgram,
    private readonly repositories: Repositories,
    private readonly intake: BundleIntake,
  ) {}

  /**
   * Checks what a reference is at and stores it as a bundle, `received` if it was not stored before; its revision is
   * the commit. Nothing that decides changes.
   * @param ref `refs/…`, the name of a branch or tag, or a whole commit id
   * @throws NotFoundError `git.ref_not_found`; as `BundleIntake.push` does
   */
  async compileRef(scope: WriteScope, ref: string): Promise<Written<StoredBundle>> {
    const repository = await this.repositories.open(scope.tenant);
    const commit = await this.resolve(repository, ref);
    if (commit === null) {
      throw new NotFoundError('git.ref_not_found', `there is no branch, tag or commit "${ref}"`);
    }
    const files = await readCommitFiles(this.git, repository, commit);
    const tree = { files, revision: commit };
    return await this.intake.pushTree(scope, tree, { activate: false });
  }

  private async resolve({ path }: Repository, ref: string): Promise<string | null> {
    for (const name of candidates(ref)) {
      const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
      const commit = await this.git.text(path, args).catch(() => '');
      if (COMMIT.test(commit)) {
        return commit;
      }
    }
    return null;
  }
}

function candidates(ref: string): readonly string[] {
  if (COMMIT.test(ref)) {
    return [ref];
  }
  if (!NAME.test(ref)) {
    return [];
  }
  return /^refs\/(?:heads|tags)\//u.test(ref) ? [ref] : [`refs/heads/${ref}`, `refs/tags/${ref}`];
}
