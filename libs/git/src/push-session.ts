import { join, resolve } from 'node:path';
import type { BundleIntake, PassedPush, StoredBundle } from '@legate/bundles';
import { UnavailableError } from '@legate/core';
import type { WriteScope, Written } from '@legate/persistence';
import type { OperationalLog } from '@legate/platform';
import { readCommitFiles } from './commit-files.js';
import { GitError } from './git-program.js';
import type { GitProgram, GitRun } from './git-program.js';
import type { HookRequest, Say } from './hook-channel.js';
import type { PendingActivations } from './pending-activations.js';
import type { HeldLock } from './push-lock.js';
import { heldLines, problemLine, refusalCode, refusalLines } from './push-report.js';
import { isBranch, readUpdate, updateProblems } from './ref-updates.js';
import type { RefUpdate } from './ref-updates.js';
import { POLICY_BRANCH } from './repositories.js';
import type { Repository } from './repositories.js';

/** What a push works with. */
export interface PushParts {
  readonly git: GitProgram;
  readonly intake: BundleIntake;
  readonly pending: PendingActivations;
  readonly log: OperationalLog;
}

/** Whose push it is, where to, and until when it may go on. */
export interface PushOccasion {
  readonly scope: WriteScope;
  readonly repository: Repository;
  readonly lock: HeldLock;
  /** The commit that main is at; null when there is none yet. */
  readonly before: string | null;
  /** Reading of `performance.now()`. */
  readonly deadline: number;
  readonly allowForcePush: boolean;
}

interface PassedUpdate {
  readonly update: RefUpdate;
  readonly isForced: boolean;
  readonly passed: PassedPush;
}

/**
 * One push, as git's hooks ask of it. Before git keeps anything, all references and the policy are checked; when
 * everything is kept and main is about to move, the bundle is activated, and main moves only if that is committed.
 */
export class PushSession {
  private accepted: readonly (RefUpdate & { readonly forced: boolean })[] = [];
  private main: PassedUpdate | null = null;

  constructor(
    private readonly parts: PushParts,
    private readonly occasion: PushOccasion,
  ) {}

  /** The commit that main is at afterwards, if git does as it was told; undefined when it stays. */
  get activated(): string | undefined {
    return this.isActivated ? (this.main?.update.after ?? undefined) : undefined;
  }

  /** What git was let do, for the log. */
  get updates(): readonly (RefUpdate & { readonly forced: boolean })[] {
    return this.accepted.filter(({ ref }) => ref !== POLICY_BRANCH || this.isActivated);
  }

  private isActivated = false;

  /** Whether git may go on. Never rejects. */
  async answer(request: HookRequest, say: Say): Promise<boolean> {
    try {
      const updates = request.lines.map(readUpdate);
      return request.hook === 'pre-receive'
        ? await this.receive(updates, objectsOf(request, this.occasion.repository), say)
        : await this.move(updates, say);
    } catch (cause) {
      const lines = refusalLines(cause);
      say(`Refused: ${lines.length === 1 ? '1 problem' : `${lines.length} problems`}`);
      lines.forEach(say);
      this.occasion.scope.origin?.refuse(refusalCode(cause));
      if (lines.some((line) => line.endsWith('[internal.error]'))) {
        this.parts.log.error({ event: 'git.push_failed', tenant: this.tenant, err: cause });
      }
      return false;
    }
  }

  private get tenant(): string {
    return this.occasion.repository.tenant;
  }

  private async receive(
    updates: readonly RefUpdate[],
    quarantine: Pick<GitRun, 'env'>,
    say: Say,
  ): Promise<boolean> {
    const forced = new Set(await this.forced(updates, quarantine));
    const main = updates.find(({ ref }) => ref === POLICY_BRANCH);
    // Git would find out too, but only when the bundle decides.
    const hasMoved = main !== undefined && main.before !== this.occasion.before;
    const problems = [
      ...(hasMoved ? [`${POLICY_BRANCH}: another push came first; fetch it`] : []),
      ...updateProblems(updates),
      ...(this.occasion.allowForcePush ? [] : [...forced].map(refusedForce)),
    ];
    if (problems.length > 0) {
      problems.forEach(say);
      this.occasion.scope.origin?.refuse('git.refused');
      return false;
    }
    if (main !== undefined && main.after !== null) {
      say(`Checking the policy at ${main.after.slice(0, 12)}`);
      const passed = await this.inTime(this.check(main.after, quarantine));
      const { report } = passed.checked;
      report.warnings.forEach((warning) => {
        say(`warning: ${problemLine(warning)}`);
      });
      say(`Passed: ${report.tests} tests, ${(report.coverage ?? 0).toFixed(0)} % covered`);
      this.main = { update: main, isForced: forced.has(main), passed };
    }
    this.accepted = updates.map((each) => ({ ...each, forced: forced.has(each) }));
    return true;
  }

