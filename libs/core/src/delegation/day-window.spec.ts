import type { Json } from '../model/json.js';
import { isDayWindow, isWindowNarrower, isWithinWindow } from './day-window.js';
import type { Day, DayWindow } from './day-window.js';

const OFFICE: DayWindow = { from: '08:00', to: '18:00', days: ['mon', 'tue'] };

describe('isDayWindow', () => {
  it.each<Json>([
    { from: '00:00', to: '24:00' },
    { from: '23:59', to: '24:00', days: ['sun'] },
    { from: '08:00', to: '08:01', days: ['mon', 'mon'] },
  ])('takes %j', (value) => {
    expect(isDayWindow(value)).toBe(true);
  });

  it.each<Json>([
    null,
    '08:00-18:00',
    ['08:00', '18:00'],
    {},
    { from: '08:00' },
    { to: '18:00' },
    { from: '18:00', to: '08:00' },
    { from: '08:00', to: '08:00' },
    { from: '8:00', to: '18:00' },
    { from: '08:60', to: '18:00' },
    { from: '24:00', to: '24:00' },
    { from: '08:00', to: '24:01' },
    { from: '08:00', to: '18:00Z' },
    { from: 8, to: 18 },
    { from: '08:00', to: 18 },
    { from: '08:00', to: '18:00', days: [] },
    { from: '08:00', to: '18:00', days: null },
    { from: '08:00', to: '18:00', days: 'mon' },
    { from: '08:00', to: '18:00', days: ['monday'] },
    { from: '08:00', to: '18:00', days: ['mon', 1] },
    { from: '08:00', to: '18:00', zone: 'CET' },
  ])('refuses %j', (value) => {
    expect(isDayWindow(value)).toBe(false);
  });

  it('refuses a missing value', () => {
    expect(isDayWindow(undefined)).toBe(false);
  });
});

describe('isWithinWindow', () => {
  it.each([
    ['the first moment', '2026-11-23T08:00:00.000Z', true],
    ['the moment before', '2026-11-23T07:59:59.999Z', false],
    ['the last moment', '2026-11-23T17:59:59.999Z', true],
    ['the end', '2026-11-23T18:00:00.000Z', false],
    ['another day named', '2026-11-24T12:00:00.000Z', true],
    ['a day not named', '2026-11-25T12:00:00.000Z', false],
    ['a Monday before the epoch', '1969-12-29T12:00:00.000Z', true],
    ['a Wednesday before the epoch', '1969-12-31T12:00:00.000Z', false],
    ['an hour outside, before the epoch', '1969-12-29T07:59:59.999Z', false],
  ])('judges %s', (_, time, expected) => {
    expect(isWithinWindow(OFFICE, Date.parse(time))).toBe(expected);
  });

  it.each<[Day, string]>([
    ['sun', '2026-11-22'],
    ['mon', '2026-11-23'],
    ['tue', '2026-11-24'],
    ['wed', '2026-11-25'],
    ['thu', '2026-11-26'],
    ['fri', '2026-11-27'],
    ['sat', '2026-11-28'],
    ['wed', '1969-12-31'],
    ['thu', '1970-01-01'],
    ['sun', '1969-12-28'],
    ['sat', '1960-01-02'],
  ])('knows %s from %s on, all day long and no longer', (day, date) => {
    const window: DayWindow = { from: '00:00', to: '24:00', days: [day] };
    const midnight = Date.parse(`${date}T00:00:00.000Z`);
    const answers = [-1, 0, 86_399_999, 86_400_000].map((ms) =>
      isWithinWindow(window, midnight + ms),
    );
    expect(answers).toEqual([false, true, true, false]);
  });

  it('takes every day where none is named', () => {
    expect(isWithinWindow({ from: '08:00', to: '18:00' }, Date.UTC(2026, 10, 22, 9))).toBe(true);
  });

  it.each([NaN, Infinity, -Infinity])('holds no moment %p', (now) => {
    expect(isWithinWindow({ from: '00:00', to: '24:00' }, now)).toBe(false);
  });
});

describe('isWindowNarrower', () => {
  it.each<[string, DayWindow, boolean]>([
    ['the same', OFFICE, true],
    ['a later start', { ...OFFICE, from: '09:00' }, true],
    ['an earlier end', { ...OFFICE, to: '17:00' }, true],
    ['fewer days', { ...OFFICE, days: ['tue'] }, true],
    ['an earlier start', { ...OFFICE, from: '07:59' }, false],
    ['a later end', { ...OFFICE, to: '24:00' }, false],
    ['another day', { ...OFFICE, days: ['tue', 'wed'] }, false],
    ['all days', { from: '08:00', to: '18:00' }, false],
  ])('compares %s with the outer one', (_, inner, expected) => {
    expect(isWindowNarrower(inner, OFFICE)).toBe(expected);
  });
});
