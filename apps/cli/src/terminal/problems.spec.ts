import { locateProblems, renderProblems } from './problems.js';
import { PLAIN } from './style.js';

const SOURCE = 'package policy.a\n\nguards := {"x"}\n';
const sourceOf = (file: string): string | undefined => (file === 'a.rego' ? SOURCE : undefined);
const render = (problems: Parameters<typeof locateProblems>[0]): string =>
  renderProblems(locateProblems(problems, sourceOf), {
    kind: 'error',
    sourceOf,
    pathOf: (file) => `here/${file}`,
    style: PLAIN,
  });

describe('problems of a policy', () => {
  it('have place, code, message and frame', () => {
    expect(render([{ code: 'c', file: 'a.rego', line: 3, message: 'Guard "x"' }])).toBe(
      [
        'here/a.rego:3:13: error c',
        '  Guard "x"',
        '    2 |',
        '  > 3 | guards := {"x"}',
        '      |             ^',
        '    4 |',
      ].join('\n'),
    );
  });

  it('of a whole file have no line, of an unknown file no frame', () => {
    expect(render([{ code: 'c', file: 'a.rego', line: 0, message: 'm' }])).toBe(
      'here/a.rego: error c\n  m',
    );
    expect(render([{ code: 'c', file: 'b.rego', line: 2, message: 'm' }])).toBe(
      'here/b.rego:2: error c\n  m',
    );
  });

  it('beyond twenty are told without their lines', () => {
    const one = { code: 'c', file: 'a.rego', line: 1, message: 'm' };
    const text = render(Array.from({ length: 30 }, () => one));
    expect(text.match(/error c/gu)).toHaveLength(30);
    expect(text.match(/> 1/gu)).toHaveLength(20);
  });
});
