/** Longest id, in bytes of UTF-8. */
export const MAX_ID_BYTES = 1024;

// Controls, format characters (zero width, bidi), surrogates, private use and unassigned code points, line
// and paragraph separators, and every space but U+0020: what a reader cannot see, or cannot tell apart.
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

/**
 * Tells whether `text` can be an id: 1 to 1,024 bytes of UTF-8, visible characters only, with U+0020 allowed
 * inside. Ids are compared byte by byte and never normalised.
 */
export function isVisibleId(text: string): boolean {
  return text.length > 0 && text.trim() === text && !INVISIBLE.test(text) && fits(text);
}

function fits(text: string): boolean {
  if (text.length * 3 <= MAX_ID_BYTES) {
    return true;
  }
  let bytes = 0;
  for (const character of text) {
    bytes += utf8Length(character.codePointAt(0) ?? 0);
  }
  return bytes <= MAX_ID_BYTES;
}

function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) {
    return 1;
  }
  if (codePoint < 0x800) {
    return 2;
  }
  return codePoint < 0x10000 ? 3 : 4;
}
