import { UnprocessableError } from '@legate/core';
import type { Attributes, PackageFinding, PolicyInput, PolicyOutcome } from '@legate/core';
import {
  BUNDLE_FORMAT_VERSION,
  type CompiledBundle,
  type PackageManifest,
} from '../build/compiled-bundle.js';
import { meterModuleInSlices } from '../metering/meter-module.js';
import { DataMemory, requireData } from './data-memory.js';
import { FuelGauge } from './fuel-gauge.js';
import { OutcomeBuilder } from './outcome-builder.js';
import { OutcomeMemory } from './outcome-memory.js';
import { PackageBreaker } from './package-breaker.js';
import { PackageDispatch, type PackageScope } from './package-dispatch.js';
import { PackageResultCache } from './package-result-cache.js';
import { isRefused, type PackageResult, type RefusedResult } from './package-result.js';
import { withDefaults, type PolicyEngineOptions } from './policy-engine-options.js';
import { PolicyInstance } from './policy-instance.js';
import { PolicyLoadError } from './policy-load-error.js';
import { thrownText } from './thrown-text.js';
import { wasm, type WasmModule } from './web-assembly.js';
import { nameQuestion, writeInput } from './write-input.js';

interface EnginePackage extends PackageScope {
  readonly name: string;
  readonly entrypoint: number;
  readonly guards: readonly string[];
  readonly breaker: PackageBreaker;
}

/** What the module takes at most for reading a character of the input, in units; measured over all forms of JSON. */
const FUEL_OF_CHARACTER = 30;
const OUT_OF_FUEL: RefusedResult = {
  reason: 'indeterminate.deadline',
  detail: 'the evaluation took longer than it may',
};
const STOPPED: RefusedResult = {
  reason: 'indeterminate.deadline',
  detail: 'the package ran out of time too often, and is not run for now',
};
const NOTHING_APPLIES: PolicyOutcome = Object.freeze({
  permits: [],
  unprovenGuards: [],
  obligations: [],
  failures: [],
});

/**
 * Evaluates one compiled bundle. Whatever a policy does, the answer is an outcome: an error, a trap, a wrong
 * shape or exhausted memory is a failure of that package, and its guards count as unproven. One decision takes at
 * most the fuel it is given, whatever the policy does; a package that runs out of it is a failure too.
 */
export class PolicyEngine {
  readonly digest: string;
  /** What its author calls it; null for one that was not pushed. */
  readonly revision: string | null;
  readonly packages: readonly PackageManifest[];
  readonly #module: WasmModule;
  readonly #dispatch: PackageDispatch<EnginePackage>;
  readonly #named: ReadonlyMap<string, EnginePackage>;
  readonly #options: ReturnType<typeof withDefaults>;
  readonly #memory: DataMemory;
  readonly #gauge = new FuelGauge<EnginePackage>();
  readonly #results = new PackageResultCache();
  /** Null where outcomes may hang on the time of asking, or none are to be kept. */
  readonly #outcomes: OutcomeMemory | null;
  #instance: PolicyInstance | undefined;

  private constructor(bundle: CompiledBundle, module: WasmModule, options: PolicyEngineOptions) {
    this.digest = bundle.digest;
    this.revision = options.revision ?? null;
    this.packages = bundle.manifest.packages;
    this.#module = module;
    this.#options = withDefaults(options);
    this.#memory = new DataMemory(bundle.data ?? null, this.#options);
    const instance = this.#newInstance();
    this.#memory.requireFit(instance.pages);
    const { breaker, now, rememberedOutcomes: remembered } = this.#options;
    const isTimeless = bundle.manifest.readsClock === false;
    this.#outcomes = isTimeless && remembered > 0 ? new OutcomeMemory(remembered) : null;
    const packages = this.packages.map((each) => ({
      ...enginePackage(each, instance.entrypoints),
      breaker: new PackageBreaker(breaker, now),
    }));
    this.#dispatch = new PackageDispatch(packages);
    this.#named = new Map(packages.map((each) => [each.name, each]));
    this.#instance = instance;
  }

