import { PLAIN } from '../terminal/style.js';
import { addReplayed, renderReplayed, type Replayed } from './replay.js';

const GROUP = {
  kind: 'denied',
  agent: null,
  action: 'read',
  resourceType: 'doc',
  reasons: ['policy.no_match'],
  samples: [1, 2],
};
const COUNTS = { evaluated: 5, agreed: 1, newlyAllowed: 1, otherObligations: 0, erred: 1 };

const call = (change: Partial<Replayed> = {}): Replayed => ({
  candidate: null,
  entries: 3,
  alike: 1,
  different: 1,
  notReplayable: [{ reason: 'search', count: 1, samples: [{ line: 1 }] }],
  differences: [
    { decisionId: 'd', members: [{ member: 'decision', recorded: true, replayed: false }] },
  ],
  report: null,
  ...change,
});

describe('calls of a replay', () => {
  it('add up', () => {
    const masked = { reason: 'masked', count: 2, samples: [] };
    const other = call({
      notReplayable: [masked, { reason: 'search', count: 4, samples: [{}, {}, {}] }],
    });
    expect(addReplayed(call(), other)).toMatchObject({
      entries: 6,
      alike: 2,
      different: 2,
      notReplayable: [{ reason: 'search', count: 5, samples: [{ line: 1 }, {}, {}] }, masked],
      differences: [{ decisionId: 'd' }, { decisionId: 'd' }],
    });
  });

  it('add up the groups of a report, the largest first', () => {
    const allowed = { ...GROUP, kind: 'allowed', count: 4 };
    const one = call({
      report: {
        ...COUNTS,
        newlyDenied: 3,
        ungrouped: 0,
        groups: [allowed, { ...GROUP, count: 3 }],
      },
    });
    const two = call({
      report: { ...COUNTS, newlyDenied: 2, ungrouped: 1, groups: [{ ...GROUP, count: 2 }] },
    });
    expect(addReplayed(one, two).report).toMatchObject({
      evaluated: 10,
      newlyDenied: 5,
      ungrouped: 1,
      groups: [
        { kind: 'denied', count: 5, samples: [1, 2, 1] },
        { kind: 'allowed', count: 4 },
      ],
    });
    expect(addReplayed(one, call()).report).toEqual(one.report);
  });
});

describe('what is shown of a replay', () => {
  it('says what was different, and why others were left', () => {
    expect(renderReplayed(call(), PLAIN)).toBe(
      [
        '3 entries: 1 alike, 1 different, 1 not replayable',
        '  1 search',
        '  d decision was true, is false',
      ].join('\n'),
    );
  });

  it('says what a candidate would change', () => {
    const report = { ...COUNTS, newlyDenied: 3, ungrouped: 0, groups: [{ ...GROUP, count: 3 }] };
    const shown = renderReplayed(
      call({ entries: 1, alike: 1, different: 0, differences: [], notReplayable: [], report }),
      PLAIN,
    );
    expect(shown).toContain('1 entry: 1 alike');
    expect(shown).toContain(
      '1 newly allowed, 3 newly denied, 0 with other obligations, 1 in error',
    );
    expect(shown).toContain('3 denied read doc: policy.no_match');
  });
});
