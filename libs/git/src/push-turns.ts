import { LimitExceededError } from '@legate/core';
import { Injectable } from '@nestjs/common';
import { GitSettings } from './git-settings.js';
import { isPending, PendingActivations } from './pending-activations.js';
import { PushLock } from './push-lock.js';
import type { HeldLock } from './push-lock.js';
import { Repositories } from './repositories.js';
import type { Repository } from './repositories.js';
import { Slots } from './slots.js';

/** The time in which one push alone changes a repository. */
export interface PushTurn {
  readonly repository: Repository;
  readonly lock: HeldLock;
  /** The commit that main is at; null when there is none yet. */
  readonly before: string | null;
  /**
   * Sees that main is where it was or where it may be now, and lets the next one go on. Rejects as git and the
   * database do; the turn has ended then too.
   */
  end(activated: string | undefined): Promise<void>;
}

/** Gives pushes their turns: so many in this process, and one for each tenant over all processes. */
@Injectable()
export class PushTurns {
  private readonly slots: Slots;

  constructor(
    private readonly repositories: Repositories,
    private readonly locks: PushLock,
    private readonly pending: PendingActivations,
    private readonly settings: GitSettings,
  ) {
    this.slots = new Slots(settings.maxPushes, 'as many pushes as can be are under way');
  }

  /** @throws UnavailableError `git.busy`, `git.unavailable`, `database.unavailable`; LimitExceededError `git.repository_full` */
  async take(tenant: string): Promise<PushTurn> {
    const free = this.slots.take();
    try {
      const repository = await this.repositories.open(tenant);
      const lock = await this.locks.take(tenant, this.settings.timeoutMs);
      return await this.begin(repository, lock, free);
    } catch (cause) {
      free();
      throw cause;
    }
  }

  /** Tenants whose repository here may be behind what decides. */
  async unsettled(): Promise<readonly string[]> {
    const found: string[] = [];
    for (const tenant of await this.repositories.tenants()) {
      if (await this.isUnsettled(tenant)) {
        found.push(tenant);
      }
    }
    return found;
  }

  /**
   * Settles what is announced in a repository, but not while another one is at work there: that one does, when it ends.
   * @throws UnavailableError `git.busy`, `git.unavailable`, `database.unavailable`
   */
  async settle(tenant: string): Promise<void> {
    const repository = await this.repositories.open(tenant);
    const lock = await this.locks.take(tenant, 0);
    try {
      await this.pending.settle(repository);
    } finally {
      await lock.release();
    }
  }

  /** Whether something is announced in the repository that a tenant has here. */
  async isUnsettled(tenant: string): Promise<boolean> {
    return await isPending(this.repositories.pathOf(tenant));
  }

  private async begin(repository: Repository, lock: HeldLock, free: () => void): Promise<PushTurn> {
    try {
      await this.pending.settle(repository);
      await this.requireRoom(repository);
      const before = await this.pending.policyCommit(repository);
      const end = async (activated: string | undefined): Promise<void> => {
        try {
          await this.finish(repository, before, activated);
        } finally {
          await lock.release();
          free();
        }
      };
      return { repository, lock, before, end };
    } catch (cause) {
      await lock.release();
      throw cause;
    }
  }

  private async requireRoom(repository: Repository): Promise<void> {
    const { maxRepositoryBytes } = this.settings;
    if ((await this.repositories.sizeBytes(repository)) > maxRepositoryBytes) {
      const message = `the repository is larger than ${maxRepositoryBytes} bytes`;
      throw new LimitExceededError('git.repository_full', message);
    }
  }

  private async finish(
    repository: Repository,
    before: string | null,
    activated: string | undefined,
  ): Promise<void> {
    const main = await this.pending.policyCommit(repository);
    if (main !== before && main !== activated) {
      // Git passes over hooks that are gone or cannot be run.
      await this.pending.restore(repository, before);
    }
    await this.pending.settle(repository);
    await this.repositories.collectGarbage(repository);
  }
}
