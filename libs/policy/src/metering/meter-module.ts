import { setImmediate } from 'node:timers/promises';
import {
  BULK_CHARGE_TYPE,
  bulkChargeBody,
  bulkChargeCall,
  chargeCode,
  FUEL_EXPORT,
  FUEL_GLOBAL,
  fuelExport,
} from './fuel-code.js';
import { FunctionCosts } from './function-costs.js';
import { FunctionScanner, type FunctionScan } from './function-scan.js';
import { HEADER, ModuleLayout, SECTION, SECTION_ORDER } from './module-layout.js';
import { sized, unsigned } from './wasm-bytes.js';
import { meteringError, type WasmReader } from './wasm-reader.js';

/** Longest stretch of work on the thread of the requests, ms. */
const SLICE_MS = 3;
/** Functions after which the clock is looked at. */
const SLICE_FUNCTIONS = 32;

interface ScannedFunction {
  /** First and last byte of the body, its locals included. */
  readonly start: number;
  readonly end: number;
  readonly scan: FunctionScan;
}

/** What the charges refer to. */
interface Fuel {
  readonly global: number;
  /** Index of the function that charges for bulk operations, or null when there are none. */
  readonly bulk: number | null;
}

/**
 * The module with fuel: code takes from the exported global `FUEL_EXPORT` before it runs, and traps when that falls
 * below zero. A module that has it already is given back as it is. Nothing else about it changes, except that custom
 * sections are dropped. It is not validated: that is for the engine that compiles it.
 * @throws PolicyLoadError `policy.load.module` for bytes that are no module, `policy.load.metering` for what cannot be
 * read or is not known
 */
export function meterModule(bytes: Uint8Array): Uint8Array {
  const work = steps(bytes);
  let step = work.next();
  while (step.done !== true) {
    step = work.next();
  }
  return step.value;
}

/** As `meterModule`, but lets other work go on in between. */
export async function meterModuleInSlices(bytes: Uint8Array): Promise<Uint8Array> {
  const work = steps(bytes);
  let started = performance.now();
  let step = work.next();
  while (step.done !== true) {
    if (performance.now() - started > SLICE_MS) {
      await setImmediate();
      started = performance.now();
    }
    step = work.next();
  }
  return step.value;
}

function* steps(bytes: Uint8Array): Generator<undefined, Uint8Array> {
  const layout = new ModuleLayout(bytes);
  const exported = layout.exported(FUEL_EXPORT);
  if (exported !== null) {
    if (exported === 'global') {
      return bytes;
    }
    throw meteringError(`it exports something else as ${FUEL_EXPORT}`);
  }
  const functions = yield* scanFunctions(layout);
  const writer = new MeteredModule(bytes, layout, functions);
  yield* writer.meterFunctions();
  return writer.build();
}

function* scanFunctions(layout: ModuleLayout): Generator<undefined, readonly ScannedFunction[]> {
  const { count, reader } = layout.items(SECTION.code);
  if (count !== layout.items(SECTION.function).count) {
    throw meteringError('not every function has a body');
  }
  const functions: ScannedFunction[] = [];
  for (let index = 0; index < count; index++) {
    const body = reader.stretch(reader.u32());
    const { at: start, end } = body;
    skipLocals(body);
    functions.push({ start, end, scan: FunctionScanner.scan(body) });
    if (index % SLICE_FUNCTIONS === 0) {
      yield;
    }
  }
  return functions;
}

function skipLocals(body: WasmReader): void {
  for (let count = body.u32(); count > 0; count--) {
    body.u32();
    body.valueType();
  }
}

/** Puts the module together again. */
class MeteredModule {
  readonly #bytes: Uint8Array;
  readonly #layout: ModuleLayout;
  readonly #functions: readonly ScannedFunction[];
  readonly #fuel: Fuel;
  readonly #code: Uint8Array[] = [];

