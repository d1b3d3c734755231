import { joinActions, whatApplies, type PackageSummary } from './policy-coverage.js';

const packages: readonly PackageSummary[] = [
  { name: 'policy.a', resourceTypes: ['doc'], actions: null, permits: ['owner'], guards: ['open'] },
  { name: 'policy.b', resourceTypes: null, actions: ['write'], permits: [], guards: ['hours'] },
];

describe('what applies to a resource type and action', () => {
  it('is every package whose annotations allow both, and nothing else', () => {
    expect(whatApplies(packages).map(({ permits: _, ...row }) => row)).toEqual([
      {
        resourceType: 'doc',
        action: 'write',
        packages: ['policy.a', 'policy.b'],
        guards: ['hours', 'open'],
      },
      { resourceType: 'doc', action: null, packages: ['policy.a'], guards: ['open'] },
      { resourceType: null, action: 'write', packages: ['policy.b'], guards: ['hours'] },
      { resourceType: null, action: null, packages: [], guards: [] },
    ]);
  });

  it('is one row for actions that come to the same', () => {
    const [only] = packages.slice(0, 1);
    const rows = joinActions(
      whatApplies(only === undefined ? [] : [{ ...only, actions: ['a', 'b'] }]),
    );
    expect(rows.map(({ resourceType, actions }) => [resourceType, actions])).toEqual([
      ['doc', ['a', 'b']],
      ['doc', [null]],
      [null, ['a', 'b', null]],
    ]);
  });
});
