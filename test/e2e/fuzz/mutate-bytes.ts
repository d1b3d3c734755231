import type { Chance } from './chance.js';

/** Bytes with a meaning to a reader of JSON or of UTF-8. */
const SIGNS = Buffer.from('"\\{}[]:,0-eE \n\0u/\x7f');
const BROKEN = [0x80, 0xbf, 0xc0, 0xc3, 0xe2, 0xed, 0xa0, 0xf0, 0xf8, 0xfe, 0xff];

type Change = (bytes: Buffer, at: number, chance: Chance) => Buffer;

const cut = (bytes: Buffer, from: number, to: number, put: Uint8Array): Buffer =>
  Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(to)]);
const byteOf = (chance: Chance): Uint8Array =>
  Uint8Array.of(
    chance.oneIn(2) ? chance.pick([...SIGNS]) : chance.pick([...BROKEN, chance.below(256)]),
  );

const CHANGES: readonly Change[] = [
  (bytes, at, chance) =>
    cut(bytes, at, at + 1, Uint8Array.of((bytes[at] ?? 0) ^ (1 << chance.below(8)))),
  (bytes, at, chance) => cut(bytes, at, at + 1, byteOf(chance)),
  (bytes, at, chance) => cut(bytes, at, at, byteOf(chance)),
  (bytes, at, chance) => cut(bytes, at, at + 1 + chance.below(4), Buffer.alloc(0)),
  (bytes, at, chance) => cut(bytes, at, at, bytes.subarray(at, at + 1 + chance.below(40))),
  (bytes, at) => bytes.subarray(0, at),
  (bytes, at) => Buffer.concat([bytes, bytes.subarray(at)]),
  (bytes) => Buffer.concat([Buffer.from('\ufeff'), bytes]),
];

/** One to three changes of bytes, whatever they mean there. */
export function mutateBytes(bytes: Buffer, chance: Chance): Buffer {
  let changed = bytes;
  for (let left = 1 + chance.below(3); left > 0; left -= 1) {
    changed = chance.pick(CHANGES)(changed, chance.below(changed.length + 1), chance);
  }
  return changed;
}
