import { LoadedPolicy } from '@open-policy-agent/opa-wasm';

/** A compiled policy without anything of ours around it, so that metered and plain modules run alike. */
export interface RawModule {
  /** Evaluates the input that was set, and gives the address of the answer, which is not read. */
  evaluate(entrypoint: number): number;
  setInput(json: string): void;
  /** Units of fuel that are left; NaN where there is no fuel. */
  fuel(): number;
  setFuel(units: number): void;
  readonly entrypoints: Readonly<Record<string, number>>;
}

interface Exports {
  readonly legate_fuel?: { value: number };
  readonly opa_eval: (...args: readonly number[]) => number;
}

/** Where the SDK has put things. */
interface Loaded {
  readonly entrypoints: Readonly<Record<string, number>>;
  readonly dataAddr: number;
  readonly dataHeapPtr: number;
}

interface WebAssemblyApi {
  readonly Memory: new (limits: { initial: number; maximum: number }) => { buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { exports: object };
}

declare const WebAssembly: WebAssemblyApi;

export function rawModule(bytes: Uint8Array): RawModule {
  const memory = new WebAssembly.Memory({ initial: 5, maximum: 512 });
  const none = (): number => 0;
  const env = {
    ...{ memory, opa_abort: none, opa_println: none, opa_builtin0: none, opa_builtin1: none },
    ...{ opa_builtin2: none, opa_builtin3: none, opa_builtin4: none },
  };
  const module = new WebAssembly.Module(bytes);
  const instance = new WebAssembly.Instance(module, { env });
  const { legate_fuel: fuel, opa_eval } = instance.exports as Exports;
  const loaded = new LoadedPolicy({ instance, module }, memory, 2) as unknown as Loaded;
  const heap = loaded.dataHeapPtr;
  let bytesOfInput = 0;
  return {
    entrypoints: loaded.entrypoints,
    setInput: (json) => {
      bytesOfInput = Buffer.from(memory.buffer).write(json, heap, 'utf8');
    },
    evaluate: (entrypoint) =>
      opa_eval(0, entrypoint, loaded.dataAddr, heap, bytesOfInput, heap + bytesOfInput, 0),
    fuel: () => fuel?.value ?? Number.NaN,
    setFuel: (units) => {
      if (fuel !== undefined) {
        fuel.value = units;
      }
    },
  };
}
