import { reasonOf } from './reason-of.js';

describe('reasonOf', () => {
  it.each([
    [new Error('plain'), 'plain'],
    [new Error('outer', { cause: new Error('inner') }), 'outer (inner)'],
    [new Error('run: ENOENT', { cause: new Error('ENOENT') }), 'run: ENOENT'],
    [new TypeError('fetch failed', { cause: new Error('ENOTFOUND') }), 'ENOTFOUND'],
    [
      new TypeError('fetch failed', { cause: new AggregateError([new Error('refused')], '') }),
      'refused',
    ],
    ['a string', 'a string'],
    [undefined, 'undefined'],
  ])('says of %p: %s', (error, reason) => {
    expect(reasonOf(error)).toBe(reason);
  });
});
