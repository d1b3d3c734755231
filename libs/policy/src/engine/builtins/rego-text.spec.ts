import { compareValues, keyOf } from './compare.js';
import { parseRego, writeRego } from './rego-text.js';

describe('values as the module writes them', () => {
  it.each([
    'null',
    'true',
    '"a\\"\\\\\\u0000😀"',
    '-12.50e+3',
    '[]',
    '{}',
    'set()',
    '{1,{"a":set()},[null]}',
    '{"a":{1:2},[3]:false,{4}:"x"}',
  ])('%s is read and written alike', (text) => {
    expect(writeRego(parseRego(text))).toBe(text);
  });

  it.each(['', '[1', '{1:2,3}', '{1,2:3}', '"a', 'nul', '1 2', '[1,]', 'sett()', '01x'])(
    '%j is refused',
    (text) => {
      expect(() => parseRego(text)).toThrow(SyntaxError);
    },
  );

  it('have the order of Rego, and one key when they are equal', () => {
    const texts = [
      'null',
      'false',
      'true',
      '-1',
      '1.5',
      '1e2',
      '"\uE000"',
      '"😀"',
      '[0]',
      '{"a":1}',
      '{1}',
    ];
    const values = texts.map((text) => parseRego(text));
    expect([...values].reverse().sort(compareValues).map(writeRego)).toEqual(texts);
    expect(keyOf(parseRego('[1.0, {2, 1e1}]'))).toBe(keyOf(parseRego('[1, {10, 2}]')));
    expect(keyOf(parseRego('{1}'))).not.toBe(keyOf(parseRego('[1]')));
  });
});
