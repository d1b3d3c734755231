import { PackageBreaker } from './package-breaker.js';

describe('PackageBreaker', () => {
  let now = 0;
  let breaker: PackageBreaker;

  beforeEach(() => {
    now = 0;
    breaker = new PackageBreaker({ afterTraps: 3, openMs: 5000 }, () => now);
  });

  function trap(times: number): boolean[] {
    return Array.from({ length: times }, () => breaker.trapped());
  }

  it('opens with the last of so many traps in a row, however far apart', () => {
    const opened = [0, 60_000, 120_000].map((at) => {
      now = at;
      return breaker.trapped();
    });
    expect(opened).toEqual([false, false, true]);
    expect(breaker.isOpen).toBe(true);
  });

  it('lets one evaluation try again after its time, and closes when it passes', () => {
    trap(3);
    now = 4999;
    expect(breaker.isOpen).toBe(true);
    now = 5000;
    expect(breaker.isOpen).toBe(false);
    expect(breaker.passed()).toBe(true);
    expect(trap(2)).toEqual([false, false]);
    expect(breaker.isOpen).toBe(false);
  });

  it('opens again with the first trap after its time', () => {
    trap(3);
    now = 5000;
    expect(trap(1)).toEqual([true]);
    expect(breaker.isOpen).toBe(true);
    now = 9999;
    expect(breaker.isOpen).toBe(true);
  });

  it('counts traps of one second together, whatever passes in between', () => {
    trap(2);
    now = 999;
    expect(breaker.passed()).toBe(false);
    expect(trap(1)).toEqual([true]);
  });

  it('forgives them after a second, when an evaluation passes', () => {
    trap(2);
    now = 1000;
    expect(breaker.passed()).toBe(false);
    expect(trap(2)).toEqual([false, false]);
  });
});
