import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { toDatabaseError } from './pg-errors.js';
import { WriteRecorder } from './write-recorder.js';
import type {
  BeforeLock,
  CommitEnd,
  CommitListener,
  CommitWatch,
  Outcome,
  Work,
  WriteScope,
  Written,
} from './write-types.js';

/**
 * Runs admin writes one after the other per tenant, so that revisions are gapless and in commit order: takes the
 * tenant's row lock, runs the work, writes the changes it recorded, commits. Either all of it or nothing.
 */
@Injectable()
export class RevisionedWriter {
  private readonly listeners: CommitListener[] = [];
  private watch: CommitWatch = async () => await Promise.resolve(NOBODY);

  constructor(private readonly dataSource: DataSource) {}

  afterCommit(listener: CommitListener): void {
    this.listeners.push(listener);
  }

  /** Has a watch asked before each commit. There is one: whoever asks the log. */
  beforeCommit(watch: CommitWatch): void {
    this.watch = watch;
  }

  /**
   * Runs `work` under the tenant's lock.
   *
   * @throws UnavailableError, ConflictError, and whatever the work throws; nothing is written then.
   */
  async write<T>(scope: WriteScope, work: Work<T>, before: BeforeLock = {}): Promise<Written<T>> {
    const { value, revision, changes } = await this.commit(scope, work, before);
    let isApplied = true;
    for (const listener of this.listeners) {
      isApplied = (await listener({ tenant: scope.tenant, revision, changes })) && isApplied;
    }
    return { value, revision, isApplied };
  }

  /**
   * Runs `work` as a write would, without the tenant's lock, and takes all of it back.
   *
   * @throws UnavailableError, ConflictError, and whatever the work throws.
   */
  async rehearse<T>(scope: WriteScope, work: Work<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.startTransaction();
      return await work(await new WriteRecorder(runner.manager, scope).stage());
    } catch (cause) {
      throw toDatabaseError(cause);
    } finally {
      // A connection that is lost has rolled back by itself.
      await runner.rollbackTransaction().catch(() => undefined);
      await runner.release();
    }
  }

  private async commit<T>(
    scope: WriteScope,
    work: Work<T>,
    { prepare, stage }: BeforeLock,
  ): Promise<Outcome & { readonly value: T }> {
    let ended = NOBODY;
    try {
      const outcome = await this.dataSource.transaction(async (tx) => {
        await prepare?.(tx);
        const recorder = new WriteRecorder(tx, scope);
        if (stage !== undefined) {
          await stage(await recorder.stage());
        }
        const unit = await recorder.lock();
        const value = await work(unit);
        const finished = await recorder.finish();
        if (recorder.pending !== null) {
          ended = await this.watch(recorder.pending);
        }
        return { value, ...finished };
      });
      await ended(null);
      return outcome;
    } catch (cause) {
      const error = toDatabaseError(cause);
      await ended({ cause: error });
      throw error;
    }
  }
}

const NOBODY: CommitEnd = async () => {
  await Promise.resolve();
};
