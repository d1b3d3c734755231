import { canonicalJson, UnprocessableError } from '@legate/core';
import type {
  Attributes,
  Obligation,
  PackageFinding,
  PolicyFailure,
  PolicyInput,
  PolicyOutcome,
} from '@legate/core';
import {
  BUNDLE_FORMAT_VERSION,
  type CompiledBundle,
  type PackageManifest,
} from '../build/compiled-bundle.js';
import { PackageDispatch, type PackageScope } from './package-dispatch.js';
import { PackageResultCache } from './package-result-cache.js';
import { isRefused, type PackageResult, type RefusedResult } from './package-result.js';
import { PolicyInstance } from './policy-instance.js';
import { PolicyLoadError } from './policy-load-error.js';
import { thrownText } from './thrown-text.js';
import { wasm, type WasmModule } from './web-assembly.js';
import { writeInput } from './write-input.js';

/** Limits of a policy's memory, in pages of 64 KiB. */
export interface PolicyEngineOptions {
  /** The most an instance may take; an evaluation that needs more fails. Default 512 (32 MiB). */
  readonly maxMemoryPages?: number;
  /** An instance that has grown beyond this is replaced, since memory never shrinks. Default 64 (4 MiB). */
  readonly recycleMemoryPages?: number;
  /** What the author of the bundle calls it. */
  readonly revision?: string;
}

interface EnginePackage extends PackageScope {
  readonly name: string;
  readonly entrypoint: number;
  readonly guards: readonly string[];
}

const DEFAULT_MAX_PAGES = 512;
const DEFAULT_RECYCLE_PAGES = 64;
const NOTHING_APPLIES: PolicyOutcome = Object.freeze({
  permits: [],
  unprovenGuards: [],
  obligations: [],
  failures: [],
});

/**
 * Evaluates one compiled bundle. Whatever a policy does, the answer is an outcome: an error, a trap, a wrong
 * shape or exhausted memory is a failure of that package, and its guards count as unproven.
 * Evaluation time is not bounded here.
 */
export class PolicyEngine {
  readonly digest: string;
  /** What its author calls it; null for one that was not pushed. */
  readonly revision: string | null;
  readonly packages: readonly PackageManifest[];
  readonly #module: WasmModule;
  readonly #dispatch: PackageDispatch<EnginePackage>;
  readonly #named: ReadonlyMap<string, EnginePackage>;
  readonly #maxPages: number;
  readonly #recyclePages: number;
  readonly #results = new PackageResultCache();
  #instance: PolicyInstance | undefined;

  private constructor(bundle: CompiledBundle, module: WasmModule, options: PolicyEngineOptions) {
    this.digest = bundle.digest;
    this.revision = options.revision ?? null;
    this.packages = bundle.manifest.packages;
    this.#module = module;
    this.#maxPages = options.maxMemoryPages ?? DEFAULT_MAX_PAGES;
    this.#recyclePages = options.recycleMemoryPages ?? DEFAULT_RECYCLE_PAGES;
    const instance = this.#newInstance();
    const packages = this.packages.map((each) => enginePackage(each, instance.entrypoints));
    this.#dispatch = new PackageDispatch(packages);
    this.#named = new Map(packages.map((each) => [each.name, each]));
    this.#instance = instance;
  }

  /**
   * Compiles the module and makes the first instance.
   * @throws PolicyLoadError when the module is not valid, or needs an ABI, builtin or entrypoint that is not
   *   there (WASM-2, WASM-7)
   */
  static async load(
    bundle: CompiledBundle,
    options: PolicyEngineOptions = {},
  ): Promise<PolicyEngine> {
    const { formatVersion } = bundle.manifest;
    if (formatVersion !== BUNDLE_FORMAT_VERSION) {
      throw new PolicyLoadError('policy.load.manifest', `Unknown bundle format ${formatVersion}`);
    }
    try {
      return new PolicyEngine(bundle, await wasm.compile(bundle.wasm), options);
    } catch (thrown) {
      if (thrown instanceof PolicyLoadError) {
        throw thrown;
      }
      throw new PolicyLoadError('policy.load.module', thrownText(thrown), thrown);
    }
  }

  /** Memory of the present instance, in pages of 64 KiB; 0 when the next evaluation makes a new one. */
  get memoryPages(): number {
    return this.#instance?.pages ?? 0;
  }

