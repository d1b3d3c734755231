import type { Obligation } from '@legate/core';
import { aDelegatedRequest, anAgent, aRequest, MONDAY_NOON, someFacts } from '@legate/testing';
import { DifferenceTally, MAX_GROUPS, MAX_SAMPLES } from '../index.js';
import type { Comparison, Verdict } from '../index.js';

const PERMIT: Verdict = { outcome: 'permit', reasons: ['permit.owner'], obligations: [] };
const DENY: Verdict = { outcome: 'deny', reasons: ['policy.no_match'], obligations: [] };
const obligation = (id: string): Obligation => ({ id, type: 'custom', properties: { b: 1, a: 2 } });
const withObligations = (...ids: readonly string[]): Verdict => ({
  ...PERMIT,
  obligations: ids.map(obligation),
});

function compared(
  before: Verdict,
  after: Verdict,
  change: Partial<Pick<Comparison, 'request' | 'facts'>> = {},
): Comparison {
  return { request: aRequest(), facts: someFacts(), before, after, ...change };
}

function tallyOf(...comparisons: readonly Comparison[]): DifferenceTally {
  const tally = new DifferenceTally();
  comparisons.forEach((each) => {
    tally.add(each);
  });
  return tally;
}

describe('a tally of comparisons', () => {
  it('is empty before the first', () => {
    expect(new DifferenceTally().isEmpty).toBe(true);
    expect(tallyOf(compared(PERMIT, PERMIT)).isEmpty).toBe(false);
  });

  it('tells what is newly allowed and newly denied, with who, what and why', () => {
    const report = tallyOf(
      compared(DENY, PERMIT),
      compared(PERMIT, DENY),
      compared(PERMIT, DENY),
    ).report();
    expect(report).toMatchObject({ evaluated: 3, agreed: 0, newlyAllowed: 1, newlyDenied: 2 });
    expect(report.groups).toMatchObject([
      {
        kind: 'denied',
        action: 'read',
        resourceType: 'doc',
        reasons: ['policy.no_match'],
        count: 2,
      },
      { kind: 'allowed', agent: null, reasons: ['permit.owner'], count: 1 },
    ]);
    expect(report.groups[1]?.samples).toEqual([
      {
        subject: { type: 'user', id: 'alice' },
        actor: null,
        action: 'read',
        resource: { type: 'doc', id: 'a/1' },
        before: { outcome: 'deny', reasons: ['policy.no_match'] },
        after: { outcome: 'permit', reasons: ['permit.owner'] },
        revision: 7,
        at: new Date(MONDAY_NOON).toISOString(),
      },
    ]);
  });

  it('counts as agreed what is refused or let pass alike, whatever the reasons', () => {
    const otherwise = { ...DENY, reasons: ['guard.open'] };
    const report = tallyOf(compared(DENY, otherwise), compared(PERMIT, PERMIT)).report();
    expect(report).toMatchObject({ evaluated: 2, agreed: 2, groups: [] });
  });

  it('tells permits with other obligations, whose order and members say nothing', () => {
    const turned: Verdict = {
      ...PERMIT,
      obligations: [obligation('two'), { type: 'custom', id: 'one', properties: { a: 2, b: 1 } }],
    };
    const report = tallyOf(
      compared(withObligations('one', 'two'), turned),
      compared(withObligations('one'), PERMIT),
      compared(PERMIT, withObligations('one')),
      compared({ ...PERMIT, obligations: null }, withObligations('one')),
      compared(withObligations('one'), { ...PERMIT, obligations: null }),
    ).report();
    expect(report).toMatchObject({ agreed: 3, otherObligations: 2, newlyAllowed: 0 });
    expect(report.groups).toMatchObject([{ kind: 'obligations', count: 2 }]);
  });

  it('counts what the candidate could not decide, beside how it came out', () => {
    const erred: Verdict = { ...DENY, reasons: ['indeterminate.policy_error'] };
    const report = tallyOf(compared(DENY, erred), compared(PERMIT, erred)).report();
    expect(report).toMatchObject({ erred: 2, agreed: 1, newlyDenied: 1 });
  });

  it('names as agent the actor as it is stored, or a subject that is one', () => {
    const actor = {
      kind: 'agent' as const,
      id: 'alias',
      issuer: 'https://i.example',
      alsoCalled: [],
    };
    const groups = tallyOf(
      compared(DENY, PERMIT, {
        request: aDelegatedRequest({ actor }),
        facts: someFacts({ actor: anAgent('bot') }),
      }),
      compared(DENY, PERMIT, { request: aDelegatedRequest() }),
      compared(DENY, PERMIT, { request: aRequest({ subject: { type: 'agent', id: 'solo' } }) }),
    ).report().groups;
    expect(groups).toMatchObject([
      { agent: { type: 'agent', id: 'bot' }, count: 2 },
      { agent: { type: 'agent', id: 'solo' }, count: 1 },
    ]);
  });

  it('shows nothing of what the parties and the resource are, or of the context', () => {
    const properties = { secret: 'hidden' };
    const request = aRequest({
      subject: { type: 'user', id: 'alice', properties },
      action: { name: 'read', properties },
      resource: { type: 'doc', id: 'a/1', properties },
      context: properties,
    });
    const report = tallyOf(compared(DENY, PERMIT, { request })).report();
    expect(JSON.stringify(report)).not.toContain('hidden');
  });

  it('is bounded in groups and samples, and counts what has no group', () => {
    const tally = new DifferenceTally();
    for (let name = 0; name < MAX_GROUPS + 5; name += 1) {
      for (let time = 0; time < MAX_SAMPLES + 1; time += 1) {
        const request = aRequest({ action: { name: `a${name}`, properties: {} } });
        tally.add(compared(DENY, PERMIT, { request }));
      }
    }
    const report = tally.report();
    expect(report.groups).toHaveLength(MAX_GROUPS);
    expect(report.ungrouped).toBe(5 * (MAX_SAMPLES + 1));
    expect(report.newlyAllowed).toBe((MAX_GROUPS + 5) * (MAX_SAMPLES + 1));
    expect(report.groups.every(({ samples }) => samples.length === MAX_SAMPLES)).toBe(true);
  });

  it('of several processes comes to what one would have come to', () => {
    const all = [
      compared(DENY, PERMIT),
      compared(PERMIT, DENY),
      compared(PERMIT, DENY),
      compared(PERMIT, PERMIT),
    ];
    const one = tallyOf(...all.slice(0, 2)).report();
    const both = new DifferenceTally(tallyOf(...all.slice(2)).report());
    both.merge(one);
    expect(both.report()).toEqual(tallyOf(...all).report());
  });
});
