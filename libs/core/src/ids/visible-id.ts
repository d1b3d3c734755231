/** Longest id, in bytes of UTF-8. */
export const MAX_ID_BYTES = 1024;

// Controls, format characters (zero width, bidi), surrogates, private use and unassigned code points, what
// renderers leave out (Hangul fillers, variation selectors), the two blank symbols, line and paragraph separators,
// and every space but U+0020: what a reader cannot see, or cannot tell apart.
const INVISIBLE =
  /[\p{C}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\u{2800}\u{1D159}]|(?! )\p{Zs}/u;

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
  for (let at = 0; at < text.length; at += 1) {
    bytes += utf8Length(text.charCodeAt(at));
  }
  return bytes <= MAX_ID_BYTES;
}

/** Bytes that a UTF-16 code unit of well-formed text adds: a surrogate is half of four. */
function utf8Length(unit: number): number {
  if (unit < 0x80) {
    return 1;
  }
  return unit < 0x800 || isSurrogate(unit) ? 2 : 3;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}
