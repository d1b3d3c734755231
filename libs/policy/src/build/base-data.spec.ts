import { joinData, type DataDemands } from './base-data.js';
import type { BuildProblem } from './policy-build-error.js';

type Documents = readonly (readonly [path: string, text: string])[];

function join(documents: Documents, demands: Partial<DataDemands> = {}): unknown {
  const problems: BuildProblem[] = [];
  const files = documents.map(([path, text]) => ({ path, content: Buffer.from(text) }));
  const data = joinData(files, { maxBytes: 1000, ...demands }, problems);
  return problems.length > 0
    ? problems.map(({ code, file }) => [code, file])
    : (data?.json.toString() ?? null);
}

const REFUSED = 'policy.build.data_file';

describe('base data of a bundle (OPA-10, OPA-12)', () => {
  it.each<[string, Documents, string | null]>([
    ['is nothing without documents', [], null],
    ['is nothing when all are empty', [['data.json', ' {} ']], null],
    [
      'lies below the folder of its document',
      [['a/b/data.json', '{"c": 1}']],
      '{"a":{"b":{"c":1}}}',
    ],
    [
      'is joined where documents meet',
      [
        ['data.json', '{"a": {"x": 1}, "l": [1, 0.5]}'],
        ['a/data.json', '{"y": {"z": true}}'],
      ],
      '{"a":{"x":1,"y":{"z":true}},"l":[1,0.5]}',
    ],
    [
      'keeps colons and quotes in text',
      [['data.json', '{"a:\\"b": "c: \\\\"}']],
      '{"a:\\"b":"c: \\\\"}',
    ],
  ])('%s', (_, documents, json) => {
    expect(join(documents)).toBe(json);
  });

  it.each<[string, string]>([
    ['is no JSON', '{'],
    ['is no object', '[1]'],
    ['has a name twice', '{"a": {"b": 1, "b": 2}}'],
    ['has a name twice, spelled in two ways', '{"a": 1, "\\u0061": 2}'],
    ['has an integer beyond 2^53', '{"a": 9007199254740993}'],
    ['has a number out of range', '{"a": 1e999}'],
    ['has half of a surrogate pair', '{"a": "\\ud800"}'],
    ['sets a prototype', '{"__proto__": {"a": 1}}'],
    ['is nested too deep', `{"a": ${'['.repeat(64)}${']'.repeat(64)}}`],
    ['begins with a byte order mark', '\ufeff{"a": 1}'],
  ])('is refused when it %s', (_, text) => {
    expect(join([['d/data.json', text]])).toEqual([
      [REFUSED, expect.stringMatching(/^(d\/data.json)?$/)],
    ]);
  });

  it('is refused where two documents say different things', () => {
    const documents = [
      ['a/data.json', '{"b": 1}'],
      ['data.json', '{"a": {"b": 1}}'],
    ] as const;
    expect(join(documents)).toEqual([[REFUSED, 'data.json']]);
    expect(
      join([
        ['data.json', '{"a": 1}'],
        ['a/data.json', '{"b": 1}'],
      ]),
    ).toEqual([[REFUSED, 'a/data.json']]);
  });

  it.each(['policy', 'legate_entry'])('is refused under "%s", where packages are', (name) => {
    expect(join([['data.json', JSON.stringify({ [name]: { a: 1 } })]])).toEqual([[REFUSED, '']]);
  });

  it('must lie in the roots of the manifest', () => {
    const roots = ['policy', 'labels/eu'];
    expect(join([['labels/eu/data.json', '{"a": 1}']], { roots })).toBe(
      '{"labels":{"eu":{"a":1}}}',
    );
    expect(join([['data.json', '{"labels": {"us": 1}}']], { roots })).toEqual([
      ['policy.manifest.roots', ''],
    ]);
  });

  it('must not exceed its size, as sent and as loaded', () => {
    const text = JSON.stringify({ a: 'x'.repeat(92) });
    expect(join([['data.json', text]], { maxBytes: 100 })).toBe(text);
    expect(join([['data.json', `${text} `]], { maxBytes: 100 })).toEqual([
      ['policy.build.too_large', ''],
    ]);
    expect(join([[`${'d'.repeat(60)}/data.json`, text]], { maxBytes: 100 })).toEqual([
      ['policy.build.too_large', ''],
    ]);
  });
});
