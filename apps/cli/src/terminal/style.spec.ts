import { chooseStyle, COLOURED, PLAIN } from './style.js';

describe('chooseStyle', () => {
  it.each([
    ['a terminal', true, {}, COLOURED],
    ['no terminal', false, {}, PLAIN],
    ['NO_COLOR', true, { NO_COLOR: '1' }, PLAIN],
    ['an empty NO_COLOR, which counts as not set', true, { NO_COLOR: '' }, COLOURED],
    ['a dumb terminal', true, { TERM: 'dumb' }, PLAIN],
  ])('%s', (_, isTerminal, environment, style) => {
    expect(chooseStyle(isTerminal, environment)).toBe(style);
  });

  it('ends each colour that it begins', () => {
    expect(COLOURED.bad('x')).toBe('\u001b[31mx\u001b[39m');
    expect(PLAIN.bad('x')).toBe('x');
  });
});
