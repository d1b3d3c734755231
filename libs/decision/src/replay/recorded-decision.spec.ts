import { USUAL_LIMITS } from '@legate/core';
import type { Attributes } from '@legate/core';
import { isNotReplayable, readOutcome, readRecordedDecision } from '../index.js';
import type { RecordedDecision } from '../index.js';

const ENTRY: Attributes = {
  v: 1,
  kind: 'decision',
  tenant: 'default',
  form: 'evaluation',
  subject: { type: 'user', id: 'alice', properties: { level: 3 } },
  actor: { type: 'agent', id: 'bot' },
  action: { name: 'read' },
  resource: { type: 'doc', id: 'a/1', properties: { kept: true } },
  context: { ip: '10.0.0.1' },
  supportedObligations: ['step-up'],
  bundleDigest: 'abc',
  decision: true,
  outcome: 'permit',
  reasons: ['permit.owner'],
  obligations: [{ id: 'o', type: 'custom', properties: {} }],
  revision: 7,
  now: '2026-11-23T12:00:00.000Z',
};

const read = (change: Attributes = {}): ReturnType<typeof readRecordedDecision> =>
  readRecordedDecision({ ...ENTRY, ...change }, 'default');

function readWhole(change: Attributes = {}): RecordedDecision {
  const found = read(change);
  if (isNotReplayable(found)) {
    throw new Error(found);
  }
  return found;
}

describe('an entry of the decision log', () => {
  it('is read without the obligations that nobody spoke of', () => {
    const { supportedObligations: _, ...entry } = ENTRY;
    expect(readRecordedDecision(entry, 'default')).toMatchObject({
      request: { supportedObligations: undefined },
    });
  });

  it('is read as the question it was, and how and when it was decided', () => {
    expect(read()).toEqual({
      request: {
        tenant: 'default',
        subject: { type: 'user', id: 'alice', properties: { level: 3 } },
        actor: { kind: 'agent', id: 'bot', issuer: null, alsoCalled: [] },
        action: { name: 'read', properties: {} },
        resource: { type: 'doc', id: 'a/1', properties: { kept: true } },
        context: { ip: '10.0.0.1' },
        supportedObligations: ['step-up'],
      },
      before: {
        outcome: 'permit',
        reasons: ['permit.owner'],
        obligations: [{ id: 'o', type: 'custom', properties: {} }],
      },
      asOf: { revision: 7, now: Date.UTC(2026, 10, 23, 12) },
      entry: ENTRY,
      policyDigest: 'abc',
      limits: USUAL_LIMITS,
    });
  });

  it('may name a service as the actor, with what its caller asserted, or nobody', () => {
    const actor = { type: 'service', id: 'jobs', properties: { tier: 1 } };
    expect(readWhole({ actor }).request.actor).toMatchObject({
      kind: 'service',
      properties: { tier: 1 },
    });
    expect(readWhole({ actor: null }).request.actor).toBeNull();
  });

  it('names its actor by the alias that it was asked by', () => {
    const actor = { type: 'agent', id: 'sub', issuer: 'https://idp.example' };
    expect(readWhole({ actor }).request.actor).toMatchObject({
      id: 'sub',
      issuer: 'https://idp.example',
    });
  });

  it('tells what its enforcement point could carry out, by itself and not by the context', () => {
    const context = { supported_obligations: ['step-up'] };
    expect(readWhole({ context, supportedObligations: [] }).request.supportedObligations).toEqual(
      [],
    );
  });

  it('names the limits that it was decided under, where they were not the usual', () => {
    const limits = { maxChainLength: 3, fuel: 1000 };
    expect(readWhole({ limits }).limits).toEqual(limits);
    expect(readWhole({ limits: { maxChainLength: 3 } }).limits).toEqual({
      ...USUAL_LIMITS,
      maxChainLength: 3,
    });
  });

  it.each<[string, Attributes]>([
    ['no_decision', { kind: 'admin' }],
    ['search', { form: 'search' }],
    ['no_question', { code: 'request.invalid', subject: null }],
    ['masked', { masked: ['/context/ip'], replayable: false }],
    ['masked', { erased: ['/context/ip'], replayable: false }],
    ['masked', { masked: 'all' }],
    ['no_facts', { revision: null, replayable: false }],
    ['other', { replayable: false }],
  ])('cannot be decided again: %s', (reason, change) => {
    expect(read(change)).toBe(reason);
  });

  it('without a policy can be put before another one', () => {
    expect(readWhole({ bundleDigest: null, replayable: false }).policyDigest).toBeNull();
  });

  it('is what was decided, and not what its caller was told', () => {
    expect(readWhole({ decision: false }).before?.outcome).toBe('permit');
    expect(readWhole({ outcome: 'indeterminate', decision: true }).before?.outcome).toBe('deny');
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
    ['limits', { limits: { fuel: 0 } }],
    ['limits', { limits: { maxChainLength: '3' } }],
    ['issuer', { actor: { type: 'agent', id: 'a', issuer: 1 } }],
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
