import { createHash } from 'node:crypto';
import { mkdir, readdir, truncate, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { delimiter, dirname, relative } from 'node:path';
import { defaultCacheDir, locateOpa, type LocateOpaOptions } from './locate-opa.js';
import type { OpaBinary } from './opa-binary.js';
import { OpaUnavailableError } from './opa-unavailable-error.js';
import { releaseFileFor, type PinnedRelease } from './pinned-release.js';
import {
  LocalServer,
  TemporaryFolder,
  fakeOpa,
  serving,
  writeProgram,
} from './toolchain.fixture.js';

const TARGET = { platform: 'linux', arch: 'x64' } as const;
const NAME = releaseFileFor(TARGET) ?? '';
const RELEASE: PinnedRelease = {
  version: '1.4.2',
  digests: { [NAME]: createHash('sha256').update(fakeOpa('1.4.2')).digest('hex') },
};
const FILES = { [`/v1.4.2/${NAME}`]: fakeOpa('1.4.2') };

let folder: TemporaryFolder;
let server: LocalServer;
let lines: string[];

beforeEach(async () => {
  folder = await TemporaryFolder.create();
  lines = [];
  await serve(serving({}));
});
afterEach(async () => {
  await server.stop();
  await folder.remove();
});

async function serve(listener: RequestListener): Promise<void> {
  server = await LocalServer.start(listener);
}

async function reserve(listener: RequestListener): Promise<void> {
  await server.stop();
  await serve(listener);
}

/** Everything points into the test's folder, so the system's own OPA and apt play no part. */
async function locate(options: Partial<LocateOpaOptions> = {}): Promise<OpaBinary> {
  return await locateOpa({
    cacheDir: folder.join('cache'),
    pathVariable: folder.join('bin'),
    releaseBaseUrl: server.url,
    systemRoot: folder.join('system'),
    target: TARGET,
    release: RELEASE,
    onProgress: (line) => lines.push(line),
    ...options,
  });
}

async function program(path: string, version: string): Promise<string> {
  return await writeProgram(folder.join(path), fakeOpa(version));
}

const cached = (): string => folder.join('cache', 'opa', '1.4.2', 'opa');

describe('locateOpa: the order of the ways', () => {
  it('takes the setting before all else', async () => {
    const path = await program('mine/opa-1', '1.2.3');
    await program('bin/opa', '1.4.2');
    await expect(locate({ setting: path })).resolves.toEqual({
      path,
      version: '1.2.3',
      source: 'setting',
    });
  });

  it('takes opa on PATH before the cache', async () => {
    await reserve(serving(FILES));
    await locate();
    const path = await program('bin/opa', '1.0.0');
    await expect(locate()).resolves.toEqual({ path, version: '1.0.0', source: 'path' });
  });

  it('takes the cache before the release, without asking the server', async () => {
    await reserve(serving(FILES));
    await expect(locate()).resolves.toMatchObject({ source: 'release', path: cached() });
    await reserve(serving(FILES));
    await expect(locate()).resolves.toEqual({ path: cached(), version: '1.4.2', source: 'cache' });
    expect(server.requests).toEqual([]);
  });

  it('takes the release before a build', async () => {
    await reserve(serving(FILES));
    await expect(locate()).resolves.toEqual({
      path: cached(),
      version: '1.4.2',
      source: 'release',
    });
    await expect(readdir(folder.join('cache', 'opa'))).resolves.toEqual(['1.4.2']);
  });

  it('takes an empty setting as none', async () => {
    await program('bin/opa', '1.4.2');
    await expect(locate({ setting: '' })).resolves.toMatchObject({ source: 'path' });
  });
});

describe('locateOpa: LEGATE_OPA', () => {
  async function failure(setting: string): Promise<string> {
    // A perfect OPA on PATH must not hide that the setting is wrong.
    await program('bin/opa', '1.4.2');
    const error: unknown = await locate({ setting }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(OpaUnavailableError);
    return (error as OpaUnavailableError).message;
  }

  it('is an error when it names nothing', async () => {
    const path = folder.join('none');
    expect(await failure(path)).toContain(`LEGATE_OPA: ${path} does not exist`);
  });

  it('is an error when it names a folder', async () => {
    expect(await failure(folder.path)).toContain(`LEGATE_OPA: ${folder.path} is not a file`);
  });

  it('is an error when it names a file that is not executable', async () => {
    const path = folder.join('opa.txt');
    await writeFile(path, fakeOpa('1.4.2'), { mode: 0o600 });
    expect(await failure(path)).toContain(`LEGATE_OPA: ${path} is not executable`);
  });

  it.each([['0.70.0'], ['1.0.0-rc.1'], ['2.0.0']])(
    'is an error when it is OPA %s',
    async (version) => {
      const path = await program('old/opa', version);
      expect(await failure(path)).toContain(
        `LEGATE_OPA: ${path} is OPA ${version}, but >= 1.0.0 < 2 is needed`,
      );
    },
  );

  it('is an error when it names another program', async () => {
    const path = await writeProgram(folder.join('other'), '#!/bin/sh\necho hello\n');
    expect(await failure(path)).toContain('does not answer `version` as OPA does (exit code 0)');
  });

  it('is an error when it cannot be run', async () => {
    const path = await writeProgram(folder.join('other'), '#!/no/such/interpreter\n');
    expect(await failure(path)).toContain(`${path} could not be run`);
  });
});

describe('locateOpa: PATH', () => {
  it('passes over an unsupported version with a line, and takes the next', async () => {
    const old = await program('old/opa', '0.70.0');
    const path = await program('bin/opa', '1.4.2');
    const pathVariable = [folder.join('old'), folder.join('none'), folder.join('bin')].join(
      delimiter,
    );
    await expect(locate({ pathVariable })).resolves.toMatchObject({ path });
    expect(lines).toEqual([
      `Passing over the opa on PATH: ${old} is OPA 0.70.0, but >= 1.0.0 < 2 is needed`,
    ]);
  });

  it('goes on to the other ways when only an unsupported one is there', async () => {
    await reserve(serving(FILES));
    await program('bin/opa', '2.0.0');
    await expect(locate()).resolves.toMatchObject({ source: 'release' });
    expect(lines[0]).toContain('is OPA 2.0.0');
  });

  it('does not search relative folders, which depend on where one stands', async () => {
    await reserve(serving(FILES));
    const path = await program('bin/opa', '1.4.2');
    const pathVariable = relative(process.cwd(), dirname(path));
    await expect(locate({ pathVariable })).resolves.toMatchObject({ source: 'release' });
  });

  it('passes over what is not executable', async () => {
    await mkdir(folder.join('bin', 'opa'), { recursive: true });
    await reserve(serving(FILES));
    await expect(locate()).resolves.toMatchObject({ source: 'release' });
  });
});

describe('locateOpa: cache and release', () => {
  it('replaces a damaged cached binary instead of running it', async () => {
    await reserve(serving(FILES));
    await locate();
    await truncate(cached(), 5);
    await expect(locate()).resolves.toMatchObject({ source: 'release' });
    await expect(locate()).resolves.toMatchObject({ source: 'cache' });
  });

  it('does not use a release with a wrong digest, and leaves nothing of it', async () => {
    await reserve(serving({ [`/v1.4.2/${NAME}`]: `${fakeOpa('1.4.2')}# forged\n` }));
    await expect(locate()).rejects.toThrow(/official release 1\.4\.2: .*expected/);
    await expect(readdir(folder.join('cache', 'opa'))).resolves.toEqual([]);
  });

  it('gets OPA once for several callers at once', async () => {
    await reserve(serving(FILES));
    const found = await Promise.all([locate(), locate(), locate()]);
    expect(server.requests).toHaveLength(1);
    expect(found.map(({ source }) => source).sort()).toEqual(['cache', 'cache', 'release']);
    expect(new Set(found.map(({ path }) => path))).toEqual(new Set([cached()]));
  });

  it('clears away what a killed process left', async () => {
    await reserve(serving(FILES));
    await mkdir(folder.join('cache', 'opa', '.scratch-old', 'root'), { recursive: true });
    await locate();
    await expect(readdir(folder.join('cache', 'opa'))).resolves.toEqual(['1.4.2']);
  });
});

describe('locateOpa: nothing works', () => {
  it('says in one message what was tried, why it failed, and what to do', async () => {
    const old = await program('bin/opa', '0.70.0');
    const error: unknown = await locate().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(OpaUnavailableError);
    expect(error).toMatchObject({ code: 'opa.unavailable', name: 'OpaUnavailableError' });
    expect((error as Error).message.split('\n')).toEqual([
      'No usable OPA (>= 1.0.0 < 2). Tried:',
      `  - PATH: ${old} is OPA 0.70.0, but >= 1.0.0 < 2 is needed`,
      `  - cache ${folder.join('cache', 'opa')}: holds no usable OPA`,
      `  - official release 1.4.2: ${server.url}/v1.4.2/${NAME} answered with status 404`,
      "  - Debian's source package: this is not a Debian-like system",
      'Install OPA 1.x so that `opa` is on PATH, or set LEGATE_OPA to the path of its binary.',
    ]);
  });

  it('says why a server could not be reached', async () => {
    const { url } = server;
    await server.stop();
    await expect(locate({ releaseBaseUrl: url })).rejects.toThrow(/1\.4\.2: connect ECONNREFUSED/);
    await serve(serving({}));
  });

  it('says so when the cache cannot be written', async () => {
    await writeFile(folder.join('file'), '');
    const cacheDir = folder.join('file', 'cache');
    await expect(locate({ cacheDir })).rejects.toThrow(/filling .*file\/cache\/opa: ENOTDIR/);
  });
});

describe('defaultCacheDir', () => {
  it.each([
    ['/var/cache/me', '/var/cache/me/legate'],
    ['relative', expect.stringMatching(/^\/.*\/\.cache\/legate$/)],
    ['', expect.stringMatching(/^\/.*\/\.cache\/legate$/)],
    [undefined, expect.stringMatching(/^\/.*\/\.cache\/legate$/)],
  ])('for XDG_CACHE_HOME %j is %s', (xdgCacheHome, expected) => {
    expect(defaultCacheDir(xdgCacheHome)).toEqual(expected);
  });
});