  constructor(bytes: Uint8Array, layout: ModuleLayout, functions: readonly ScannedFunction[]) {
    this.#bytes = bytes;
    this.#layout = layout;
    this.#functions = functions;
    const hasBulk = functions.some(({ scan }) => scan.bulk.length > 0);
    this.#fuel = {
      global: layout.importedGlobals + layout.items(SECTION.global).count,
      bulk: hasBulk ? layout.importedFunctions + functions.length : null,
    };
  }

  *meterFunctions(): Generator<undefined, void> {
    const scans = this.#functions.map(({ scan }) => scan);
    const costs = new FunctionCosts(scans, this.#layout.importedFunctions);
    for (const [index, each] of this.#functions.entries()) {
      for (const chunk of sized(this.#metered(each, costs.charges(index)))) {
        this.#code.push(chunk);
      }
      if (index % SLICE_FUNCTIONS === 0) {
        yield;
      }
    }
  }

  build(): Uint8Array {
    const chunks: Uint8Array[] = [HEADER];
    for (const id of SECTION_ORDER) {
      const content = this.#section(id);
      if (content !== undefined) {
        chunks.push(Uint8Array.of(id), ...sized(content));
      }
    }
    return Buffer.concat(chunks);
  }

  /** A body with a charge at each head, and before each operation whose work its operand tells. */
  #metered({ start, end, scan }: ScannedFunction, charges: readonly number[]): Uint8Array[] {
    const { global, bulk } = this.#fuel;
    const insertions = [
      ...charges.map((units, index) => ({
        at: scan.regions[index]?.head ?? end,
        code: chargeCode(global, units),
      })),
      ...scan.bulk.map(({ at }) => ({ at, code: bulkChargeCall(bulk ?? 0) })),
    ].sort((a, b) => a.at - b.at);
    const chunks: Uint8Array[] = [];
    let from = start;
    for (const { at, code } of insertions) {
      chunks.push(this.#bytes.subarray(from, at), Uint8Array.from(code));
      from = at;
    }
    chunks.push(this.#bytes.subarray(from, end));
    return chunks;
  }

  #section(id: number): readonly Uint8Array[] | undefined {
    const { global, bulk } = this.#fuel;
    switch (id) {
      case SECTION.global:
        return this.#appended(id, FUEL_GLOBAL);
      case SECTION.export:
        return this.#appended(id, fuelExport(global));
      case SECTION.type:
        return bulk === null ? this.#unchanged(id) : this.#appended(id, BULK_CHARGE_TYPE);
      case SECTION.function:
        return bulk === null ? this.#unchanged(id) : this.#appended(id, unsigned(this.#bulkType()));
      case SECTION.code:
        return this.#codeSection();
      default:
        return this.#unchanged(id);
    }
  }

  #unchanged(id: number): readonly Uint8Array[] | undefined {
    const content = this.#layout.content(id);
    return content === undefined ? undefined : [content];
  }

  #appended(id: number, item: readonly number[]): readonly Uint8Array[] {
    const { count, reader } = this.#layout.items(id);
    const before = reader.bytes.subarray(reader.at, reader.end);
    return [Uint8Array.from(unsigned(count + 1)), before, Uint8Array.from(item)];
  }

  /** Index of the type that is added. Anything but plain function types could stand for several. */
  #bulkType(): number {
    const { count, reader } = this.#layout.items(SECTION.type);
    for (let index = 0; index < count; index++) {
      if (reader.byte() !== 0x60) {
        throw meteringError('a type is no function type');
      }
      reader.valueTypes();
      reader.valueTypes();
    }
    return count;
  }

  #codeSection(): readonly Uint8Array[] | undefined {
    if (this.#layout.content(SECTION.code) === undefined) {
      return undefined;
    }
    const { bulk, global } = this.#fuel;
    const added = bulk === null ? [] : sized([Uint8Array.from(bulkChargeBody(global))]);
    const count = this.#functions.length + (bulk === null ? 0 : 1);
    return [Uint8Array.from(unsigned(count)), ...this.#code, ...added];
  }
}
