import { randomUUID } from 'node:crypto';
import { ConflictError, LimitExceededError } from '@legate/core';
import {
  PolicyBuildError,
  PolicyLoadError,
  readPushedBundle,
  writeArchive,
  type BuildProblemCode,
  type CompiledBundle,
  type KnownNames,
  type PolicyEngine,
  type PushedBundle,
} from '@legate/policy';
import { Injectable } from '@nestjs/common';
import { BundleCompiler } from './bundle-compiler.js';
import { BundleDirectory } from './bundle-directory.js';
import { BundleSettings } from './bundle-settings.js';
import { BundleVerifier } from './bundle-verifier.js';
import type { CheckedBundle, NewBundle } from './bundle-writer.js';
import { sha256Of } from './module-files.js';

const MAX_MODULE_BYTES = 32 * 1024 * 1024;

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
    const { frozen, reason } = await this.directory.freeze(tenant);
    if (frozen) {
      throw new ConflictError('bundle.frozen', `the policy is frozen: ${reason ?? ''}`);
    }
    const pushed = await readPushedBundle(archive, this.settings.maxDataBytes);
    const { digest, manifest } = pushed;
    const bundleRevision = manifest.revision ?? digest;
    return { pushed, named: { id: randomUUID(), bundleRevision, digest } };
  }

  /** @throws PolicyBuildError with everything that the failing check has found; UnavailableError */
  async check(tenant: string, { pushed, named }: NamedPush): Promise<PassedPush> {
    const { files, manifest, source } = pushed;
    const signature = await this.verifier.verify(files);
    const passed = await this.compiler.check(source, {
      roots: manifest.roots,
      known: joinNames(await this.directory.knownNames(tenant), manifest.declared),
      coverageFloor: this.settings.coverageFloor,
    });
    const compiled = await this.compiler.compile(source, passed);
    const engine = await this.load(compiled, tenant);
    const { tests, coverage } = passed.tests ?? { tests: 0, coverage: null };
    const report = { tests, coverage, warnings: compiled.manifest.warnings, errors: [] };
    const archive = await writeArchive(files);
    const moduleSha256 = sha256Of(compiled.wasm);
    return { engine, checked: { ...named, signature, report, compiled, archive, moduleSha256 } };
  }

  /** What cannot be run is refused as what cannot be compiled. */
  private async load(compiled: CompiledBundle, tenant: string): Promise<PolicyEngine> {
    if (compiled.wasm.length > MAX_MODULE_BYTES) {
      const message = `The compiled policy is larger than ${MAX_MODULE_BYTES} bytes`;
      throw new PolicyBuildError([{ code: 'policy.build.too_large', file: '', line: 0, message }]);
    }
    try {
      return await this.compiler.load(compiled, tenant);
    } catch (cause) {
      if (cause instanceof PolicyLoadError) {
        const { code, message } = cause;
        const found = LOAD_PROBLEMS.get(code) ?? 'policy.build.compile';
        throw new PolicyBuildError([{ code: found, file: '', line: 0, message }]);
      }
      throw cause;
    }
  }
}

function joinNames(one: KnownNames, other: KnownNames): KnownNames {
  return {
    resourceTypes: [...one.resourceTypes, ...other.resourceTypes],
    actions: [...one.actions, ...other.actions],
  };
}

/** How authors are told of what only the runtime finds. */
const LOAD_PROBLEMS: ReadonlyMap<string, BuildProblemCode> = new Map([
  ['policy.load.builtin', 'policy.build.builtin'],
  ['policy.load.data', 'policy.build.too_large'],
]);
