import { commonSegments, mergeTallies } from './use-tally.js';
import type { UseTally } from './use-tally.js';

const tally = (commonId: string, change: Partial<UseTally> = {}): UseTally => ({
  uses: 1,
  lastUsedAt: 5,
  commonId,
  isOneId: true,
  ...change,
});

describe('the common part of two ids', () => {
  it.each([
    ['crm/a/1', 'crm/a/1', 'crm/a/1'],
    ['crm/a/1', 'crm/a/2', 'crm/a'],
    ['crm/a', 'crm/a/2', 'crm/a'],
    ['crm/a/2', 'crm/a', 'crm/a'],
    ['crm/ab', 'crm/a', 'crm'],
    ['crm', 'fin', ''],
    ['', 'crm', ''],
    ['crm', '', ''],
    ['/a', '/b', ''],
    ['a//1', 'a//2', 'a/'],
  ])('%s and %s: "%s"', (one, other, expected) => {
    expect(commonSegments(one, other)).toBe(expected);
    expect(commonSegments(other, one)).toBe(expected);
  });
});

describe('tallies', () => {
  it('add up, with the later time', () => {
    expect(mergeTallies(tally('a', { uses: 2 }), tally('a', { uses: 3, lastUsedAt: 9 }))).toEqual(
      tally('a', { uses: 5, lastUsedAt: 9 }),
    );
  });

  it('are of one id only as long as all uses are', () => {
    expect(mergeTallies(tally('a/b'), tally('a/b')).isOneId).toBe(true);
    expect(mergeTallies(tally('a/b'), tally('a/b/c'))).toMatchObject({
      commonId: 'a/b',
      isOneId: false,
    });
    // The prefix of several ids that happens to be an id is still several.
    expect(mergeTallies(tally('a', { isOneId: false }), tally('a')).isOneId).toBe(false);
  });

  it('do not depend on the order', () => {
    const all = ['x/1/a', 'x/1/b', 'x/2', 'x/1/a'].map((id) => tally(id));
    const forth = all.reduce((sum, one) => mergeTallies(sum, one));
    const back = all.toReversed().reduce((sum, one) => mergeTallies(sum, one));
    expect(forth).toEqual(back);
    expect(forth).toMatchObject({ uses: 4, commonId: 'x', isOneId: false });
  });
});
