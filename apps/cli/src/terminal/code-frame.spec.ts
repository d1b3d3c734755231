import { codeFrame, columnOf } from './code-frame.js';
import { PLAIN } from './style.js';

describe('columnOf', () => {
  it.each([
    ['what is quoted', 'guard contains "open" if true', 'Guard "open" is not in guards', 17],
    ['a function', '\tr := http.send({})', 'undefined function http.send', 7],
    ['a variable', 'x if y == z', 'var z is unsafe', 11],
    ['a token', 'x := }', 'unexpected } token', 6],
    ['the first text, when nothing is named', '\t\tx == 1', 'something', 3],
    ['1 in an empty line', '', 'something', 1],
  ])('finds %s', (_, line, message, column) => {
    expect(columnOf(line, message)).toBe(column);
  });
});

describe('codeFrame', () => {
  const source = 'one\n\ttwo\nthree';

  it('has the line, its neighbours and a caret below the column, tabs as four spaces', () => {
    expect(codeFrame(source, { line: 2, column: 2 }, PLAIN)).toBe(
      ['    1 | one', '  > 2 |     two', '      |     ^', '    3 | three'].join('\n'),
    );
  });

  it('is empty when there is no such line', () => {
    expect(codeFrame(source, { line: 4, column: 1 }, PLAIN)).toBe('');
    expect(codeFrame(source, { line: 0, column: 0 }, PLAIN)).toBe('');
  });

  it('shows no control characters of the source, and clips long lines', () => {
    const frame = codeFrame(`\u001b[31mred${'x'.repeat(500)}`, { line: 1, column: 400 }, PLAIN);
    expect(frame).not.toContain('\u001b');
    expect(Math.max(...frame.split('\n').map((line) => line.length))).toBeLessThan(180);
  });
});
