import { aView, ceilingOf, termsOf } from '@legate/testing';
import type { TermsText } from '@legate/testing';
import { findScopeGap, isUnderCeiling } from './scope.js';

const LIMITED = { path: 'context.amount', op: 'max', value: 5 };

describe('findScopeGap', () => {
  it.each<[string, TermsText, string | null]>([
    ['a scope that covers it', {}, null],
    ['one of several selectors', { actions: ['write', 'read'] }, null],
    ['no action', { actions: [] }, 'grant.action_not_granted'],
    ['another action', { actions: ['write'] }, 'grant.action_not_granted'],
    ['no resource', { resources: [] }, 'grant.resource_not_granted'],
    ['another type', { resources: [{ type: 'file', id: '**' }] }, 'grant.resource_not_granted'],
    ['another id', { resources: [{ type: 'doc', id: 'b/**' }] }, 'grant.resource_not_granted'],
    [
      'the type of one and the id of another',
      {
        resources: [
          { type: 'doc', id: 'b' },
          { type: 'file', id: 'a/1' },
        ],
      },
      'grant.resource_not_granted',
    ],
    ['a constraint not met', { constraints: [LIMITED] }, 'grant.constraint_not_met'],
    ['action, resource and constraint', { actions: [], resources: [] }, 'grant.action_not_granted'],
  ])('of a request to read doc a/1 held against %s', (_, terms, expected) => {
    expect(findScopeGap(termsOf(terms), aView())).toBe(expected);
  });

  it('wants every constraint met', () => {
    const scope = termsOf({ constraints: [LIMITED, { ...LIMITED, op: 'min', value: 3 }] });
    expect(findScopeGap(scope, aView({ context: { amount: 4 } }))).toBeNull();
    expect(findScopeGap(scope, aView({ context: { amount: 2 } }))).toBe('grant.constraint_not_met');
  });
});

describe('isUnderCeiling', () => {
  it.each<[string, Parameters<typeof ceilingOf>[0], boolean]>([
    ['without dimensions', {}, true],
    ['of actions', { actions: ['read'] }, true],
    ['of other actions', { actions: ['write'] }, false],
    ['of no action', { actions: [] }, false],
    ['of resources', { resources: [{ type: 'doc', id: 'a/*' }] }, true],
    ['of another type', { resources: [{ type: 'file', id: '**' }] }, false],
    ['of other ids', { resources: [{ type: 'doc', id: 'a' }] }, false],
    ['of no resource', { resources: [] }, false],
    ['of no constraint', { constraints: [] }, true],
    ['of a constraint not met', { constraints: [LIMITED] }, false],
  ])('judges a ceiling %s', (_, ceiling, expected) => {
    expect(isUnderCeiling(ceilingOf(ceiling), aView())).toBe(expected);
  });
});
