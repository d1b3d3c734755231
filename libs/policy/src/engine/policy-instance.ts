import { LoadedPolicy } from '@open-policy-agent/opa-wasm';
import { FUEL_EXPORT } from '../metering/fuel-code.js';
import { argumentCost, resultCost } from './host-call-cost.js';
import { PolicyLoadError } from './policy-load-error.js';
import { HOST_BUILTINS, type HostBuiltin } from './provided-builtins.js';
import {
  PAGE_BYTES,
  wasm,
  type WasmGlobal,
  type WasmImports,
  type WasmInstance,
  type WasmMemory,
  type WasmModule,
} from './web-assembly.js';

/** Pages a fresh instance starts with; the SDK's default. */
const INITIAL_PAGES = 5;

/** The calls of OPA's ABI 1.2 that we make; addresses and lengths are in bytes. */
interface AbiCalls {
  builtins(): number;
  opa_malloc(bytes: number): number;
  opa_json_parse(address: number, bytes: number): number;
  opa_json_dump(value: number): number;
  opa_eval(
    reserved: 0,
    entrypoint: number,
    data: number,
    input: number,
    inputBytes: number,
    heap: number,
    format: 0,
  ): number;
}

interface NamedBuiltin {
  readonly name: string;
  readonly run: HostBuiltin;
}

/**
 * One instance of a compiled module with memory of its own. Not re-entrant. After anything was thrown out of
 * it, it must not be used again: its heap is in an unknown state.
 *
 * The SDK lays out data and heap. Imports and evaluation are ours: the SDK prefers its unbounded host builtins
 * to those given to it, prints to the console, and reads the answer byte by byte.
 */
export class PolicyInstance {
  readonly entrypoints: ReadonlyMap<string, number>;
  readonly #memory: WasmMemory;
  readonly #calls: AbiCalls;
  readonly #dataAddress: number;
  readonly #heapAddress: number;
  readonly #fuel: WasmGlobal;
  readonly #hostCalls: NamedBuiltin[] = [];
  #view: Buffer;
  #inputBytes = 0;

