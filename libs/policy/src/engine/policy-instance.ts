import { isUtf8 } from 'node:buffer';
import { LoadedPolicy } from '@open-policy-agent/opa-wasm';
import { FUEL_EXPORT } from '../metering/fuel-code.js';
import { callHostBuiltin, HOST_BUILTINS } from './builtins/host-builtins.js';
import type { HostBuiltin } from './builtins/operands.js';
import { argumentCost, resultCost } from './host-call-cost.js';
import { PolicyLoadError } from './policy-load-error.js';
import { thrownText } from './thrown-text.js';
import {
  PAGE_BYTES,
  wasm,
  type WasmGlobal,
  type WasmImports,
  type WasmInstance,
  type WasmMemory,
  type WasmModule,
} from './web-assembly.js';

/** What the module takes for the answer of a builtin that is undefined. */
const UNDEFINED = 0;
/** Pages a fresh instance starts with; the SDK's default. */
const INITIAL_PAGES = 5;
/** Either the module says how much it wants, or its constants do not fit. */
const TOO_LITTLE_MEMORY = /is smaller than initial|data segment/u;

/** Of UTF-8, for one code unit of a text. */
const MOST_BYTES_OF_UNIT = 3;

/** The calls of OPA's ABI 1.2 that we make; addresses and lengths are in bytes. */
interface AbiCalls {
  builtins(): number;
  opa_malloc(bytes: number): number;
  opa_json_parse(address: number, bytes: number): number;
  opa_json_dump(value: number): number;
  opa_heap_ptr_get(): number;
  opa_value_parse(address: number, bytes: number): number;
  opa_value_dump(value: number): number;
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
  #memory: WasmMemory;
  readonly #calls: AbiCalls;
  readonly #dataAddress: number;
  readonly #heapAddress: number;
  readonly #fuel: WasmGlobal;
  readonly #hostCalls: NamedBuiltin[] = [];
  #view: Buffer;
  #inputBytes = 0;

  /**
   * @param maxPages the most memory it may ever take, in pages of 64 KiB
   * @param data base data, JSON text; null for none
   * @throws PolicyLoadError when the module is not metered, or needs an ABI or a builtin that we do not have;
   *   anything when there is no memory
   */
  constructor(module: WasmModule, maxPages: number, data: Uint8Array | null = null) {
    this.#memory = newMemory(INITIAL_PAGES, maxPages);
    this.#view = Buffer.from(this.#memory.buffer);
    const instance = this.#instantiate(module, maxPages);
    const minorVersion = checkAbi(instance);
    this.#fuel = fuelOf(instance);
    this.#calls = instance.exports as unknown as AbiCalls;
    this.#bindBuiltins();
    const loaded = new LoadedPolicy({ instance, module }, this.#memory, minorVersion);
    this.#dataAddress = data === null ? loaded.dataAddr : this.#load(data);
    // What lies below is never freed: evaluations begin above it.
    this.#heapAddress = this.#calls.opa_heap_ptr_get();
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
    const room = this.#memory.buffer.byteLength - this.#heapAddress;
    if (json.length * MOST_BYTES_OF_UNIT > room) {
      this.#growBy(Buffer.byteLength(json) - room);
    }
    this.#inputBytes = this.#bytes().write(json, this.#heapAddress);
  }

  #growBy(bytes: number): void {
    if (bytes > 0) {
      this.#memory.grow(Math.ceil(bytes / PAGE_BYTES));
    }
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

  #load(data: Uint8Array): number {
    let address = 0;
    let trap: unknown;
    try {
      const text = this.#calls.opa_malloc(data.length);
      this.#bytes().set(data, text);
      address = this.#calls.opa_json_parse(text, data.length);
    } catch (thrown) {
      trap = thrown;
    }
    if (address === 0) {
      const message = 'The base data does not fit the memory of an instance, or cannot be read';
      throw new PolicyLoadError('policy.load.data', message, trap);
    }
    return address;
  }

  /** How much memory a module needs for its constants, V8 tells only when there is less. */
  #instantiate(module: WasmModule, maxPages: number): WasmInstance {
    for (let pages = INITIAL_PAGES; ; pages *= 2) {
      try {
        return new wasm.Instance(module, this.#imports());
      } catch (thrown) {
        if (pages >= maxPages || !TOO_LITTLE_MEMORY.test(thrownText(thrown))) {
          throw thrown;
        }
        this.#memory = newMemory(pages * 2, maxPages);
      }
    }
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
    const texts = args.map((address) =>
      this.#wellFormedTextAt(this.#calls.opa_value_dump(address)),
    );
    this.#take(argumentCost(builtin.name, texts));
    const answer = callHostBuiltin(builtin.run, texts);
    if (answer === undefined) {
      return UNDEFINED;
    }
    this.#take(resultCost(answer));
    const bytes = Buffer.byteLength(answer);
    const address = this.#calls.opa_malloc(bytes);
    this.#bytes().write(answer, address, bytes, 'utf8');
    return this.#calls.opa_value_parse(address, bytes);
  }

  /** The module can make bytes that are no UTF-8 (by `base64.decode`); no text of ours could tell them apart. */
  #wellFormedTextAt(address: number): string {
    const view = this.#bytes();
    const bytes = view.subarray(address, view.indexOf(0, address));
    if (!isUtf8(bytes)) {
      throw new Error('a host builtin was given bytes that are not UTF-8');
    }
    return bytes.toString('utf8');
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

function newMemory(pages: number, maximum: number): WasmMemory {
  return new wasm.Memory({ initial: Math.min(pages, maximum), maximum });
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
