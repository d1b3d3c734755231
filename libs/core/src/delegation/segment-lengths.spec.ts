import { areCovered, arePairsCovered } from './segment-lengths.js';
import type { Lengths } from './segment-lengths.js';

const span = (least: number, most = least): Lengths => ({ least, most });
const from = (least: number): Lengths => span(least, Infinity);

describe('areCovered', () => {
  it.each([
    [span(2), [span(2)]],
    [span(1, 3), [span(3), span(1), span(2)]],
    [span(1, 3), [span(1, 2), span(2, 5)]],
    [span(1, 3), [span(1, 4), span(2), span(9)]],
    [from(2), [from(3), span(2)]],
    [from(2), [from(1)]],
  ])('%j is covered by %j', (wanted, parts) => {
    expect(areCovered(wanted, parts)).toBe(true);
  });

  it.each([
    [span(2), []],
    [span(1, 3), [span(1), span(3)]],
    [span(1, 3), [span(2, 3)]],
    [span(1, 3), [span(1, 2)]],
    [from(2), [span(2, 99)]],
    [from(2), [from(3)]],
  ])('%j is not covered by %j', (wanted, parts) => {
    expect(areCovered(wanted, parts)).toBe(false);
  });
});

describe('arePairsCovered', () => {
  it.each([
    ['one part', { type: from(1), id: from(1) }, [{ type: from(1), id: from(1) }]],
    [
      'parts that meet along the type',
      { type: from(1), id: span(2) },
      [
        { type: span(1, 2), id: from(1) },
        { type: from(3), id: span(1, 2) },
      ],
    ],
    [
      'parts that overlap crosswise',
      { type: from(1), id: from(1) },
      [
        { type: span(1), id: from(1) },
        { type: from(1), id: span(1) },
        { type: from(2), id: from(2) },
      ],
    ],
  ])('finds a pair covered by %s', (_, wanted, parts) => {
    expect(arePairsCovered(wanted, parts)).toBe(true);
  });

  it.each([
    ['nothing', []],
    ['a part that ends', [{ type: span(1, 9), id: from(1) }]],
    [
      'parts that leave a corner',
      [
        { type: span(1), id: from(1) },
        { type: from(1), id: span(1) },
      ],
    ],
    [
      'parts that leave a hole',
      [
        { type: span(1, 3), id: from(1) },
        { type: from(5), id: from(1) },
        { type: from(1), id: from(2) },
      ],
    ],
  ])('finds a pair not covered by %s', (_, parts) => {
    expect(arePairsCovered({ type: from(1), id: from(1) }, parts)).toBe(false);
  });

  it('looks at the last length too', () => {
    const wanted = { type: span(1, 2), id: from(1) };
    expect(arePairsCovered(wanted, [{ type: span(1), id: from(1) }])).toBe(false);
    expect(arePairsCovered(wanted, [{ type: span(1, 2), id: from(1) }])).toBe(true);
  });
});
