import fc from 'fast-check';
import { PackageDispatch, type PackageScope } from './package-dispatch.js';

const all: PackageScope = { resourceTypes: null, actions: null };
const records: PackageScope = { resourceTypes: ['record'], actions: null };
const reads: PackageScope = { resourceTypes: null, actions: ['read'] };
const recordWrites: PackageScope = { resourceTypes: ['record', 'note'], actions: ['write'] };

describe('PackageDispatch', () => {
  const dispatch = new PackageDispatch([all, records, reads, recordWrites]);

  it.each([
    ['record', 'read', [all, records, reads]],
    ['record', 'write', [all, records, recordWrites]],
    ['note', 'write', [all, recordWrites]],
    ['other', 'read', [all, reads]],
    ['other', 'other', [all]],
    ['', '', [all]],
    ['constructor', '__proto__', [all]],
  ])('finds the packages for %s and %s, in order, each time', (type, action, expected) => {
    expect(dispatch.applicable(type, action)).toEqual(expected);
    expect(dispatch.applicable(type, action)).toEqual(expected);
  });

  it('agrees with a plain filter', () => {
    const names = fc.constantFrom<string[]>('a', 'b', 'c', 'd');
    const scopes = fc.option(fc.uniqueArray(names, { minLength: 1 }));
    const packages = fc.array(fc.record({ resourceTypes: scopes, actions: scopes }));
    const asked = fc.constantFrom<string[]>('a', 'b', 'c', 'd', 'e', '');
    fc.assert(
      fc.property(packages, asked, asked, (some, type, action) => {
        const expected = some.filter(
          (each) =>
            (each.resourceTypes?.includes(type) ?? true) &&
            (each.actions?.includes(action) ?? true),
        );
        expect(new PackageDispatch(some).applicable(type, action)).toEqual(expected);
      }),
    );
  });

  it('remembers nothing for names that no annotation has', () => {
    const one = dispatch.applicable('unseen-1', 'unseen-1');
    expect(dispatch.applicable('unseen-2', 'unseen-2')).toBe(one);
  });
});