  /**
   * @param maxPages the most memory it may ever take, in pages of 64 KiB
   * @throws PolicyLoadError when the module is not metered, or needs an ABI or a builtin that we do not have;
   *   anything when there is no memory
   */
  constructor(module: WasmModule, maxPages: number) {
    this.#memory = new wasm.Memory({
      initial: Math.min(INITIAL_PAGES, maxPages),
      maximum: maxPages,
    });
    this.#view = Buffer.from(this.#memory.buffer);
    const instance = new wasm.Instance(module, this.#imports());
    const minorVersion = checkAbi(instance);
    this.#fuel = fuelOf(instance);
    this.#calls = instance.exports as unknown as AbiCalls;
    this.#bindBuiltins();
    const loaded = new LoadedPolicy({ instance, module }, this.#memory, minorVersion);
    this.#dataAddress = loaded.dataAddr;
    this.#heapAddress = loaded.dataHeapPtr as number;
    this.entrypoints = new Map(Object.entries(loaded.entrypoints as Record<string, number>));
  }

  /** Memory taken now, in pages; it only grows. */
  get pages(): number {
    return this.#memory.buffer.byteLength / PAGE_BYTES;
  }

  /** Units of work that evaluations may still take, at most 2^31 - 1; below zero once that was not enough. */
  get fuel(): number {
    return this.#fuel.value;
  }

  set fuel(units: number) {
    this.#fuel.value = units;
  }

  /** Puts the input, as JSON text, where the following evaluations find it. Throws when it does not fit. */
  setInput(json: string): void {
    const bytes = Buffer.byteLength(json);
    const missing = this.#heapAddress + bytes - this.#memory.buffer.byteLength;
    if (missing > 0) {
      this.#memory.grow(Math.ceil(missing / PAGE_BYTES));
    }
    this.#bytes().write(json, this.#heapAddress, bytes, 'utf8');
    this.#inputBytes = bytes;
  }

  /** The result set of one entrypoint as JSON text; `[]` when undefined. Throws anything. */
  evaluate(entrypoint: number): string {
    const result = this.#calls.opa_eval(
      0,
      entrypoint,
      this.#dataAddress,
      this.#heapAddress,
      this.#inputBytes,
      this.#heapAddress + this.#inputBytes,
      0,
    );
    return this.#textAt(result);
  }

  #imports(): WasmImports {
    const call = (id: number, _context: number, ...args: number[]): number =>
      this.#callHost(id, args);
    return {
      env: {
        memory: this.#memory,
        opa_abort: (address: number): never => {
          throw new Error(this.#textAt(address));
        },
        // `print` is compiled away; nothing a policy says may reach our output.
        opa_println: () => 0,
        opa_builtin0: call,
        opa_builtin1: call,
        opa_builtin2: call,
        opa_builtin3: call,
        opa_builtin4: call,
      },
    };
  }

  #bindBuiltins(): void {
    const demanded = JSON.parse(
      this.#textAt(this.#calls.opa_json_dump(this.#calls.builtins())),
    ) as Record<string, number>;
    const missing = Object.keys(demanded).filter((name) => !HOST_BUILTINS.has(name));
    if (missing.length > 0) {
      throw new PolicyLoadError(
        'policy.load.builtin',
        `The module needs builtins that are not provided: ${missing.sort().join(', ')}`,
      );
    }
    for (const [name, builtin] of HOST_BUILTINS) {
      const id = demanded[name];
      if (id !== undefined) {
        this.#hostCalls[id] = { name, run: builtin };
      }
    }
  }

  #callHost(id: number, args: readonly number[]): number {
    const builtin = this.#hostCalls[id];
    if (builtin === undefined) {
      throw new Error(`no host builtin ${id}`);
    }
    const texts = args.map((address) => this.#textAt(this.#calls.opa_json_dump(address)));
    this.#take(argumentCost(builtin.name, texts));
    const json = JSON.stringify(builtin.run(...texts.map((text): unknown => JSON.parse(text))));
    this.#take(resultCost(json));
    const bytes = Buffer.byteLength(json);
    const address = this.#calls.opa_malloc(bytes);
    this.#bytes().write(json, address, bytes, 'utf8');
    return this.#calls.opa_json_parse(address, bytes);
  }

  /** What the host does for the module is paid from the same fuel, before it is done. */
  #take(units: number): void {
    const left = this.#fuel.value - units;
    this.#fuel.value = Math.max(left, -1);
    if (left < 0) {
      throw new Error('a host builtin would take longer than the evaluation may');
    }
  }

  #textAt(address: number): string {
    const view = this.#bytes();
    return view.toString('utf8', address, view.indexOf(0, address));
  }

  #bytes(): Buffer {
    if (this.#view.buffer !== this.#memory.buffer) {
      this.#view = Buffer.from(this.#memory.buffer);
    }
    return this.#view;
  }
}

/** INVARIANT: nothing runs that cannot be stopped; `runs nothing that is not metered` in policy-instance.spec.ts. */
function fuelOf({ exports }: WasmInstance): WasmGlobal {
  const fuel = exports[FUEL_EXPORT];
  if (!(fuel instanceof wasm.Global) || typeof fuel.value !== 'number') {
    throw new PolicyLoadError('policy.load.metering', 'The module is not metered');
  }
  return fuel;
}

/** The minor version; refuses a module of another ABI. WASM-7. */
function checkAbi(instance: WasmInstance): number {
  const version = globalValue(instance, 'opa_wasm_abi_version');
  const minor = globalValue(instance, 'opa_wasm_abi_minor_version');
  if (version !== 1 || minor === undefined || minor < 2) {
    throw new PolicyLoadError(
      'policy.load.abi',
      `The module has ABI ${version ?? 'none'}.${minor ?? 'none'}; 1.2 or a later 1.x is needed`,
    );
  }
  return minor;
}

function globalValue(instance: WasmInstance, name: string): number | undefined {
  const global = instance.exports[name] as { readonly value?: number } | undefined;
  return global?.value;
}
