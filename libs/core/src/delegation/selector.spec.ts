import { selectorOf } from '@legate/testing';
import {
  escapeSelector,
  includesAll,
  includesSelector,
  parseSelector,
  selects,
} from './selector.js';

describe('parseSelector', () => {
  it.each(['a', 'a/b', 'a b', '.', '..', 'a//b', '/', 'a/../b', '\\*', 'a\\*b/c', '\\'])(
    'takes %j as an exact value',
    (text) => {
      expect(parseSelector(text)).toMatchObject({ text, segments: [], open: false });
    },
  );

  it.each([
    ['*', [null], false],
    ['**', [], true],
    ['a/*', ['a', null], false],
    ['*/a', [null, 'a'], false],
    ['a/**', ['a'], true],
    ['*/\\*/**', [null, '*'], true],
    ['\\*\\*/*', ['**', null], false],
  ])('takes %j as a pattern', (text, segments, open) => {
    expect(parseSelector(text)).toEqual({ text, exact: null, segments, open });
  });

  it.each([
    ['', 'a selector cannot be empty'],
    ['a*', /"a\*": a "\*" must be a whole segment/],
    ['**/a', /"\*\*": a "\*" must be a whole segment/],
    ['a/**/b', /whole segment/],
    ['**/**', /whole segment/],
    ['*/a*', /whole segment/],
    ['*/**/b', /whole segment/],
    ['\\**', /whole segment/],
    ['\\\\**', /whole segment/],
    ['***', /whole segment/],
    ['a//*', /an empty, "." or ".." segment/],
    ['/**', /an empty, "." or ".." segment/],
    ['*/', /an empty, "." or ".." segment/],
    ['./*', /an empty, "." or ".." segment/],
    ['../**', /an empty, "." or ".." segment/],
  ])('refuses %j', (text, reason) => {
    expect(parseSelector(text)).toEqual(
      typeof reason === 'string' ? reason : expect.stringMatching(reason),
    );
  });
});

describe('selects', () => {
  it.each([
    ['a', 'a'],
    ['a/../b', 'a/../b'],
    ['a//b', 'a//b'],
    ['.', '.'],
    ['\\*', '*'],
    ['\\\\*', '\\*'],
    ['*', 'a'],
    ['*', '*'],
    ['**', 'a'],
    ['**', 'a/b/c'],
    ['fin/*', 'fin/a'],
    ['fin/**', 'fin/a'],
    ['fin/**', 'fin/a/b'],
    ['*/b', 'a/b'],
    ['\\*/*', '*/a'],
    ['*', '...'],
  ])('%j selects %j', (text, value) => {
    expect(selects(selectorOf(text), value)).toBe(true);
  });

  it.each([
    ['a', 'A'],
    ['a', 'a/'],
    ['\\*', 'a'],
    ['*', 'a/b'],
    ['*', ''],
    ['*', '.'],
    ['*', '..'],
    ['**', ''],
    ['**', 'a/../b'],
    ['**', 'a//b'],
    ['**', 'a/'],
    ['fin/**', 'fin'],
    ['fin/**', 'fin/'],
    ['fin/**', 'finance/a'],
    ['fin/**', 'fin/./a'],
    ['fin/*', 'fin/a/b'],
    ['fin/*', 'fin'],
    ['\\*/*', 'a/b'],
    ['cafe\u0301', 'caf\u00e9'],
    ['*/__proto__', 'a/constructor'],
  ])('%j does not select %j', (text, value) => {
    expect(selects(selectorOf(text), value)).toBe(false);
  });
});

describe('escapeSelector', () => {
  it.each(['a', '*', '**', 'a/*', '\\*', '\\\\**', '../*', 'a\\'])(
    'gives for %j the selector that matches it alone',
    (value) => {
      const selector = selectorOf(escapeSelector(value));
      expect(selector.exact).toBe(value);
      expect(selects(selector, value)).toBe(true);
    },
  );
});

describe('includesSelector', () => {
  it.each([
    ['a', 'a'],
    ['*', 'a'],
    ['*', '\\*'],
    ['**', '*'],
    ['**', '**'],
    ['**', 'a/**'],
    ['**', '*/b/*'],
    ['a/**', 'a/*'],
    ['a/**', 'a/*/c'],
    ['a/**', 'a/*/**'],
    ['*/**', 'a/**'],
    ['*/*', 'a/*'],
    ['*/*', '*/b'],
  ])('%j includes %j', (outer, inner) => {
    expect(includesSelector(selectorOf(outer), selectorOf(inner))).toBe(true);
  });

  it.each([
    ['a', 'b'],
    ['a', '*'],
    ['a', '**'],
    ['*', '**'],
    ['*', '*/*'],
    ['*', '..'],
    ['*/*', '*'],
    ['a/*', '*/*'],
    ['a/*', '*/b'],
    ['a/**', '**'],
    ['a/**', 'a'],
    ['a/**', '*/**'],
    ['*/**', '**'],
    ['a/b/**', 'a/**'],
    ['a/b/**', 'a/*'],
    ['*/b', 'a/*'],
  ])('%j does not include %j', (outer, inner) => {
    expect(includesSelector(selectorOf(outer), selectorOf(inner))).toBe(false);
  });
});

describe('includesAll', () => {
  const includes = (outer: string[], inner: string[]): boolean =>
    includesAll(outer.map(selectorOf), inner.map(selectorOf));

  it.each([
    [['x/*', 'x/*/**'], ['x/**']],
    [['*', '*/*', '*/*/**'], ['**']],
    [
      ['*/**', '*'],
      ['a/**', '*/*', 'b'],
    ],
    [
      ['a', 'b'],
      ['b', 'a', 'a'],
    ],
    [['a', '**'], ['**']],
    [[], []],
    [['a'], []],
  ])('%j together include %j', (outer, inner) => {
    expect(includes(outer, inner)).toBe(true);
  });

  it.each([
    [['x/*', 'x/*/*/**'], ['x/**']],
    [['*', '*/*'], ['**']],
    [['*/*/**'], ['**']],
    [['a/*', 'b/*'], ['*/*']],
    [['a/**', 'b/**'], ['**']],
    [['a'], ['a', 'b']],
    [[], ['a']],
    [[], ['**']],
  ])('%j together do not include %j', (outer, inner) => {
    expect(includes(outer, inner)).toBe(false);
  });
});
