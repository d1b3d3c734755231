import { TimeHistogram } from './time-histogram.js';

describe('a histogram of times', () => {
  it('counts each value in every bucket whose bound it does not exceed', () => {
    const histogram = new TimeHistogram();
    for (const us of [3, 5, 6, 999, 1000, 20_000_000]) {
      histogram.observe(us);
    }
    const upTo = (seconds: number): number | undefined =>
      histogram.buckets.find((bucket) => bucket.upTo === seconds)?.count;
    expect(upTo(5e-6)).toBe(2);
    expect(upTo(1e-5)).toBe(3);
    expect(upTo(5e-4)).toBe(3);
    expect(upTo(1e-3)).toBe(5);
    expect(upTo(10)).toBe(5);
    expect(upTo(Infinity)).toBe(6);
    expect(histogram.count).toBe(6);
    expect(histogram.sumSeconds).toBeCloseTo(20.002013, 9);
  });

  it('has buckets in the order of their bounds', () => {
    const bounds = new TimeHistogram().buckets.map(({ upTo }) => upTo);
    expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
    expect(new Set(bounds).size).toBe(bounds.length);
    expect(bounds.at(-1)).toBe(Infinity);
  });
});
