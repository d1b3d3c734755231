import { nearestName } from './nearest-name.js';

const KNOWN = ['resource_types', 'actions', 'library'];

describe('nearestName', () => {
  it.each([
    ['resource_type', 'resource_types'],
    ['resources_type', 'resource_types'],
    ['Actions', 'actions'],
    ['acton', 'actions'],
    ['libary', 'library'],
    ['actions', 'actions'],
  ])('finds for %s the name %s', (name, expected) => {
    expect(nearestName(name, KNOWN)).toBe(expected);
  });

  it('finds nothing for a name that is like none', () => {
    expect(nearestName('owner', KNOWN)).toBeUndefined();
    expect(nearestName('actions', [])).toBeUndefined();
  });

  it('goes no further than it is told', () => {
    expect(nearestName('acts', KNOWN, 3)).toBe('actions');
    expect(nearestName('acts', KNOWN, 2)).toBeUndefined();
  });
});
