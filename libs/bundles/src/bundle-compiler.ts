import { UnavailableError } from '@legate/core';
import {
  checkBundleSource,
  compileBundle,
  OpaUnavailableError,
  type BundleCache,
  type BundleSource,
  type CheckedSource,
  type CompiledBundle,
  type OpaBinary,
  type PolicyEngine,
  type PolicyRuntime,
  type SourceDemands,
} from '@legate/policy';

/** Checks and compiles policy sources with OPA, the same sources once, and loads what it has compiled. */
export class BundleCompiler {
  constructor(
    private readonly obtainOpa: () => Promise<OpaBinary>,
    private readonly cache: BundleCache,
    private readonly runtime: PolicyRuntime,
  ) {}

  /** @throws PolicyBuildError; UnavailableError `opa.unavailable` */
  async check(source: BundleSource, demands: SourceDemands): Promise<CheckedSource> {
    return await checkBundleSource(source, await this.opa(), demands);
  }

  /** @throws PolicyBuildError; UnavailableError `opa.unavailable` */
  async compile(source: BundleSource, checked: CheckedSource): Promise<CompiledBundle> {
    const cached = await this.cache.read(source);
    if (cached !== undefined) {
      return cached;
    }
    const compiled = await compileBundle(source, checked, await this.opa());
    await this.cache.write(compiled);
    return compiled;
  }

  /** Makes what is compiled ready to decide for a tenant. @throws PolicyLoadError */
  async load(compiled: CompiledBundle, tenant: string): Promise<PolicyEngine> {
    return await this.runtime.load(compiled, tenant);
  }

  private async opa(): Promise<OpaBinary> {
    try {
      return await this.obtainOpa();
    } catch (cause) {
      if (cause instanceof OpaUnavailableError) {
        const message = 'policies cannot be compiled here: there is no usable OPA';
        throw new UnavailableError('opa.unavailable', message, { cause });
      }
      throw cause;
    }
  }
}
