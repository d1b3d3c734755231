import { includesAll, includesResources, selects } from '@legate/core';
import { commonSegments } from '@legate/delegation';
import { selectorOf, termsOf } from '@legate/testing';
import fc from 'fast-check';
import type { SuggestedScope } from './finding.js';
import { suggestScope } from './suggest-scope.js';
import type { Usage } from './suggest-scope.js';

function suggested(
  actions: readonly string[],
  ids: readonly string[],
  usage: readonly Usage[],
): SuggestedScope | null {
  return suggestScope(
    termsOf({ actions, resources: ids.map((id) => ({ type: 'doc', id })) }),
    usage,
  );
}

const used = (action: string, commonId: string, isOneId = true): Usage => ({
  action,
  resourceType: 'doc',
  commonId,
  isOneId,
});

describe('the narrower scope for a grant', () => {
  it('is what was used, where actions are a pattern', () => {
    expect(suggested(['*'], ['a'], [used('read', 'a')])).toEqual({
      actions: ['read'],
      resources: [{ type: 'doc', id: 'a' }],
    });
  });

  it('is for half as many actions or fewer, not for more than half', () => {
    expect(suggested(['read', 'write'], ['a'], [used('read', 'a')])?.actions).toEqual(['read']);
    const both = [used('read', 'a'), used('write', 'a')];
    expect(suggested(['read', 'write', 'list'], ['a'], both)).toBeNull();
  });

  it('is what lies below the common part of the ids', () => {
    expect(suggested(['read'], ['crm/**'], [used('read', 'crm/eu', false)])?.resources).toEqual([
      { type: 'doc', id: 'crm/eu/**' },
      { type: 'doc', id: 'crm/eu' },
    ]);
    expect(suggested(['read'], ['crm/**'], [used('read', 'crm/eu/1')])?.resources).toEqual([
      { type: 'doc', id: 'crm/eu/1' },
    ]);
  });

  it.each([
    ['the whole width is used', ['crm/**'], 'crm'],
    ['nothing is common', ['**'], ''],
    ['a pattern below would be wider', ['crm/*/x'], 'crm'],
    ['the common part can be no pattern', ['**'], 'crm/..'],
  ])('is none where %s', (_, ids, common) => {
    expect(suggested(['read'], ids, [used('read', common, false)])).toBeNull();
  });

  it('names the types that a pattern was used for', () => {
    const terms = termsOf({ actions: ['read'], resources: [{ type: '*', id: '**' }] });
    expect(suggestScope(terms, [used('read', '', false)])?.resources).toEqual([
      { type: 'doc', id: '**' },
    ]);
  });

  it('takes stars in names as they are', () => {
    expect(suggested(['*'], ['**'], [used('re*d', 'a*')])).toEqual({
      actions: ['re\\*d'],
      resources: [{ type: 'doc', id: 'a\\*' }],
    });
  });

  it('is contained in the grant and covers the use, whatever both are', () => {
    const id = fc.constantFrom('a', 'b', 'a/1', 'a/2', 'a/1/x', 'b/1', 'b/1/y', 'a*');
    const idSelector = fc.constantFrom(
      '**',
      'a/**',
      'a/*',
      '*',
      'b/**',
      '*/1/**',
      'a',
      'a/1',
      'a\\*',
    );
    const actionSelector = fc.constantFrom('*', '**', 'read', 'write', 'list');
    const action = fc.constantFrom('read', 'write', 'list');
    fc.assert(
      fc.property(
        fc.uniqueArray(actionSelector, { minLength: 1, maxLength: 3 }),
        fc.uniqueArray(idSelector, { minLength: 1, maxLength: 3 }),
        fc.array(fc.tuple(action, id), { minLength: 1, maxLength: 4 }),
        (actions, ids, wanted) => {
          const terms = termsOf({
            actions,
            resources: ids.map((one) => ({ type: 'doc', id: one })),
          });
          const uses = wanted.filter(
            ([name, at]) =>
              terms.actions.some((one) => selects(one, name)) &&
              terms.resources.some((one) => selects(one.id, at)),
          );
          const scope = uses.length === 0 ? null : suggestScope(terms, tallied(uses));
          if (scope === null) {
            return;
          }
          const narrow = scope.resources.map(({ type, id: one }) => ({
            type: selectorOf(type),
            id: selectorOf(one),
          }));
          const narrowActions = scope.actions.map(selectorOf);
          expect(includesAll(terms.actions, narrowActions)).toBe(true);
          expect(includesResources(terms.resources, narrow)).toBe(true);
          for (const [name, at] of uses) {
            expect(narrowActions.some((one) => selects(one, name))).toBe(true);
            expect(narrow.some((one) => selects(one.id, at))).toBe(true);
          }
        },
      ),
    );
  });
});

/** As uses are kept: by action, with the common part of the ids. */
function tallied(uses: readonly (readonly [string, string])[]): readonly Usage[] {
  return [...new Set(uses.map(([action]) => action))].map((action) => {
    const ids = uses.filter(([name]) => name === action).map(([, id]) => id);
    return used(action, ids.reduce(commonSegments), new Set(ids).size === 1);
  });
}
