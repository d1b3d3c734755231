import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BoxLimitError, runOpaOnEach } from './run-opa-boxed.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'legate-box-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Any program in place of OPA. */
async function onEach(
  path: string,
  files: readonly string[],
  { args = [], timeoutMs = 10_000 }: { args?: readonly string[]; timeoutMs?: number } = {},
): Promise<readonly string[]> {
  const program = { path, version: '', source: 'path' } as const;
  return await runOpaOnEach(program, { args, files }, { folder, timeoutMs });
}

describe('one box for several files', () => {
  it('gives what was written for each, in their order', async () => {
    for (const name of ['a', 'b', 'c']) {
      await writeFile(join(folder, name), `of ${name}\n`);
    }
    expect(await onEach('/bin/cat', ['c', 'a', 'b'])).toEqual(['of c\n', 'of a\n', 'of b\n']);
    expect(await onEach('/bin/cat', ['a'], { args: ['-n'] })).toEqual(['     1\tof a\n']);
  });

  it('takes names as names, whatever a shell would make of them', async () => {
    const names = ['$(touch made)', '`touch made`', "it's; touch made", 'a b', '*'];
    for (const name of names) {
      await writeFile(join(folder, name), name);
    }
    expect(await onEach('/bin/cat', names)).toEqual(names);
    expect((await readdir(folder)).sort()).toEqual([...names].sort());
  });

  it('ends with the first that fails, and says why', async () => {
    await writeFile(join(folder, 'a'), '');
    await expect(onEach('/bin/cat', ['a', 'missing', 'a'])).rejects.toThrow(/missing/u);
  });

  it('refuses options that a shell could take for something else', async () => {
    await expect(onEach('/bin/cat', ['a'], { args: ['$(true)'] })).rejects.toThrow('no plain word');
  });

  it('is stopped when all of them together take too long', async () => {
    await expect(onEach('/bin/sleep', ['1', '1', '1'], { timeoutMs: 500 })).rejects.toThrow(
      BoxLimitError,
    );
  });
});
