import { unsigned } from './wasm-bytes.js';

/** A function of a module made for a test: its type by number, and its code without the last `end`. */
export interface TestFunction {
  readonly type?: number;
  /** Further locals, all i32. */
  readonly locals?: number;
  readonly code: readonly number[];
}

export const OP = {
  unreachable: 0x00,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  brTable: 0x0e,
  return: 0x0f,
  call: 0x10,
  callIndirect: 0x11,
  drop: 0x1a,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  i32Const: 0x41,
  i32Eqz: 0x45,
  i32Add: 0x6a,
  i32Sub: 0x6b,
  i32Mul: 0x6c,
  empty: 0x40,
  i32: 0x7f,
} as const;

/** Types by number: nothing to nothing, nothing to i32, i32 to i32, two i32 to i32. */
const TYPES = [
  [0x60, 0, 0],
  [0x60, 0, 1, OP.i32],
  [0x60, 1, OP.i32, 1, OP.i32],
  [0x60, 2, OP.i32, OP.i32, 1, OP.i32],
];

/** An i32 constant. */
export function constant(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const byte = rest & 0x7f;
    rest >>= 7;
    if ((rest === 0 && (byte & 0x40) === 0) || (rest === -1 && (byte & 0x40) !== 0)) {
      return [OP.i32Const, ...bytes, byte];
    }
    bytes.push(byte | 0x80);
  }
}

/** A module of these functions, each exported as f0, f1, …, with a table of all of them and a memory of a page. */
export function moduleOf(functions: readonly TestFunction[]): Uint8Array {
  const indexes = functions.map((_, index) => index);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, TYPES),
    ...section(
      3,
      functions.map(({ type = 0 }) => [type]),
    ),
    ...section(4, [[0x70, 0x00, ...unsigned(functions.length)]]),
    ...section(5, [[0x00, 1]]),
    ...section(
      7,
      indexes.map((index) => [...text(`f${index}`), 0x00, ...unsigned(index)]),
    ),
    ...section(9, [[0x00, ...constant(0), OP.end, ...list(indexes.map(unsigned))]]),
    ...section(
      10,
      functions.map(({ locals = 0, code }) => sizedBody([1, locals, OP.i32, ...code, OP.end])),
    ),
  ]);
}

export function section(id: number, items: readonly (readonly number[])[]): number[] {
  return [id, ...sizedBody(list(items))];
}

function list(items: readonly (readonly number[])[]): number[] {
  return [...unsigned(items.length), ...items.flat()];
}

function sizedBody(content: readonly number[]): number[] {
  return [...unsigned(content.length), ...content];
}

function text(value: string): number[] {
  return sizedBody([...Buffer.from(value)]);
}
