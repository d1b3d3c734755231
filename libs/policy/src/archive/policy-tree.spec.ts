import { isBundleFile, readPolicyTree } from './policy-tree.js';

const POLICY = 'package policy.main\n\nguards := set()\n';
const file = (path: string, content = ''): { path: string; content: Buffer } => ({
  path,
  content: Buffer.from(content),
});

const MAX_DATA = 1024;

describe('a policy under version control', () => {
  it('is its Rego files and what stands at its root; the rest of a repository is left alone', () => {
    const taken = ['main.rego', 'a/b_test.rego', '.manifest', '.signatures.json', 'x/data.json'];
    const left = [
      'README.md',
      '.github/workflows/x.yml',
      '.regal/config.rego',
      'a/.manifest',
      'a/.x.rego',
      'docs/a b.md',
    ];
    expect(taken.filter(isBundleFile)).toEqual(taken);
    expect(left.filter(isBundleFile)).toEqual([]);
  });

  it('has the commit as its revision, whatever its manifest says, and is another bundle at another commit', () => {
    const files = [
      file('.manifest', '{"revision":"mine","roots":["policy"]}'),
      file('main.rego', POLICY),
    ];
    const [one, other] = ['aaa', 'bbb'].map((revision) =>
      readPolicyTree({ files, revision }, MAX_DATA),
    );
    expect(one?.manifest).toMatchObject({ revision: 'aaa', roots: ['policy'] });
    expect(other?.manifest.revision).toBe('bbb');
    expect(one?.digest).not.toBe(other?.digest);
    expect(one?.source.digest).toBe(other?.source.digest);
    expect(
      readPolicyTree({ files: [file('main.rego', POLICY)], revision: 'c' }, MAX_DATA).manifest
        .revision,
    ).toBe('c');
  });

  it('is signed as it was committed', () => {
    const files = [
      file('.manifest', '{}'),
      file('.signatures.json', '{}'),
      file('main.rego', POLICY),
    ];
    const { asSigned, files: kept } = readPolicyTree({ files, revision: 'c' }, MAX_DATA);
    expect(asSigned).toEqual(files);
    expect(kept.map(({ path }) => path)).toEqual(['.manifest', 'main.rego']);
  });

  it.each([
    [
      'a broken manifest',
      [file('.manifest', '{'), file('main.rego', POLICY)],
      'policy.manifest.invalid',
    ],
    ['a name that is not plain', [file('a b.rego', POLICY)], 'policy.archive.path'],
    [
      'too much base data',
      [file('data.json', `{"a":"${'x'.repeat(MAX_DATA)}"}`), file('main.rego', POLICY)],
      'policy.build.too_large',
    ],
    ['no policy', [file('README.md')], 'policy.build.empty'],
    [
      'a large file',
      [file('main.rego', ' '.repeat(4 * 1024 * 1024 + 1))],
      'policy.archive.too_large',
    ],
  ])('is refused with %s', (_, files, code) => {
    expect(() => readPolicyTree({ files, revision: 'c' }, MAX_DATA)).toThrow(code);
  });
});
