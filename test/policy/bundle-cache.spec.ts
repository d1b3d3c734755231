import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BundleCache, loadOrBuild, PolicyEngine } from '@legate/policy';
import { testOpa, withFolder } from './support/opa.js';

const FILES = {
  'a.rego': 'package policy.a\n\nguards := {"g"}\n\nguard contains "g" if input.x\n',
};

describe('loadOrBuild', () => {
  let cacheFolder: string;
  let cache: BundleCache;

  beforeEach(async () => {
    cacheFolder = await mkdtemp(join(tmpdir(), 'legate-cache-test-'));
    cache = new BundleCache(cacheFolder);
  });
  afterEach(async () => {
    await rm(cacheFolder, { recursive: true });
  });

  it('needs a compiler once, and gives the same bundle without one', async () => {
    await withFolder(FILES, async (folder) => {
      const built = await loadOrBuild(folder, cache, testOpa);
      const noCompiler = jest.fn();
      const loaded = await loadOrBuild(folder, cache, noCompiler);
      expect(noCompiler).not.toHaveBeenCalled();
      expect(Buffer.from(loaded.wasm).equals(Buffer.from(built.wasm))).toBe(true);
      expect({ ...loaded, wasm: null }).toEqual({ ...built, wasm: null });
      await expect(PolicyEngine.load(loaded)).resolves.toBeInstanceOf(PolicyEngine);
    });
  });

  it.each([
    ['policy.wasm', 5000],
    ['manifest.json', 200],
  ])('builds anew when one bit of %s has flipped', async (name, at) => {
    await withFolder(FILES, async (folder) => {
      const built = await loadOrBuild(folder, cache, testOpa);
      const path = join(cacheFolder, 'policies', built.digest, name);
      const whole = await readFile(path);
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      await writeFile(path, damaged);
      const compiler = jest.fn(testOpa);
      const again = await loadOrBuild(folder, cache, compiler);
      expect(compiler).toHaveBeenCalledTimes(1);
      expect({ ...again, wasm: null }).toEqual({ ...built, wasm: null });
      expect((await readFile(path)).equals(whole)).toBe(true);
    });
  });

  it('stores nothing of a source that is refused', async () => {
    await withFolder({ 'a.rego': 'package policy.a\n' }, async (folder) => {
      await expect(loadOrBuild(folder, cache, testOpa)).rejects.toMatchObject({
        name: 'PolicyBuildError',
      });
      expect(await readdir(cacheFolder)).toEqual([]);
    });
  });
});
