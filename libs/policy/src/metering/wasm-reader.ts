import { PolicyLoadError } from '../engine/policy-load-error.js';

/** i32, i64, f32, f64, funcref, externref. */
const VALUE_TYPES = new Set([0x7f, 0x7e, 0x7d, 0x7c, 0x70, 0x6f]);
const NO_TYPE = 0x40;

/** Why a module cannot be metered; always the same code. */
export function meteringError(message: string): PolicyLoadError {
  return new PolicyLoadError('policy.load.metering', `The module cannot be metered: ${message}`);
}

/**
 * Reads a stretch of a WebAssembly module byte by byte. Every read beyond its end, and every number longer than the
 * specification allows, is refused; so whatever is read ends (WebAssembly Core 2.0, section 5).
 */
export class WasmReader {
  readonly bytes: Uint8Array;
  readonly end: number;
  /** Place of the next byte. */
  at: number;

  constructor(bytes: Uint8Array, at = 0, end = bytes.length) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  get isAtEnd(): boolean {
    return this.at >= this.end;
  }

  byte(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined || this.at >= this.end) {
      throw meteringError('it ends too early');
    }
    this.at++;
    return byte;
  }

  /** An unsigned LEB128 number of 32 bits. */
  u32(): number {
    const first = this.byte();
    if (first < 0x80) {
      return first;
    }
    let value = first & 0x7f;
    for (let shift = 7; shift < 28; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        return value;
      }
    }
    const last = this.byte();
    if (last > 0x0f) {
      throw meteringError('a number has more than 32 bits');
    }
    return (value | (last << 28)) >>> 0;
  }

  /** Passes over a LEB128 number of at most so many bytes. */
  skipNumber(maxBytes: number): void {
    for (let count = 0; count < maxBytes; count++) {
      if (this.byte() < 0x80) {
        return;
      }
    }
    throw meteringError('a number is too long');
  }

  valueType(): void {
    const type = this.byte();
    if (!VALUE_TYPES.has(type)) {
      throw meteringError(`unknown type 0x${type.toString(16)}`);
    }
  }

  /** A list of value types. */
  valueTypes(): void {
    for (let count = this.u32(); count > 0; count--) {
      this.valueType();
    }
  }

  /** Nothing, a value type, or the index of a type, which is signed and not negative. */
  blockType(): void {
    const first = this.bytes[this.at] ?? 0;
    if (first === NO_TYPE) {
      this.byte();
    } else if (first > NO_TYPE && first < 0x80) {
      this.valueType();
    } else {
      this.skipNumber(5);
    }
  }

  skip(bytes: number): void {
    if (bytes > this.end - this.at) {
      throw meteringError('it ends too early');
    }
    this.at += bytes;
  }

  /** A stretch of so many bytes, which the caller reads; this reader goes on after it. */
  stretch(bytes: number): WasmReader {
    const start = this.at;
    this.skip(bytes);
    return new WasmReader(this.bytes, start, this.at);
  }

  name(): string {
    const { at } = this.stretch(this.u32());
    return Buffer.from(this.bytes.buffer, this.bytes.byteOffset + at, this.at - at).toString();
  }
}
