import type { Json } from '@legate/core';
import { readInput } from './eval-input.js';

const NOW = new Date('2026-11-24T12:00:00Z');
const QUESTION = {
  subject: { type: 'user', id: 'alice' },
  action: { name: 'read' },
  resource: { type: 'doc', id: 'd' },
};
const read = (change: Record<string, Json> = {}): ReturnType<typeof readInput> =>
  readInput({ ...QUESTION, ...change }, NOW);

describe('readInput', () => {
  it('fills in what a request without it would give', () => {
    expect(read()).toEqual({
      subject: { type: 'user', id: 'alice', properties: {} },
      actor: null,
      mode: 'autonomous',
      chain: [],
      action: { name: 'read', properties: {} },
      resource: { type: 'doc', id: 'd', properties: {}, stored: false },
      context: {},
      approval: null,
      now: '2026-11-24T12:00:00.000Z',
      now_ns: 1_795_521_600_000_000_000,
    });
  });

  it('is delegated when somebody acts, and keeps what is stored of a resource', () => {
    const owner = { type: 'user', id: 'bob' };
    const resource = { ...QUESTION.resource, stored: true, owner };
    const input = read({ actor: { type: 'agent', id: 'bot' }, resource });
    expect(input).toMatchObject({ mode: 'delegated', resource: { stored: true, owner } });
  });

  it('takes either clock for both', () => {
    expect(read({ now: '2026-11-23T12:00:00Z' }).now_ns).toBe(1_795_435_200_000_000_000);
    expect(read({ now_ns: 0 }).now).toBe('1970-01-01T00:00:00.000Z');
  });

  it.each<[string, Record<string, Json>, RegExp]>([
    ['an unknown member', { user: 'a' }, /unknown member "user"/],
    ['an unknown member below', { action: { name: 'a', verb: 'b' } }, /"verb" of action/],
    ['a missing id', { subject: { type: 'user' } }, /subject\.id must be a text/],
    ['a subject that is none', { subject: 'alice' }, /subject must be an object/],
    ['properties of another type', { context: [] }, /context must be an object/],
    ['another mode', { mode: 'both' }, /mode must be/],
    ['a chain that is none', { chain: {} }, /chain must be a list/],
    ['a time that is none', { now: 'noon' }, /now must be a time/],
    ['a clock that is none', { now_ns: '0' }, /now_ns must be a number/],
  ])('refuses %s', (_, change, message) => {
    expect(() => read(change)).toThrow(message);
  });
});