  /**
   * Compiles the module, metered if it was not yet, and makes the first instance.
   * @throws PolicyLoadError when the module is not valid, cannot be metered, or needs an ABI, builtin, entrypoint or
   *   base data that is not there (WASM-2, WASM-6, WASM-7)
   */
  static async load(
    bundle: CompiledBundle,
    options: PolicyEngineOptions = {},
  ): Promise<PolicyEngine> {
    const { formatVersion } = bundle.manifest;
    if (formatVersion !== BUNDLE_FORMAT_VERSION) {
      throw new PolicyLoadError('policy.load.manifest', `Unknown bundle format ${formatVersion}`);
    }
    requireData(bundle);
    try {
      const module = await wasm.compile(await meterModuleInSlices(bundle.wasm));
      return new PolicyEngine(bundle, module, options);
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
    const question = this.#outcomes === null || found !== undefined ? null : nameQuestion(input);
    if (this.#outcomes === null || question === null) {
      return this.#evaluateAll(packages, input, found);
    }
    const known = this.#outcomes.recall(question);
    if (known !== undefined && !packages.some(({ breaker }) => breaker.isOpen)) {
      return known;
    }
    const outcome = this.#evaluateAll(packages, input);
    this.#outcomes.keep(question, outcome);
    return outcome;
  }

  #evaluateAll(
    packages: readonly EnginePackage[],
    input: PolicyInput,
    found?: (finding: PackageFinding) => void,
  ): PolicyOutcome {
    const outcome = new OutcomeBuilder();
    let json: string | undefined;
    let inputIsSet = false;
    this.#gauge.fill(this.#options.fuel);
    for (const each of packages) {
      let result = this.#refusal(each);
      try {
        if (result === undefined) {
          json ??= this.#toRead(writeInput(input));
          result = this.#results.read(this.#run(each, json, inputIsSet));
          inputIsSet = true;
          this.#passed(each, packages.length);
        }
      } catch (thrown) {
        result = this.#trapped(each, thrown);
        if (result === OUT_OF_FUEL) {
          this.#countTrap(this.#gauge.heaviest ?? each);
        }
      }
      outcome.add(each, result);
      found?.(toFinding(each, result));
    }
    if (this.#memory.isOvergrown(this.memoryPages)) {
      this.#instance = undefined;
    }
    return outcome.build();
  }

  /**
   * What one package says of any input, as its entry gives it, and `guards`. Undefined when there is no such package.
   * Without an input, `input` is undefined.
   *
   * @throws UnprocessableError `policy.evaluation_failed` when it traps or has no result
   */
  evaluatePackage(name: string, input: Attributes | undefined): Attributes | undefined {
    const each = this.#named.get(name);
    if (each === undefined) {
      return undefined;
    }
    this.#gauge.fill(this.#options.fuel);
    try {
      const json = this.#toRead(input === undefined ? '' : JSON.stringify(input));
      const [row] = JSON.parse(this.#run(each, json, false)) as readonly [
        { readonly result: Attributes },
      ];
      return { ...row.result, guards: each.guards };
    } catch (thrown) {
      const message = `${name} could not be evaluated: ${this.#trapped(each, thrown).detail}`;
      throw new UnprocessableError('policy.evaluation_failed', message);
    }
  }

  /** Reading the input is paid for apart from the policy's own fuel. */
  #toRead(json: string): string {
    this.#gauge.allow(json.length * FUEL_OF_CHARACTER);
    return json;
  }

  #run(each: EnginePackage, json: string, inputIsSet: boolean): string {
    let instance = this.#instance;
    if (instance === undefined || !inputIsSet) {
      instance ??= this.#newInstance();
      this.#instance = instance;
      instance.fuel = this.#gauge.left;
      instance.setInput(json);
    }
    return instance.evaluate(each.entrypoint);
  }

  /** Why a package is not run at all. */
  #refusal({ breaker }: EnginePackage): PackageResult | RefusedResult | undefined {
    if (breaker.isOpen) {
      return STOPPED;
    }
    return this.#gauge.left === 0 ? OUT_OF_FUEL : undefined;
  }

  #passed(each: EnginePackage, packages: number): void {
    if (packages > 1) {
      this.#gauge.spent(each, this.#instance?.fuel ?? 0);
    }
    if (each.breaker.passed()) {
      this.#options.events.resumed({ digest: this.digest, package: each.name });
    }
  }

  /** Its heap is in an unknown state: the instance is never used again. */
  #trapped(each: EnginePackage, thrown: unknown): RefusedResult {
    const fuel = this.#instance?.fuel ?? this.#gauge.left;
    this.#instance = undefined;
    this.#gauge.spent(each, fuel);
    const failure: RefusedResult =
      fuel < 0 ? OUT_OF_FUEL : { reason: 'indeterminate.policy_error', detail: thrownText(thrown) };
    this.#options.events.trapped({ digest: this.digest, package: each.name }, failure);
    return failure;
  }

  #countTrap({ name, breaker }: EnginePackage): void {
    if (breaker.trapped()) {
      const { events, breaker: settings } = this.#options;
      events.stopped({ digest: this.digest, package: name }, settings.openMs);
    }
  }

  #newInstance(): PolicyInstance {
    const { maxPages, data } = this.#memory;
    const instance = new PolicyInstance(this.#module, maxPages, data);
    this.#options.events.instanceMade(this.digest);
    return instance;
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

function enginePackage(
  manifest: PackageManifest,
  entrypoints: ReadonlyMap<string, number>,
): Omit<EnginePackage, 'breaker'> {
  const { name, resourceTypes, actions, guards } = manifest;
  const entrypoint = entrypoints.get(manifest.entrypoint);
  if (entrypoint === undefined) {
    throw new PolicyLoadError('policy.load.entrypoint', `The module has no entry for ${name}`);
  }
  return { name, entrypoint, resourceTypes, actions, guards };
}
