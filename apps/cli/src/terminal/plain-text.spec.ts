import { shown, withoutKeys } from './plain-text.js';

describe('what is printed', () => {
  it('has no key in it, wherever it stands', () => {
    const text = 'unknown option --kye=lgt_abcdEFGH and lgt_other-key_1, twice';
    expect(withoutKeys(text)).toBe('unknown option --kye=lgt_… and lgt_… twice');
  });

  it('leaves the word alone when nothing follows', () => {
    expect(withoutKeys('such as lgt_…')).toBe('such as lgt_…');
  });

  it('cannot steer a terminal or turn the direction of text', () => {
    expect(shown('a\u001b]0;title\u0007b\u202ec\u009bd')).toBe('a�]0;title�b�c�d');
    expect(shown('a\tb\nc')).toBe('a    b\nc');
  });
});
