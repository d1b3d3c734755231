import { BackOff } from './back-off.js';

describe('BackOff', () => {
  it('doubles up to its bound and begins anew after a success', () => {
    const backOff = new BackOff({ leastMs: 100, mostMs: 1000 }, () => 1);
    expect([1, 2, 3, 4, 5, 6].map(() => backOff.fail())).toEqual([100, 200, 400, 800, 1000, 1000]);
    backOff.succeed();
    expect(backOff.fail()).toBe(100);
  });

  it('is spread, and never at once', () => {
    const backOff = new BackOff({ leastMs: 100, mostMs: 1000 }, () => 0);
    backOff.fail();
    expect(backOff.fail()).toBe(50);
  });

  it('does not grow without end', () => {
    const backOff = new BackOff({ leastMs: 1, mostMs: 1000 }, () => 1);
    const waits = Array.from({ length: 2000 }, () => backOff.fail());
    expect(waits.at(-1)).toBe(1000);
  });
});
