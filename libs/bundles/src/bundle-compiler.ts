import { UnavailableError } from '@legate/core';
import {
  checkBundleSource,
  compileBundle,
  networkBarrier,
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

/** Told once that pushed tests run with the network of the service, and why. */
export type TellSharedNetwork = (reason: string) => void;

/** Checks and compiles policy sources with OPA, the same sources once, and loads what it has compiled. */
export class BundleCompiler {
  private hasTold = false;

  constructor(
    private readonly obtainOpa: () => Promise<OpaBinary>,
    private readonly cache: BundleCache,
    private readonly runtime: PolicyRuntime,
    private readonly tell: TellSharedNetwork = () => undefined,
  ) {}

  /** @throws PolicyBuildError; UnavailableError `opa.unavailable` */
  async check(source: BundleSource, demands: SourceDemands): Promise<CheckedSource> {
    await this.tellOfNetwork();
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

  /** Makes what is compiled ready to decide for a tenant, under the author's name of it. @throws PolicyLoadError */
  async load(
    compiled: CompiledBundle,
    of: { readonly tenant: string; readonly revision: string },
  ): Promise<PolicyEngine> {
    return await this.runtime.load(compiled, of);
  }

  /** Makes what is compiled ready to be asked again what it has decided. @throws PolicyLoadError */
  async loadForReplay(compiled: CompiledBundle, fuel?: number): Promise<PolicyEngine> {
    return await this.runtime.loadForReplay(compiled, fuel);
  }

  /** No builtin that could reach a network passes the check, so the barrier is the second of two. */
  private async tellOfNetwork(): Promise<void> {
    const { missing } = await networkBarrier();
    if (missing !== null && !this.hasTold) {
      this.hasTold = true;
      this.tell(missing);
    }
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
