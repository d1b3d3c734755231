import { argumentCost, resultCost } from './host-call-cost.js';

const text = (length: number): string => 'x'.repeat(length);

describe('what a host builtin costs', () => {
  it('grows with all its arguments and its answer', () => {
    expect(argumentCost('sprintf', [text(1000), text(500)])).toBe(64 + 1500);
    expect(resultCost(text(700))).toBe(700);
    expect(argumentCost('any', [])).toBe(64);
  });

  it('grows with the product of its arguments where they may be held against each other', () => {
    expect(argumentCost('regex.replace', [text(1000), text(100), text(100)])).toBe(
      64 + 1200 + (1000 * 200) / 4,
    );
    expect(argumentCost('graph.reachable', [text(1000)])).toBe(64 + 1000);
  });

  it('is more than there ever is for arguments that are too large', () => {
    expect(argumentCost('sprintf', [text(1024 * 1024)])).toBeLessThan(2 ** 31);
    expect(argumentCost('sprintf', [text(1024 * 1024), 'x'])).toBe(Infinity);
  });
});
