import { randomUUID } from 'node:crypto';
import { ConflictError, LimitExceededError } from '@legate/core';
import {
  loadBuilt,
  readPolicyTree,
  readPushedBundle,
  writeArchive,
  type KnownNames,
  type PolicyEngine,
  type PolicyTree,
  type PushedBundle,
} from '@legate/policy';
import { Injectable } from '@nestjs/common';
import { BundleCompiler } from './bundle-compiler.js';
import { BundleDirectory } from './bundle-directory.js';
import { BundleSettings } from './bundle-settings.js';
import { BundleVerifier } from './bundle-verifier.js';
import type { CheckedBundle, NewBundle } from './bundle-writer.js';
import { sha256Of } from './module-files.js';

/** A push that was unpacked, and what it will be called. */
export interface NamedPush {
  readonly pushed: PushedBundle;
  readonly named: Pick<NewBundle, 'id' | 'bundleRevision' | 'digest'>;
}

/** A bundle that has passed everything, and is ready to decide. */
export interface PassedPush {
  readonly checked: CheckedBundle;
  readonly engine: PolicyEngine;
}

/** What a pushed bundle must pass, in this order: its archive, its signature, the policy and its tests. */
@Injectable()
export class PushChecks {
  constructor(
    private readonly directory: BundleDirectory,
    private readonly verifier: BundleVerifier,
    private readonly compiler: BundleCompiler,
    private readonly settings: BundleSettings,
  ) {}

  /** Largest archive that is taken, bytes. */
  get maxBytes(): number {
    return this.settings.maxBytes;
  }

  /** @throws ConflictError `bundle.frozen`; LimitExceededError; PolicyBuildError `policy.archive.*` and `policy.manifest.*` */
  async unpack(tenant: string, archive: Buffer): Promise<NamedPush> {
    if (archive.length > this.maxBytes) {
      const message = `the bundle is larger than ${this.maxBytes} bytes`;
      throw new LimitExceededError('request.too_large', message);
    }
    await this.requireNotFrozen(tenant);
    return toNamed(await readPushedBundle(archive, this.settings.maxDataBytes));
  }

  /** @throws ConflictError `bundle.frozen`; PolicyBuildError `policy.archive.*` and `policy.manifest.*` */
  async take(tenant: string, tree: PolicyTree): Promise<NamedPush> {
    await this.requireNotFrozen(tenant);
    return toNamed(readPolicyTree(tree, this.settings.maxDataBytes));
  }

  /** @throws PolicyBuildError with everything that the failing check has found; UnavailableError */
  async check(tenant: string, { pushed, named }: NamedPush): Promise<PassedPush> {
    const { files, asSigned, manifest, source } = pushed;
    const signature = await this.verifier.verify(asSigned);
    const passed = await this.compiler.check(source, {
      roots: manifest.roots,
      known: joinNames(await this.directory.knownNames(tenant), manifest.declared),
      coverageFloor: this.settings.coverageFloor,
      maxEvaluationMs: this.settings.maxEvaluationMs,
    });
    const compiled = await this.compiler.compile(source, passed);
    const engine = await loadBuilt(
      compiled,
      async (bundle) =>
        await this.compiler.load(bundle, { tenant, revision: named.bundleRevision }),
    );
    const { tests, coverage } = passed.tests ?? { tests: 0, coverage: null };
    const report = { tests, coverage, warnings: compiled.manifest.warnings, errors: [] };
    const archive = await writeArchive(files);
    const moduleSha256 = sha256Of(compiled.wasm);
    return { engine, checked: { ...named, signature, report, compiled, archive, moduleSha256 } };
  }

  private async requireNotFrozen(tenant: string): Promise<void> {
    const { frozen, reason } = await this.directory.freeze(tenant);
    if (frozen) {
      throw new ConflictError('bundle.frozen', `the policy is frozen: ${reason ?? ''}`);
    }
  }
}

function toNamed(pushed: PushedBundle): NamedPush {
  const { digest, manifest } = pushed;
  return {
    pushed,
    named: { id: randomUUID(), bundleRevision: manifest.revision ?? digest, digest },
  };
}

function joinNames(one: KnownNames, other: KnownNames): KnownNames {
  return {
    resourceTypes: [...one.resourceTypes, ...other.resourceTypes],
    actions: [...one.actions, ...other.actions],
  };
}
