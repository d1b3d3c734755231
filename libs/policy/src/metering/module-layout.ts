import { PolicyLoadError } from '../engine/policy-load-error.js';
import { meteringError, WasmReader } from './wasm-reader.js';

/** Ids of the sections we look at (WebAssembly Core 2.0, 5.5.2). */
export const SECTION = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  global: 6,
  export: 7,
  code: 10,
} as const;
/** All that may be there, in the order in which they must stand. */
export const SECTION_ORDER: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 10, 11];

/** Magic and version 1. */
export const HEADER = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00);
const EXTERNAL = { function: 0, table: 1, memory: 2, global: 3 } as const;

/** Where the sections of a module are; custom ones, which mean nothing to an engine, are left out. */
export class ModuleLayout {
  readonly importedFunctions: number;
  readonly importedGlobals: number;
  readonly #bytes: Uint8Array;
  readonly #sections = new Map<number, { readonly start: number; readonly end: number }>();

  /** @throws PolicyLoadError `policy.load.module`, or `policy.load.metering` for sections we do not know */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    if (HEADER.some((expected, at) => bytes[at] !== expected)) {
      throw new PolicyLoadError('policy.load.module', 'It is no WebAssembly module of version 1');
    }
    const reader = new WasmReader(bytes, HEADER.length);
    while (!reader.isAtEnd) {
      this.#add(reader.byte(), reader.stretch(reader.u32()));
    }
    const imported = this.#countImports();
    this.importedFunctions = imported.functions;
    this.importedGlobals = imported.globals;
  }

  /** Reads a section after the number of its items, which is 0 when the section is not there. */
  items(id: number): { readonly count: number; readonly reader: WasmReader } {
    const place = this.#sections.get(id);
    if (place === undefined) {
      return { count: 0, reader: new WasmReader(this.#bytes, 0, 0) };
    }
    const reader = new WasmReader(this.#bytes, place.start, place.end);
    return { count: reader.u32(), reader };
  }

  /** The content of a section, or undefined. */
  content(id: number): Uint8Array | undefined {
    const place = this.#sections.get(id);
    return place === undefined ? undefined : this.#bytes.subarray(place.start, place.end);
  }

  /** Whether something is exported by that name; `global` when it is a global. */
  exported(name: string): 'global' | 'other' | null {
    const { count, reader } = this.items(SECTION.export);
    for (let index = 0; index < count; index++) {
      const found = reader.name();
      const kind = reader.byte();
      reader.u32();
      if (found === name) {
        return kind === EXTERNAL.global ? 'global' : 'other';
      }
    }
    return null;
  }

  #add(id: number, { at: start, end }: WasmReader): void {
    if (id === SECTION.custom) {
      return;
    }
    if (!SECTION_ORDER.includes(id) || this.#sections.has(id)) {
      throw meteringError(`section ${id} is unknown or there twice`);
    }
    this.#sections.set(id, { start, end });
  }

  #countImports(): { readonly functions: number; readonly globals: number } {
    const { count, reader } = this.items(SECTION.import);
    let functions = 0;
    let globals = 0;
    for (let index = 0; index < count; index++) {
      reader.name();
      reader.name();
      const kind = reader.byte();
      functions += kind === EXTERNAL.function ? 1 : 0;
      globals += kind === EXTERNAL.global ? 1 : 0;
      skipImported(kind, reader);
    }
    return { functions, globals };
  }
}

function skipImported(kind: number, reader: WasmReader): void {
  switch (kind) {
    case EXTERNAL.function:
      reader.u32();
      return;
    case EXTERNAL.table:
      reader.valueType();
      skipLimits(reader);
      return;
    case EXTERNAL.memory:
      skipLimits(reader);
      return;
    case EXTERNAL.global:
      reader.valueType();
      reader.byte();
      return;
    default:
      throw meteringError(`unknown import of kind ${kind}`);
  }
}

function skipLimits(reader: WasmReader): void {
  const flags = reader.byte();
  if (flags > 1) {
    throw meteringError('a memory or table of an unknown form is imported');
  }
  reader.u32();
  if (flags === 1) {
    reader.u32();
  }
}
