import {
  appendFile,
  chmod,
  mkdir,
  readFile,
  readdir,
  rm,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { dirname } from 'node:path';
import type { OpaBinary, StagedOpa, Target } from './opa-binary.js';
import { OpaCache } from './opa-cache.js';
import { TemporaryFolder, fakeOpa, writeProgram } from './toolchain.fixture.js';

const HERE: Target = { platform: process.platform, arch: process.arch };

let folder: TemporaryFolder;
let lines: string[];
let cache: OpaCache;

beforeEach(async () => {
  folder = await TemporaryFolder.create();
  lines = [];
  cache = cacheFor(HERE);
});
afterEach(async () => {
  await folder.remove();
});

function cacheFor(target: Target): OpaCache {
  return new OpaCache(folder.join('opa'), target, (line) => lines.push(line));
}

/** Each in a scratch folder of its own, within the cache's folder as in real life. */
async function staged(version: string, scratch = version): Promise<StagedOpa> {
  const path = folder.join('opa', `.scratch-${scratch}`, 'downloaded');
  return { path: await writeProgram(path, fakeOpa(version)), source: 'debian' };
}

async function put(version: string): Promise<OpaBinary> {
  return await cache.put(await staged(version));
}

describe('OpaCache', () => {
  it('has nothing before something was put', async () => {
    await expect(cache.find('1.4.2')).resolves.toBeUndefined();
    expect(lines).toEqual([]);
  });

  it('gives what was put, from its folder named after the version', async () => {
    const made = await put('1.4.2');
    expect(made).toEqual({
      path: folder.join('opa', '1.4.2', 'opa'),
      version: '1.4.2',
      source: 'debian',
    });
    await expect(cache.find('1.4.2')).resolves.toEqual({ ...made, source: 'cache' });
    await expect(readFile(made.path, 'utf8')).resolves.toBe(fakeOpa('1.4.2'));
  });

  it('prefers the wanted version, then the newest', async () => {
    for (const version of ['1.4.2', '1.10.0', '1.9.0']) {
      await put(version);
    }
    await expect(cache.find('1.4.2')).resolves.toMatchObject({ version: '1.4.2' });
    await expect(cache.find('1.5.0')).resolves.toMatchObject({ version: '1.10.0' });
  });

  it('makes what was downloaded executable', async () => {
    const made = await staged('1.4.2');
    await chmod(made.path, 0o600);
    await expect(cache.put(made)).resolves.toMatchObject({ version: '1.4.2' });
  });

  it.each([['0.70.0'], ['2.0.0']])('takes no OPA %s', async (version) => {
    await expect(put(version)).rejects.toThrow(`is OPA ${version}, but >= 1.0.0 < 2`);
    await expect(readdir(folder.join('opa'))).resolves.toEqual([`.scratch-${version}`]);
  });

  it('takes nothing that is no OPA', async () => {
    const path = await writeProgram(folder.join('opa', '.scratch-x', 'opa'), '#!/bin/sh\nexit 1\n');
    await expect(cache.put({ path, source: 'release' })).rejects.toThrow(/does not answer/);
  });

  const damages: [string, (path: string) => Promise<void>][] = [
    [
      'altered',
      async (path) => {
        await appendFile(path, '# more\n');
      },
    ],
    [
      'cut off',
      async (path) => {
        await truncate(path, 10);
      },
    ],
    [
      'missing',
      async (path) => {
        await rm(path);
      },
    ],
  ];
  it.each(damages)(
    'does not give a binary that is %s, tells so, and lets it be replaced',
    async (_, damage) => {
      const { path } = await put('1.4.2');
      await damage(path);
      await expect(cache.find('1.4.2')).resolves.toBeUndefined();
      expect(lines).toEqual([`The cached OPA 1.4.2 is damaged and is not used: ${path}`]);
      await put('1.4.2');
      await expect(cache.find('1.4.2')).resolves.toMatchObject({ path, source: 'cache' });
    },
  );

  it.each([['{"version": "1.4.2"'], ['{}'], ['null'], ['']])(
    'does not trust the record %j',
    async (text) => {
      const { path } = await put('1.4.2');
      await writeFile(folder.join('opa', '1.4.2', 'opa.json'), text);
      await expect(cache.find('1.4.2')).resolves.toBeUndefined();
      await put('1.4.2');
      await expect(cache.find('1.4.2')).resolves.toMatchObject({ path });
    },
  );

  it('falls back to another version when the wanted one is damaged', async () => {
    const { path } = await put('1.4.2');
    await put('1.3.0');
    await truncate(path, 0);
    await expect(cache.find('1.4.2')).resolves.toMatchObject({ version: '1.3.0' });
  });

  it('gives no binary of another machine that shares the folder', async () => {
    await put('1.4.2');
    const other = cacheFor({ platform: HERE.platform, arch: 's390x' });
    await expect(other.find('1.4.2')).resolves.toBeUndefined();
  });

  it('gives no folder that was only begun, nor a scratch folder', async () => {
    await writeProgram(folder.join('opa', '1.4.2', 'opa'), fakeOpa('1.4.2'));
    await mkdir(folder.join('opa', '.scratch-1.4.2'));
    await expect(cache.find('1.4.2')).resolves.toBeUndefined();
  });

  it('stays whole when two put the same version at once', async () => {
    const both = await Promise.all([staged('1.4.2', 'a'), staged('1.4.2', 'b')]);
    const made = await Promise.all(both.map(async (one) => await cache.put(one)));
    expect(made[0]).toEqual(made[1]);
    await expect(cache.find('1.4.2')).resolves.toMatchObject({ version: '1.4.2' });
    await expect(readdir(dirname(made[0]?.path ?? ''))).resolves.toEqual(['opa', 'opa.json']);
  });
});
