import { readUpdate, updateProblems } from './ref-updates.js';

const A = 'a'.repeat(40);
const NONE = '0'.repeat(40);

const problems = (...lines: readonly string[]): readonly string[] =>
  updateProblems(lines.map(readUpdate));

describe('a change of a reference', () => {
  it('makes, moves or deletes it', () => {
    expect(readUpdate(`${NONE} ${A} refs/heads/x`)).toEqual({
      ref: 'refs/heads/x',
      before: null,
      after: A,
    });
    expect(readUpdate(`${A} ${NONE} refs/tags/x`)).toEqual({
      ref: 'refs/tags/x',
      before: A,
      after: null,
    });
  });

  it.each(['', 'a b c', `${A} ${A}`, `${A} ${A} refs/heads/x y`])('is none: "%s"', (line) => {
    expect(() => readUpdate(line)).toThrow('not an update of a reference');
  });

  it.each([
    [`${NONE} ${A} refs/heads/main`, []],
    [`${A} ${NONE} refs/heads/side`, []],
    [`${A} ${NONE} refs/heads/main`, ['refs/heads/main: main decides, and cannot be deleted']],
    [
      `${NONE} ${A} refs/heads/main/x`,
      ['refs/heads/main/x: main is a branch, no folder of branches'],
    ],
    [`${NONE} ${A} refs/heads/mainly`, []],
    [
      `${NONE} ${A} refs/legate/pending/x`,
      ['refs/legate/pending/x: only branches and tags are kept'],
    ],
    [`${NONE} ${A} HEAD`, ['HEAD: only branches and tags are kept']],
  ])('%s has the problems %j', (line, expected) => {
    expect(problems(line)).toEqual(expected);
  });

  it('is one of at most 100 at once', () => {
    const lines = Array.from({ length: 101 }, (_, index) => `${NONE} ${A} refs/tags/t${index}`);
    expect(problems(...lines.slice(1))).toEqual([]);
    expect(problems(...lines)).toEqual(['more than 100 references at once']);
  });
});
