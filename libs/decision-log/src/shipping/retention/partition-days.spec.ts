import { daysToSeal } from './partition-days.js';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const DAYS = ['20261120', '20261121', '20261122', '20261123', '20261124', '20261125'].map(
  (day) => ({ day, bytes: 10 }),
);

describe('days to seal', () => {
  it.each([
    ['none without a bound', { days: 0, maxBytes: 0 }, []],
    ['those that are over for too long', { days: 2, maxBytes: 0 }, ['20261120', '20261121']],
    ['not one that is over for less', { days: 4, maxBytes: 0 }, []],
    [
      'the oldest until the rest is small enough',
      { days: 0, maxBytes: 35 },
      DAYS.slice(0, 3).map(({ day }) => day),
    ],
    [
      'by age first, and no more by size than is needed',
      { days: 2, maxBytes: 40 },
      ['20261120', '20261121'],
    ],
    [
      'never a day that is not over',
      { days: 0, maxBytes: 1 },
      DAYS.slice(0, 4).map(({ day }) => day),
    ],
  ])('are %s', (_, bounds, expected) => {
    expect(daysToSeal(DAYS, bounds, NOW)).toEqual(expected);
  });
});
