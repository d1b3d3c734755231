import { isVisibleId, MAX_ID_BYTES } from './visible-id.js';

describe('isVisibleId', () => {
  it.each([
    'a',
    'alice@example.org',
    'a b',
    'crm/accounts/17',
    '..',
    '*',
    'élan',
    '日本',
    '🙂',
    'cafe\u0301',
  ])('takes %j', (id) => {
    expect(isVisibleId(id)).toBe(true);
  });

  it.each([
    ['nothing (AZ-5)', ''],
    ['a space alone', ' '],
    ['a space in front', ' a'],
    ['a space behind', 'a '],
    ['a tab', 'a\tb'],
    ['a line feed', 'a\n'],
    ['NUL', 'a\0'],
    ['DEL', 'a\u007f'],
    ['a no-break space', 'a\u00a0b'],
    ['an ideographic space', 'a\u3000b'],
    ['a soft hyphen', 'a\u00adb'],
    ['a zero-width space', 'a\u200bb'],
    ['a zero-width joiner', 'a\u200db'],
    ['a right-to-left override', 'a\u202eb'],
    ['a byte order mark', '\ufeffa'],
    ['a line separator', 'a\u2028b'],
    ['a paragraph separator', 'a\u2029b'],
    ['a lone surrogate', 'a\ud800'],
    ['a private use character', 'a\ue000'],
    ['an unassigned character', 'a\u{e0080}'],
    ['a noncharacter', 'a\uffff'],
    ['a tag character', 'a\u{e0041}'],
    ['a Hangul filler', 'a\u3164'],
    ['a halfwidth Hangul filler', 'a\uffa0'],
    ['a Hangul jamo filler', 'a\u115f'],
    ['a combining grapheme joiner', 'a\u034fb'],
    ['a variation selector', 'a\ufe0f'],
    ['a supplementary variation selector', 'a\u{e0100}'],
    ['a Mongolian variation selector', 'a\u180b'],
    ['an inherent Khmer vowel', 'a\u17b4'],
    ['a blank Braille pattern', 'a\u2800'],
    ['a null notehead', 'a\u{1d159}'],
  ])('refuses %s', (_, id) => {
    expect(isVisibleId(id)).toBe(false);
  });

  it.each([
    ['one byte', 'a', 1],
    ['two bytes', 'é', 2],
    ['three bytes', '日', 3],
    ['four bytes', '🙂', 4],
    ['three bytes, the first of them', '\u0800', 3],
    ['three bytes, past the surrogates', '！', 3],
    ['four bytes, with the first high surrogate', '\u{10000}', 4],
    ['four bytes, with the last low surrogate', '\u{1f3ff}', 4],
  ])('counts the bytes of UTF-8, for characters of %s', (_, character, bytes) => {
    const longest = character.repeat(Math.floor(MAX_ID_BYTES / bytes));
    expect(Buffer.byteLength(longest)).toBe(MAX_ID_BYTES - (MAX_ID_BYTES % bytes));
    expect(isVisibleId(longest)).toBe(true);
    expect(isVisibleId(longest + character)).toBe(false);
  });
});
