import { mkdtemp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BundleCache } from './bundle-cache.js';
import { sourceDigest } from './bundle-source.js';
import { BUNDLE_FORMAT_VERSION, type CompiledBundle } from './compiled-bundle.js';
import { loadOrBuild } from './load-or-build.js';

const SOURCE = 'package policy.a\n';
const FILE = { path: 'a.rego', content: Buffer.from(SOURCE), isTest: false };
const SOURCE_OF = { digest: sourceDigest([FILE]), data: null };
const bundle: CompiledBundle = {
  digest: SOURCE_OF.digest,
  opaVersion: '1.4.2',
  data: null,
  wasm: Buffer.from('not really a module'),
  manifest: {
    formatVersion: BUNDLE_FORMAT_VERSION,
    packages: [
      {
        name: 'policy.a',
        entrypoint: 'legate_entry/p0/result',
        resourceTypes: null,
        actions: ['read'],
        guards: ['g'],
        hasObligations: false,
      },
    ],
    warnings: [],
  },
};

describe('BundleCache', () => {
  let folder: string;
  let cache: BundleCache;
  let entry: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'legate-cache-spec-'));
    cache = new BundleCache(join(folder, 'cache'));
    entry = join(folder, 'cache/policies', bundle.digest);
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('gives back what was stored', async () => {
    await cache.write(bundle);
    expect(await cache.read(SOURCE_OF)).toEqual(bundle);
  });

  it('has nothing that was not stored', async () => {
    expect(await cache.read(SOURCE_OF)).toBeUndefined();
  });

  it.each([
    ['policy.wasm', (text: string) => text.replace('really', 'REALLY')],
    ['policy.wasm', () => ''],
    ['manifest.json', (text: string) => text.replace('"guards":["g"]', '"guards":[]')],
    ['manifest.json', (text: string) => text.replace(bundle.digest, 'f'.repeat(64))],
    ['manifest.json', (text: string) => text.slice(0, -10)],
    ['manifest.json', () => 'null'],
    ['manifest.json', () => '{}'],
  ])('has no entry whose %s was damaged, and replaces it', async (name, damage) => {
    await cache.write(bundle);
    const path = join(entry, name);
    const damaged = damage(await readFile(path, 'utf8'));
    expect(damaged).not.toBe(await readFile(path, 'utf8'));
    await writeFile(path, damaged);
    expect(await cache.read(SOURCE_OF)).toBeUndefined();
    await cache.write(bundle);
    expect(await cache.read(SOURCE_OF)).toEqual(bundle);
  });

  it('has no entry that lies under another digest', async () => {
    await cache.write(bundle);
    const other = join(folder, 'cache/policies', 'e'.repeat(64));
    await mkdir(other);
    for (const name of await readdir(entry)) {
      await writeFile(join(other, name), await readFile(join(entry, name)));
    }
    expect(await cache.read({ digest: 'e'.repeat(64), data: null })).toBeUndefined();
  });

  it('keeps one whole entry, and nothing else, when several write it at once', async () => {
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        await cache.write(bundle);
      }),
    );
    expect(await cache.read(SOURCE_OF)).toEqual(bundle);
    expect(await readdir(join(folder, 'cache/policies'))).toEqual([bundle.digest]);
  });

  it('asks for no compiler when the bundle is there', async () => {
    const sources = join(folder, 'sources');
    await mkdir(sources);
    await writeFile(join(sources, 'a.rego'), SOURCE);
    await cache.write(bundle);
    const noCompiler = jest.fn(async () => await Promise.reject(new Error('no compiler')));
    expect(await loadOrBuild(sources, cache, noCompiler)).toEqual(bundle);
    expect(noCompiler).not.toHaveBeenCalled();
    await writeFile(join(sources, 'a.rego'), `${SOURCE}# changed\n`);
    await expect(loadOrBuild(sources, cache, noCompiler)).rejects.toThrow('no compiler');
  });
});