  /**
   * What the packages that apply to the input prove. Never throws. An empty outcome permits nothing.
   *
   * @param found told of each package that applies.
   */
  evaluate(input: PolicyInput, found?: (finding: PackageFinding) => void): PolicyOutcome {
    const packages = this.#dispatch.applicable(input.resource.type, input.action.name);
    if (packages.length === 0) {
      return NOTHING_APPLIES;
    }
    const outcome = new OutcomeBuilder();
    let json: string | undefined;
    for (const each of packages) {
      let result: PackageResult | RefusedResult;
      try {
        json ??= writeInput(input);
        result = this.#results.read(this.#run(each, json, each !== packages[0]));
      } catch (thrown) {
        this.#instance = undefined;
        result = { reason: 'indeterminate.policy_error', detail: thrownText(thrown) };
      }
      outcome.add(each, result);
      found?.(toFinding(each, result));
    }
    if (this.memoryPages > this.#recyclePages) {
      this.#instance = undefined;
    }
    return outcome.build();
  }

  /**
   * What one package says of any input, as its entry gives it, and `guards`. Undefined when there is no such package.
   *
   * @throws UnprocessableError `policy.evaluation_failed` when it traps or has no result
   */
  evaluatePackage(name: string, input: Attributes): Attributes | undefined {
    const each = this.#named.get(name);
    if (each === undefined) {
      return undefined;
    }
    try {
      const [row] = JSON.parse(this.#run(each, JSON.stringify(input), false)) as readonly [
        { readonly result: Attributes },
      ];
      return { ...row.result, guards: each.guards };
    } catch (thrown) {
      this.#instance = undefined;
      const message = `${name} could not be evaluated: ${thrownText(thrown)}`;
      throw new UnprocessableError('policy.evaluation_failed', message);
    }
  }

  #run(each: EnginePackage, json: string, inputIsSet: boolean): string {
    let instance = this.#instance;
    if (instance === undefined || !inputIsSet) {
      instance ??= this.#newInstance();
      this.#instance = instance;
      instance.setInput(json);
    }
    return instance.evaluate(each.entrypoint);
  }

  #newInstance(): PolicyInstance {
    return new PolicyInstance(this.#module, this.#maxPages);
  }
}

/** Gathers the results of the packages that apply. */
class OutcomeBuilder {
  #permits: readonly string[] = [];
  readonly #unprovenGuards: string[] = [];
  readonly #obligations: Obligation[] = [];
  readonly #advice: Obligation[] = [];
  readonly #failures: PolicyFailure[] = [];

  add(from: EnginePackage, result: PackageResult | RefusedResult): void {
    if (isRefused(result)) {
      this.#failures.push({ package: from.name, ...result });
      this.#unprovenGuards.push(...from.guards);
      return;
    }
    this.#permits =
      this.#permits.length === 0 ? result.permits : [...this.#permits, ...result.permits];
    for (const guard of from.guards) {
      if (!result.provenGuards.includes(guard)) {
        this.#unprovenGuards.push(guard);
      }
    }
    this.#obligations.push(...result.obligations);
    this.#advice.push(...result.advice);
  }

  build(): PolicyOutcome {
    const outcome: PolicyOutcome = {
      permits: sortedOnce(this.#permits),
      unprovenGuards: sortedOnce(this.#unprovenGuards),
      obligations: distinct(this.#obligations),
      failures: this.#failures,
    };
    return this.#advice.length === 0 ? outcome : { ...outcome, advice: distinct(this.#advice) };
  }
}

function toFinding(
  { name, guards }: EnginePackage,
  result: PackageResult | RefusedResult,
): PackageFinding {
  const refused = isRefused(result);
  const proven = refused ? [] : guards.filter((guard) => result.provenGuards.includes(guard));
  return {
    package: name,
    permits: refused ? [] : result.permits,
    provenGuards: proven,
    unprovenGuards: guards.filter((guard) => !proven.includes(guard)),
    failure: refused ? result : null,
  };
}

function sortedOnce(names: readonly string[]): readonly string[] {
  return names.length < 2 ? names : [...new Set(names)].sort();
}

function distinct(obligations: readonly Obligation[]): readonly Obligation[] {
  return obligations.length < 2
    ? obligations
    : [...new Map(obligations.map((each) => [canonicalJson(each), each])).values()];
}

function enginePackage(
  manifest: PackageManifest,
  entrypoints: ReadonlyMap<string, number>,
): EnginePackage {
  const { name, resourceTypes, actions, guards } = manifest;
  const entrypoint = entrypoints.get(manifest.entrypoint);
  if (entrypoint === undefined) {
    throw new PolicyLoadError('policy.load.entrypoint', `The module has no entry for ${name}`);
  }
  return { name, entrypoint, resourceTypes, actions, guards };
}
