import { comparePackages } from './compare-packages.js';
import type { PackageSummary } from './policy-coverage.js';

const BASE: PackageSummary = {
  name: 'policy.a',
  resourceTypes: ['doc'],
  actions: null,
  permits: ['owner'],
  guards: ['open'],
};

describe('comparePackages', () => {
  it('says nothing of packages that are the same', () => {
    expect(comparePackages([BASE], [{ ...BASE }])).toEqual([]);
  });

  it('names what came and what went', () => {
    const after = { ...BASE, permits: ['reader'], guards: [], resourceTypes: null };
    expect(comparePackages([BASE], [after])).toEqual([
      {
        name: 'policy.a',
        kind: 'changed',
        permits: { added: ['reader'], removed: ['owner'] },
        guards: { added: [], removed: ['open'] },
        resourceTypes: { before: ['doc'], after: null },
      },
    ]);
  });

  it('has packages that are only on one side', () => {
    const other = { ...BASE, name: 'policy.b' };
    expect(comparePackages([BASE], [other])).toMatchObject([
      { name: 'policy.a', kind: 'removed', permits: { removed: ['owner'] } },
      { name: 'policy.b', kind: 'added', guards: { added: ['open'] } },
    ]);
  });
});
