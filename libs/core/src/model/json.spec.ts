import { hasMembers } from './json.js';
import type { Attributes } from './json.js';

describe('an object', () => {
  it.each([
    ['has members', { a: null }, true],
    ['has none', {}, false],
    ['has its own alone, not those of its prototype', Object.create({ a: 1 }) as Attributes, false],
  ])('%s', (_, object, expected) => {
    expect(hasMembers(object)).toBe(expected);
  });
});
