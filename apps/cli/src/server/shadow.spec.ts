import { PLAIN } from '../terminal/style.js';
import { renderShadow } from './shadow.js';

it('shows what a candidate would change, by whom and why', () => {
  const shadow = {
    bundle: 'b',
    state: 'running',
    baseline: null,
    dropped: 1,
    evaluated: 12,
    agreed: 9,
    newlyAllowed: 2,
    newlyDenied: 1,
    otherObligations: 0,
    erred: 0,
    groups: [
      {
        kind: 'allowed',
        agent: { type: 'agent', id: 'helper' },
        action: 'read',
        resourceType: 'record',
        reasons: ['permit.team'],
        count: 2,
        samples: [],
      },
    ],
  };
  expect(renderShadow(shadow, PLAIN)).toBe(
    [
      'running, beside the starter policy',
      '12 decisions: 9 the same, 2 newly allowed, 1 newly denied, 0 with other obligations, 0 in error, 1 left out',
      '  2 allowed read record by agent/helper: permit.team',
    ].join('\n'),
  );
});
