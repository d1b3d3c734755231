import { meteringError, type WasmReader } from './wasm-reader.js';

/** Stands for the callee of an indirect call, which may be any function. */
export const ANY_FUNCTION = -1;

/**
 * Code that runs at most once each time its head is passed: what a function body holds outside of loops, or a loop
 * outside of those within it.
 */
export interface Region {
  /** Where its head begins, in bytes from the start of the module. */
  readonly head: number;
  instructions: number;
  /** Functions that it calls, by index, as often as it has calls of them. */
  readonly calls: number[];
}

/** An instruction whose work grows with the number on top of the stack. */
export interface BulkOperation {
  readonly at: number;
}

export interface FunctionScan {
  /** The first is the body itself. */
  readonly regions: readonly Region[];
  readonly bulk: readonly BulkOperation[];
}

const OP = {
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  brTable: 0x0e,
  call: 0x10,
  callIndirect: 0x11,
  selectTyped: 0x1c,
  i32Const: 0x41,
  i64Const: 0x42,
  f32Const: 0x43,
  f64Const: 0x44,
  refNull: 0xd0,
  prefixed: 0xfc,
} as const;

/** What follows an instruction: nothing, one index, two, or an address (alignment and offset). */
type Immediates = 0 | 1 | 2 | 'address';

const IMMEDIATES = immediatesByOpcode();
/** Those after the prefix 0xFC, by the number that follows it. */
const PREFIXED_IMMEDIATES: readonly Immediates[] = [
  ...([0, 0, 0, 0, 0, 0, 0, 0] as const),
  ...([2, 1, 2, 1, 2, 1, 2, 1, 1, 1] as const),
];
/** memory.init, memory.copy, memory.fill, table.init, table.copy, table.grow, table.fill. */
const BULK = new Set([8, 10, 11, 12, 14, 15, 17]);

/** Those of the specification 2.0 without vectors; what is not here is refused. */
function immediatesByOpcode(): readonly (Immediates | undefined)[] {
  const table: (Immediates | undefined)[] = [];
  const set = (from: number, to: number, immediates: Immediates): void => {
    table.fill(immediates, from, to + 1);
  };
  table.length = 256;
  set(0x00, 0x01, 0); // unreachable, nop
  set(0x0c, 0x0d, 1); // br, br_if
  set(0x0f, 0x0f, 0); // return
  set(0x1a, 0x1b, 0); // drop, select
  set(0x20, 0x26, 1); // local.*, global.*, table.get, table.set
  set(0x28, 0x3e, 'address'); // loads and stores
  set(0x3f, 0x40, 1); // memory.size, memory.grow
  set(0x45, 0xc4, 0); // comparisons, arithmetic, conversions
  set(0xd1, 0xd1, 0); // ref.is_null
  set(0xd2, 0xd2, 1); // ref.func
  return table;
}

/** Finds the regions of one function body, from its first instruction to its last. */
export class FunctionScanner {
  readonly #regions: Region[] = [];
  readonly #bulk: BulkOperation[] = [];
  /** For each block that is open, the region that goes on after it. */
  readonly #open: Region[] = [];
  readonly #reader: WasmReader;
  #region: Region;

  private constructor(reader: WasmReader) {
    this.#reader = reader;
    this.#region = this.#enter();
  }

  /** @throws PolicyLoadError `policy.load.metering` for an instruction that is not known, and for a body without end */
  static scan(reader: WasmReader): FunctionScan {
    const scanner = new FunctionScanner(reader);
    scanner.#scanAll();
    return { regions: scanner.#regions, bulk: scanner.#bulk };
  }

  #scanAll(): void {
    this.#open.push(this.#region);
    while (this.#open.length > 0) {
      this.#instruction(this.#reader.byte());
    }
    if (!this.#reader.isAtEnd) {
      throw meteringError('a function goes on after its end');
    }
  }

  #enter(): Region {
    const region: Region = { head: this.#reader.at, instructions: 0, calls: [] };
    this.#regions.push(region);
    return region;
  }

  #instruction(opcode: number): void {
    this.#region.instructions++;
    const immediates = IMMEDIATES[opcode];
    if (immediates === undefined) {
      this.#structured(opcode);
    } else {
      this.#skipImmediates(immediates);
    }
  }

  #skipImmediates(immediates: Immediates): void {
    if (immediates === 'address') {
      // Bits above 6 would name one of several memories.
      if (this.#reader.u32() >= 64) {
        throw meteringError('an address has an unknown form');
      }
      this.#reader.u32();
      return;
    }
    for (let count = 0; count < immediates; count++) {
      this.#reader.u32();
    }
  }

  #structured(opcode: number): void {
    switch (opcode) {
      case OP.block:
      case OP.if:
        this.#reader.blockType();
        this.#open.push(this.#region);
        return;
      case OP.loop:
        this.#reader.blockType();
        this.#open.push(this.#region);
        this.#region = this.#enter();
        return;
      case OP.else:
        return;
      case OP.end:
        this.#region = this.#open.pop() ?? this.#region;
        return;
      default:
        this.#withOperands(opcode);
    }
  }

  #withOperands(opcode: number): void {
    switch (opcode) {
      case OP.call:
        this.#region.calls.push(this.#reader.u32());
        return;
      case OP.callIndirect:
        this.#skipImmediates(2);
        this.#region.calls.push(ANY_FUNCTION);
        return;
      case OP.brTable:
        this.#branchTable();
        return;
      case OP.prefixed:
        this.#prefixed();
        return;
      default:
        this.#constant(opcode);
    }
  }

  #constant(opcode: number): void {
    switch (opcode) {
      case OP.i32Const:
        this.#reader.skipNumber(5);
        return;
      case OP.i64Const:
        this.#reader.skipNumber(10);
        return;
      case OP.f32Const:
        this.#reader.skip(4);
        return;
      case OP.f64Const:
        this.#reader.skip(8);
        return;
      case OP.refNull:
        this.#reader.valueType();
        return;
      case OP.selectTyped:
        this.#reader.valueTypes();
        return;
      default:
        throw meteringError(`unknown instruction 0x${opcode.toString(16)}`);
    }
  }

  #branchTable(): void {
    const targets = this.#reader.u32();
    for (let count = 0; count <= targets; count++) {
      this.#reader.u32();
    }
  }

  #prefixed(): void {
    const at = this.#reader.at - 1;
    const opcode = this.#reader.u32();
    const immediates = PREFIXED_IMMEDIATES[opcode];
    if (immediates === undefined) {
      throw meteringError(`unknown instruction 0xfc ${opcode}`);
    }
    this.#skipImmediates(immediates);
    if (BULK.has(opcode)) {
      this.#bulk.push({ at });
    }
  }
}
