/** A number that is not negative, in unsigned LEB128. */
export function unsigned(value: number): number[] {
  return leb128(value, 0x80);
}

/** A number that is not negative, in signed LEB128. */
export function signed(value: number): number[] {
  return leb128(value, 0x40);
}

/** The last byte must be below `limit`: in the signed form its highest bit is the sign. */
function leb128(value: number, limit: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= limit) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  bytes.push(rest);
  return bytes;
}

/** Chunks put together after their common length: a section, or the body of a function. */
export function sized(chunks: readonly Uint8Array[]): readonly Uint8Array[] {
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  return [Uint8Array.from(unsigned(length)), ...chunks];
}
