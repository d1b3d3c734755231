import { nameOf, prepared } from './prepared-text.js';

describe('a prepared text', () => {
  it('is the text itself, known by its name', () => {
    expect(prepared('spec-one', 'SELECT 1')).toBe('SELECT 1');
    expect(nameOf('SELECT 1')).toBe('spec-one');
    expect(nameOf('SELECT 2')).toBeUndefined();
  });

  it('cannot take the name of another', () => {
    prepared('spec-two', 'SELECT 3');
    expect(() => prepared('spec-two', 'SELECT 4')).toThrow(/spec-two/);
  });
});
