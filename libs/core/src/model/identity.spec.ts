import { isIdentityKind } from './identity.js';

describe('isIdentityKind', () => {
  it.each(['user', 'service', 'agent'])('knows %s', (text) => {
    expect(isIdentityKind(text)).toBe(true);
  });

  it.each(['', 'User', 'caller', 'constructor', 'length'])('does not know %j', (text) => {
    expect(isIdentityKind(text)).toBe(false);
  });
});
