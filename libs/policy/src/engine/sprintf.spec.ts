import { sprintf } from './sprintf.js';

describe('sprintf', () => {
  it.each([
    ['no verbs', [], 'no verbs'],
    ['%s and %s', ['a', 'b'], 'a and b'],
    ['%d%%', [5], '5%'],
    ['%v %v %v %v', [1.5, true, null, 'x'], '1.5 true null x'],
    ['%v', [-0.00001], '-1e-05'],
    ['%v', [1e-10], '1e-10'],
    ['%v %v %v', [999999.5, 1000000.5, -20999999.25], '999999.5 1.0000005e+06 -2.099999925e+07'],
    ['%v %v', [0.0001, 0.00012], '0.0001 0.00012'],
    ['%s', ['%s $& ä€'], '%s $& ä€'],
    ['%s %d', [1, 'a'], '%!s(int=1) %!d(string=a)'],
    ['%d %s', [1.5, true], '%!d(float64=1.5) true'],
    ['%d', [null], '%!d(string=null)'],
    ['%s', [], '%!s(MISSING)'],
    ['x', ['a', 1], 'x%!(EXTRA string=a, int=1)'],
  ])('writes %j of %j as %j, as OPA does', (format, values, expected) => {
    expect(sprintf(format, values)).toBe(expected);
  });

  it.each([
    ['%q', ['a']],
    ['%5d', [1]],
    ['%', ['a']],
    ['%v', [[1]]],
    ['%v', [{}]],
    ['%d', [2 ** 53]],
    [1, []],
    ['%s', 'a'],
  ])('throws on %j of %j rather than answer otherwise than OPA', (format, values) => {
    expect(() => sprintf(format, values)).toThrow(/sprintf/u);
  });
});
