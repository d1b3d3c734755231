import { signed, unsigned } from './wasm-bytes.js';

/** Name by which a metered module exports its counter, a mutable global i32. */
export const FUEL_EXPORT = 'legate_fuel';
/** What the counter holds in a new instance, so that it can be laid out; some seconds of work at most. */
const INITIAL_FUEL = 400_000_000;

const OP = {
  unreachable: 0x00,
  if: 0x04,
  end: 0x0b,
  call: 0x10,
  localGet: 0x20,
  globalGet: 0x23,
  globalSet: 0x24,
  i32Const: 0x41,
  i32LtS: 0x48,
  i32Sub: 0x6b,
  i32ShrU: 0x76,
} as const;
const I32 = 0x7f;
const MUTABLE = 0x01;
const FUNCTION_TYPE = 0x60;
const NO_RESULT = 0x40;
/** One unit for 2^10 bytes, or items of a table. */
const BULK_SHIFT = 10;

/** The item of the section of globals. */
export const FUEL_GLOBAL: readonly number[] = [
  I32,
  MUTABLE,
  OP.i32Const,
  ...signed(INITIAL_FUEL),
  OP.end,
];

/** The item of the section of exports. */
export function fuelExport(global: number): readonly number[] {
  const name = Buffer.from(FUEL_EXPORT);
  return [...unsigned(name.length), ...name, 0x03, ...unsigned(global)];
}

/** Takes so many units, and traps when there are not so many left; leaves the stack as it is. */
export function chargeCode(global: number, units: number): readonly number[] {
  return charge(global, [OP.i32Const, ...signed(units)]);
}

/** The type of `bulkChargeBody`: i32 to i32. */
export const BULK_CHARGE_TYPE: readonly number[] = [FUNCTION_TYPE, 1, I32, 1, I32];

/** A function that charges for so many bytes or items as its argument says, and gives it back. */
export function bulkChargeBody(global: number): readonly number[] {
  const units = [OP.localGet, 0, OP.i32Const, BULK_SHIFT, OP.i32ShrU];
  return [0, ...charge(global, units), OP.localGet, 0, OP.end];
}

/** Stands before an instruction whose last operand is a number of bytes or items. */
export function bulkChargeCall(functionIndex: number): readonly number[] {
  return [OP.call, ...unsigned(functionIndex)];
}

function charge(global: number, units: readonly number[]): readonly number[] {
  const fuel = unsigned(global);
  return [
    ...[OP.globalGet, ...fuel, ...units, OP.i32Sub, OP.globalSet, ...fuel],
    ...[OP.globalGet, ...fuel, OP.i32Const, 0, OP.i32LtS],
    ...[OP.if, NO_RESULT, OP.unreachable, OP.end],
  ];
}