  private async check(commit: string, quarantine: Pick<GitRun, 'env'>): Promise<PassedPush> {
    const { git, intake } = this.parts;
    const { scope, repository } = this.occasion;
    const files = await readCommitFiles(git, repository, commit, quarantine);
    return await intake.checkTree(scope, { files, revision: commit });
  }

  private async move([update]: readonly RefUpdate[], say: Say): Promise<boolean> {
    if (update?.ref !== POLICY_BRANCH) {
      return true;
    }
    const { main } = this;
    if (main === null || this.isActivated || main.update.after !== update.after) {
      say('main was not checked for this');
      this.occasion.scope.origin?.refuse('git.refused');
      return false;
    }
    const { value, revision, isApplied } = await this.activate(main);
    const { id, pending } = value.bundle;
    if (pending !== null) {
      heldLines(id, pending).forEach(say);
      this.occasion.scope.origin?.refuse('bundle.gated');
      return false;
    }
    this.isActivated = true;
    say(`Active from revision ${revision} on: bundle ${id}`);
    if (!isApplied) {
      say('Not every part of the service has followed yet');
    }
    return true;
  }

  private async activate({
    update,
    isForced,
    passed,
  }: PassedUpdate): Promise<Written<StoredBundle>> {
    const { lock, scope, repository, deadline } = this.occasion;
    if (performance.now() > deadline) {
      throw late();
    }
    const { after: commit, before } = update;
    await this.parts.pending.announce(repository, passed.checked.digest, commit ?? '');
    await lock.requireHeld();
    return await this.parts.intake.store(scope, passed, {
      activate: true,
      // Whoever pushes to main has said which commit shall decide, an older one too.
      allowOlder: true,
      isRollback: isForced,
      cause: { ref: update.ref, commit, commitBefore: before, forced: isForced },
    });
  }

  /** Branches that are set to a commit which does not follow on what they are at. */
  private async forced(
    updates: readonly RefUpdate[],
    quarantine: Pick<GitRun, 'env'>,
  ): Promise<readonly RefUpdate[]> {
    const found: RefUpdate[] = [];
    for (const update of updates.filter(isBranch)) {
      const { before, after } = update;
      if (before !== null && after !== null && !(await this.follows(before, after, quarantine))) {
        found.push(update);
      }
    }
    return found;
  }

  private async follows(
    before: string,
    after: string,
    quarantine: Pick<GitRun, 'env'>,
  ): Promise<boolean> {
    const args = ['rev-list', '--max-count=1', before, '--not', after];
    try {
      return (await this.parts.git.text(this.occasion.repository.path, args, quarantine)) === '';
    } catch (cause) {
      if (cause instanceof GitError) {
        return false;
      }
      throw cause;
    }
  }

  private async inTime<T>(work: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const expired = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(late());
      }, this.occasion.deadline - performance.now());
    });
    try {
      return await Promise.race([work, expired]);
    } finally {
      clearTimeout(timer);
      work.catch(() => undefined);
    }
  }
}

function late(): UnavailableError {
  return new UnavailableError('git.timeout', 'the push took longer than it may');
}

function refusedForce({ ref }: RefUpdate): string {
  return `${ref}: force pushes are not allowed here`;
}

/** New commits are in a folder of their own until they are let in. */
function objectsOf(request: HookRequest, { path }: Repository): Pick<GitRun, 'env'> {
  const own = join(path, 'objects');
  const objects = resolve(path, request.objects);
  return objects.startsWith(`${own}/`)
    ? {
        env: {
          GIT_OBJECT_DIRECTORY: objects,
          GIT_ALTERNATE_OBJECT_DIRECTORIES: own,
          GIT_QUARANTINE_PATH: objects,
        },
      }
    : {};
}
