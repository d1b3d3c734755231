import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { readBundleSource, sourceDigest, type SourceFile } from './bundle-source.js';

const FILES = {
  'a.rego': 'package policy.a',
  'b/c.rego': 'package policy.b',
  'b/c_test.rego': 'package policy.b_test',
  'b.rego': 'package policy.c',
  'ä.rego': 'package policy.d',
};
const ORDER = ['a.rego', 'b.rego', 'b/c.rego', 'b/c_test.rego', 'ä.rego'];

function file(path: string, content: string): SourceFile {
  return { path, content: Buffer.from(content), isTest: path.endsWith('_test.rego') };
}

describe('readBundleSource', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'legate-source-spec-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  async function write(
    files: readonly (readonly [string, string])[],
    into = folder,
  ): Promise<void> {
    for (const [path, content] of files) {
      await mkdir(dirname(join(into, path)), { recursive: true });
      await writeFile(join(into, path), content);
    }
  }

  it('reads the Rego files in order and leaves others alone', async () => {
    await write([...Object.entries(FILES), ['README.md', 'x'], ['.git/x.rego', 'x']]);
    const { files } = await readBundleSource(folder);
    expect(files.map(({ path }) => path)).toEqual(ORDER);
    expect(files.filter(({ isTest }) => isTest).map(({ path }) => path)).toEqual(['b/c_test.rego']);
  });

  it('gives one digest for 200 folders written in any order (Cerbos #3382)', async () => {
    const orders = fc.sample(
      fc.shuffledSubarray(Object.entries(FILES), { minLength: ORDER.length }),
      { numRuns: 200, seed: 3382 },
    );
    const digests = new Set<string>();
    for (const [index, files] of orders.entries()) {
      const each = join(folder, String(index));
      await write(files, each);
      digests.add((await readBundleSource(each)).digest);
    }
    expect(digests.size).toBe(1);
  });

  it.each([
    ['policy.build.empty', [['README.md', 'x']], ''],
    ['policy.build.empty', [['a_test.rego', 'package policy.a_test']], ''],
    [
      'policy.build.data_file',
      [
        ['a.rego', 'x'],
        ['d/data.json', '[]'],
      ],
      'd/data.json',
    ],
    [
      'policy.build.data_file',
      [
        ['a.rego', 'x'],
        ['data.yaml', 'a: 1'],
      ],
      'data.yaml',
    ],
    ['policy.build.too_large', [['a.rego', '#'.repeat(16 * 1024 * 1024 + 1)]], ''],
  ] as const)('refuses with %s', async (code, files, path) => {
    await write(files);
    await expect(readBundleSource(folder)).rejects.toMatchObject({
      name: 'PolicyBuildError',
      problems: [{ code, file: path, line: 0 }],
    });
  });

  it('refuses symbolic links to files and folders', async () => {
    await write([['a.rego', 'x']]);
    await symlink('a.rego', join(folder, 'b.rego'));
    await symlink('/etc', join(folder, 'c'));
    await expect(readBundleSource(folder)).rejects.toMatchObject({
      problems: [
        { code: 'policy.build.symlink', file: 'b.rego' },
        { code: 'policy.build.symlink', file: 'c' },
      ],
    });
  });
});

describe('sourceDigest', () => {
  const base = [file('a.rego', 'one'), file('b.rego', 'two')];

  it('does not depend on the order or on tests', () => {
    const digest = sourceDigest(base);
    expect(sourceDigest([...base].reverse())).toBe(digest);
    expect(sourceDigest([...base, file('a_test.rego', 'x')])).toBe(digest);
    expect(digest).toMatch(/^[0-9a-f]{64}$/u);
  });

  it.each([
    ['a content', [file('a.rego', 'one!'), file('b.rego', 'two')]],
    ['a path', [file('a.rego', 'one'), file('c.rego', 'two')]],
    ['a file less', [file('a.rego', 'one')]],
    ['a file more', [...base, file('c.rego', '')]],
    ['a border between two', [file('a.rego', 'on'), file('b.rego', 'etwo')]],
    ['a border between path and content', [file('a.regoo', 'ne'), file('b.rego', 'two')]],
    ['which content is whose', [file('a.rego', 'two'), file('b.rego', 'one')]],
  ])('changes with %s', (_, files) => {
    expect(sourceDigest(files)).not.toBe(sourceDigest(base));
  });
});
