import { randomUUID } from 'node:crypto';
import { ConflictError, LimitExceededError } from '@legate/core';
import type { WriteScope, Written } from '@legate/persistence';
import {
  PolicyBuildError,
  PolicyEngine,
  PolicyLoadError,
  readPushedBundle,
  writeArchive,
  type CompiledBundle,
  type KnownNames,
  type PushedBundle,
} from '@legate/policy';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BundleCompiler } from './bundle-compiler.js';
import { BundleDirectory } from './bundle-directory.js';
import { requireNotFrozen } from './bundle-records.js';
import { BundleSettings } from './bundle-settings.js';
import { BundleWriter } from './bundle-writer.js';
import type { CheckedBundle, NewBundle, StoredBundle } from './bundle-writer.js';
import type { BundleReport, BundleSignature } from './bundle.js';
import { BundleVerifier } from './bundle-verifier.js';
import { ModuleFiles, sha256Of } from './module-files.js';
import { TenantPolicies } from './tenant-policies.js';

/** Pushes that are checked at once; OPA takes a processor each. */
const MAX_UNDER_WAY = 2;
/** Pushes that wait for those. */
const MAX_WAITING = 8;
const MAX_MODULE_BYTES = 32 * 1024 * 1024;

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
    private readonly dataSource: DataSource,
    private readonly directory: BundleDirectory,
    private readonly compiler: BundleCompiler,
    private readonly verifier: BundleVerifier,
    private readonly writer: BundleWriter,
    private readonly policies: TenantPolicies,
    private readonly files: ModuleFiles,
    private readonly settings: BundleSettings,
  ) {}

  /**
   * @throws PolicyBuildError with everything the failing check found; ConflictError `bundle.frozen`,
   * `bundle.superseded`, `bundle.busy`; LimitExceededError; UnavailableError
   */
  async push(scope: WriteScope, push: Push): Promise<Written<StoredBundle>> {
    await this.takeTurn();
    try {
      return await this.pushInTurn(scope, push);
    } finally {
      this.underWay -= 1;
      this.waiting.shift()?.();
    }
  }

  private async takeTurn(): Promise<void> {
    if (this.underWay >= MAX_UNDER_WAY) {
      if (this.waiting.length >= MAX_WAITING) {
        throw new ConflictError('bundle.busy', 'as many pushes as can be are under way');
      }
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    this.underWay += 1;
  }

  private async pushInTurn(
    scope: WriteScope,
    { archive, activate }: Push,
  ): Promise<Written<StoredBundle>> {
    if (archive.length > this.settings.maxBytes) {
      const message = `the bundle is larger than ${this.settings.maxBytes} bytes`;
      throw new LimitExceededError('request.too_large', message);
    }
    await requireNotFrozen(this.dataSource.manager, scope.tenant);
    const pushed = await readPushedBundle(archive);
    const base = {
      id: randomUUID(),
      bundleRevision: pushed.manifest.revision ?? pushed.digest,
      digest: pushed.digest,
    };
    try {
      const signature = await this.verifier.verify(pushed.files);
      const checked = await this.check(scope.tenant, pushed, { ...base, signature });
      return await this.writer.store(scope, checked, { activate });
    } catch (cause) {
      if (cause instanceof PolicyBuildError) {
        await this.writer.reject(scope, { ...base, signature: null, report: rejection(cause) });
      }
      throw cause;
    }
  }

  private async check(
    tenant: string,
    { source, manifest, files }: PushedBundle,
    base: Omit<NewBundle, 'report'> & { readonly signature: BundleSignature | null },
  ): Promise<CheckedBundle> {
    const checked = await this.compiler.check(source, {
      roots: manifest.roots,
      known: joinNames(await this.directory.knownNames(tenant), manifest.declared),
      coverageFloor: this.settings.coverageFloor,
    });
    const compiled = await this.compiler.compile(source, checked);
    this.policies.offer(tenant, base.id, await loadEngine(compiled));
    await this.files.write(compiled.wasm);
    const { tests, coverage } = checked.tests ?? { tests: 0, coverage: null };
    const report = { tests, coverage, warnings: compiled.manifest.warnings, errors: [] };
    const archive = await writeArchive(files);
    return { ...base, report, compiled, archive, moduleSha256: sha256Of(compiled.wasm) };
  }
}

function joinNames(one: KnownNames, other: KnownNames): KnownNames {
  return {
    resourceTypes: [...one.resourceTypes, ...other.resourceTypes],
    actions: [...one.actions, ...other.actions],
  };
}

/** What cannot be run is refused as what cannot be compiled. */
async function loadEngine(compiled: CompiledBundle): Promise<PolicyEngine> {
  if (compiled.wasm.length > MAX_MODULE_BYTES) {
    const message = `The compiled policy is larger than ${MAX_MODULE_BYTES} bytes`;
    throw new PolicyBuildError([{ code: 'policy.build.too_large', file: '', line: 0, message }]);
  }
  try {
    return await PolicyEngine.load(compiled);
  } catch (cause) {
    if (cause instanceof PolicyLoadError) {
      const { code, message } = cause;
      const found =
        code === 'policy.load.builtin' ? 'policy.build.builtin' : 'policy.build.compile';
      throw new PolicyBuildError([{ code: found, file: '', line: 0, message }]);
    }
    throw cause;
  }
}

function rejection({ problems }: PolicyBuildError): BundleReport {
  return { tests: 0, coverage: null, warnings: [], errors: problems };
}
