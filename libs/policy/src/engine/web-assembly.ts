/** The part of the global `WebAssembly` we use; neither `lib: ES2023` nor Node's types declare it. */
interface WebAssemblyApi {
  readonly Memory: new (descriptor: { initial: number; maximum: number }) => WasmMemory;
  readonly Instance: new (module: WasmModule, imports: WasmImports) => WasmInstance;
  readonly Global: abstract new () => WasmGlobal;
  readonly Module: {
    imports(module: WasmModule): readonly { module: string; name: string; kind: string }[];
  };
  compile(bytes: Uint8Array): Promise<WasmModule>;
  validate(bytes: Uint8Array): boolean;
}

export interface WasmMemory {
  /** Replaced by a new object, the old one detached, whenever the memory grows. */
  readonly buffer: ArrayBuffer;
  /** Throws a RangeError beyond the maximum. */
  grow(pages: number): number;
}

export interface WasmGlobal {
  value: number;
}

/** Compiled code; opaque, and shared by all instances made from it. */
export type WasmModule = object;
export interface WasmInstance {
  readonly exports: Readonly<Record<string, unknown>>;
}
export type WasmImports = Readonly<
  Record<string, Readonly<Record<string, WasmMemory | ((...args: number[]) => number)>>>
>;

declare const WebAssembly: WebAssemblyApi;

/** The runtime's own `WebAssembly`. */
export const wasm: WebAssemblyApi = WebAssembly;

/** Bytes of one page of WebAssembly memory. */
export const PAGE_BYTES = 65_536;
