import type { Attributes } from '@legate/core';
import { readOutcome, readRecordedDecision } from '../index.js';

const ENTRY: Attributes = {
  v: 1,
  kind: 'decision',
  tenant: 'default',
  form: 'evaluation',
  subject: { type: 'user', id: 'alice', properties: { level: 3 } },
  actor: { type: 'agent', id: 'bot' },
  action: { name: 'read' },
  resource: { type: 'doc', id: 'a/1', properties: { kept: true } },
  context: { supported_obligations: ['step-up', 'fax'] },
  decision: true,
  outcome: 'permit',
  reasons: ['permit.owner'],
  obligations: [{ id: 'o', type: 'custom', properties: {} }],
  revision: 7,
  now: '2026-11-23T12:00:00.000Z',
};

const read = (change: Attributes = {}): ReturnType<typeof readRecordedDecision> =>
  readRecordedDecision({ ...ENTRY, ...change }, 'default');

describe('an entry of the decision log', () => {
  it('is read as the question it was, and how and when it was decided', () => {
    expect(read()).toEqual({
      request: {
        tenant: 'default',
        subject: { type: 'user', id: 'alice', properties: { level: 3 } },
        actor: { kind: 'agent', id: 'bot', issuer: null, alsoCalled: [] },
        action: { name: 'read', properties: {} },
        resource: { type: 'doc', id: 'a/1', properties: { kept: true } },
        context: { supported_obligations: ['step-up', 'fax'] },
        supportedObligations: ['step-up'],
      },
      before: {
        outcome: 'permit',
        reasons: ['permit.owner'],
        obligations: [{ id: 'o', type: 'custom', properties: {} }],
      },
      asOf: { revision: 7, now: Date.UTC(2026, 10, 23, 12) },
    });
  });

  it('may name a service as the actor, with what its caller asserted, or nobody', () => {
    const actor = { type: 'service', id: 'jobs', properties: { tier: 1 } };
    expect(read({ actor })?.request.actor).toMatchObject({
      kind: 'service',
      properties: { tier: 1 },
    });
    expect(read({ actor: null })?.request.actor).toBeNull();
  });

  it.each<[string, Attributes]>([
    ['another kind', { kind: 'admin' }],
    ['a search', { form: 'search' }],
    ['one that is masked', { replayable: false }],
  ])('is left out when it is %s', (_, change) => {
    expect(read(change)).toBeNull();
  });

  it('is what was decided, and not what its caller was told', () => {
    expect(read({ decision: false })?.before?.outcome).toBe('permit');
    expect(read({ outcome: 'indeterminate', decision: true })?.before?.outcome).toBe('deny');
  });

  it.each<[string, Attributes]>([
    ['tenant', { tenant: 'other' }],
    ['subject', { subject: 'alice' }],
    ['id', { subject: { type: 'user', id: '' } }],
    ['type', { resource: { type: 1, id: 'r' } }],
    ['name', { action: {} }],
    ['context', { context: [] }],
    ['properties', { resource: { type: 'doc', id: 'r', properties: null } }],
    ['decision', { outcome: 1, decision: 1 }],
    ['revision', { revision: -1 }],
    ['revision', { revision: 'x' }],
    ['now', { now: 'yesterday' }],
    ['now', { now: '+275000-01-01T00:00:00Z' }],
  ])('is refused when its %s is wrong', (member, change) => {
    expect(() => read(change)).toThrow(
      expect.objectContaining({
        code: 'request.invalid',
        message: expect.stringMatching(`^${member} `),
      }),
    );
  });
});

describe('how a question was decided', () => {
  it('is not known when nothing is said of it', () => {
    expect(readOutcome({})).toEqual({ before: null, asOf: null });
    expect(readOutcome({ revision: null })).toEqual({ before: null, asOf: null });
  });

  it('may be told by the decision alone, and the revision without a clock', () => {
    expect(readOutcome({ decision: false, revision: 3 })).toEqual({
      before: { outcome: 'deny', reasons: [], obligations: null },
      asOf: { revision: 3, now: null },
    });
    expect(readOutcome({ decision: true }).before?.outcome).toBe('permit');
  });

  it.each([
    [[1]],
    [[null]],
    [[{ id: 'o', type: 'custom' }]],
    [[{ id: 1 }]],
    [[{ id: 'o' }]],
    ['o'],
  ])('does not take for obligations or reasons what is none: %j', (given) => {
    const { before } = readOutcome({ decision: true, obligations: given, reasons: [1] });
    expect(before).toEqual({ outcome: 'permit', reasons: [], obligations: null });
  });
});
