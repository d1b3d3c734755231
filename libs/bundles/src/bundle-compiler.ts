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
  type SourceDemands,
} from '@legate/policy';

/** Checks and compiles policy sources with OPA; the same sources are compiled once. */
export class BundleCompiler {
  constructor(
    private readonly obtainOpa: () => Promise<OpaBinary>,
    private readonly cache: BundleCache,
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
