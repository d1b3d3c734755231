import { ConflictError } from '@legate/core';
import type { WriteScope, Written } from '@legate/persistence';
import { PolicyBuildError } from '@legate/policy';
import type { PolicyTree } from '@legate/policy';
import { Injectable } from '@nestjs/common';
import { BundleWriter } from './bundle-writer.js';
import type { StoredBundle, StoreOptions } from './bundle-writer.js';
import { LoadedBundles } from './loaded-bundles.js';
import { ModuleFiles } from './module-files.js';
import { PushChecks } from './push-checks.js';
import type { NamedPush, PassedPush } from './push-checks.js';

/** Pushes that are checked at once; OPA takes a processor each. */
const MAX_UNDER_WAY = 2;
/** Pushes that wait for those. */
const MAX_WAITING = 8;

/** A push: an OPA bundle as it came. */
export interface Push {
  readonly archive: Buffer;
  /** Whether it shall decide from now on; else it is only kept. */
  readonly activate: boolean;
}

/** Takes in pushed bundles: whatever way they come, they pass the same checks before anything is stored. */
@Injectable()
export class BundleIntake {
  private underWay = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly checks: PushChecks,
    private readonly writer: BundleWriter,
    private readonly loaded: LoadedBundles,
    private readonly files: ModuleFiles,
  ) {}

  /** Largest archive that is taken, bytes. */
  get maxBytes(): number {
    return this.checks.maxBytes;
  }

  /**
   * @throws PolicyBuildError with everything the failing check found; ConflictError `bundle.frozen`,
   * `bundle.superseded`, `bundle.busy`; LimitExceededError; UnavailableError
   */
  async push(scope: WriteScope, { archive, activate }: Push): Promise<Written<StoredBundle>> {
    return await this.inTurn(async () => {
      const passed = await this.pass(scope, await this.checks.unpack(scope.tenant, archive));
      return await this.store(scope, passed, { activate });
    });
  }

  /**
   * The same for files that are kept under version control.
   * @throws as `push` does
   */
  async pushTree(
    scope: WriteScope,
    tree: PolicyTree,
    options: StoreOptions,
  ): Promise<Written<StoredBundle>> {
    return await this.store(scope, await this.checkTree(scope, tree), options);
  }

  /** The first half of that: all the checks. Nothing is stored but what a refused push leaves. @throws as `push` does */
  async checkTree(scope: WriteScope, tree: PolicyTree): Promise<PassedPush> {
    return await this.inTurn(
      async () => await this.pass(scope, await this.checks.take(scope.tenant, tree)),
    );
  }

  /**
   * The second half: one write.
   * @throws ConflictError `bundle.frozen`, `bundle.superseded`; UnavailableError
   */
  async store(
    scope: WriteScope,
    { checked, engine }: PassedPush,
    options: StoreOptions,
  ): Promise<Written<StoredBundle>> {
    // Ready before it decides, so that no decision waits for it.
    this.loaded.put(scope.tenant, checked.id, engine);
    await this.files.write(checked.compiled.wasm);
    if (checked.compiled.data) {
      await this.files.write(checked.compiled.data, 'data.json');
    }
    return await this.writer.store(scope, checked, options);
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    await this.takeTurn();
    try {
      return await work();
    } finally {
      this.passTurn();
    }
  }

  private async takeTurn(): Promise<void> {
    if (this.underWay < MAX_UNDER_WAY) {
      this.underWay += 1;
      return;
    }
    if (this.waiting.length >= MAX_WAITING) {
      throw new ConflictError('bundle.busy', 'as many pushes as can be are under way');
    }
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** To the one that waits longest, or to whoever comes. */
  private passTurn(): void {
    const next = this.waiting.shift();
    if (next === undefined) {
      this.underWay -= 1;
    } else {
      next();
    }
  }

  private async pass(scope: WriteScope, push: NamedPush): Promise<PassedPush> {
    try {
      return await this.checks.check(scope.tenant, push);
    } catch (cause) {
      if (cause instanceof PolicyBuildError) {
        const report = { tests: 0, coverage: null, warnings: [], errors: cause.problems };
        await this.writer.reject(scope, { ...push.named, signature: null, report });
      }
      throw cause;
    }
  }
}
