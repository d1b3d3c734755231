import { mkdtemp, readFile, rm, stat, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDataFolder } from './data-folder.js';
import type { DataFolder } from './data-folder.js';
import {
  parsePostmasterPid,
  readPostmasterPid,
  releaseStalePostmasterPid,
} from './postmaster-pid.js';

const READY =
  '8702\n/data/postgres\n1795508891\n5999\n\n127.0.0.1\n  2293809         4\nready   \n';

describe('parsePostmasterPid', () => {
  it('reads a server that is ready', () => {
    expect(parsePostmasterPid(READY)).toEqual({
      pid: 8702,
      dataDirectory: '/data/postgres',
      port: 5999,
      status: 'ready',
    });
  });

  it('reads a server that has only begun', () => {
    expect(parsePostmasterPid('8702\n/data/postgres\n1795508891\n')).toEqual({
      pid: 8702,
      dataDirectory: '/data/postgres',
      port: undefined,
      status: undefined,
    });
  });

  it.each(['starting', 'stopping', 'standby'])('knows the status %s', (status) => {
    expect(parsePostmasterPid(READY.replace('ready   ', status))?.status).toBe(status);
  });

  it.each(['', '\n', 'x\n/data\n', '-1\n/data\n', '0\n/data\n'])(
    'finds no server in %j',
    (text) => {
      expect(parsePostmasterPid(text)).toBeUndefined();
    },
  );
});

describe('releaseStalePostmasterPid', () => {
  let folder: DataFolder;

  beforeEach(async () => {
    folder = await openDataFolder(await mkdtemp(path.join(tmpdir(), 'legate-pid-')));
    await mkdir(folder.cluster);
  });

  afterEach(async () => {
    await rm(folder.root, { recursive: true });
  });

  it('replaces the process id and keeps the shared memory and the mode', async () => {
    await writeFile(folder.pidFile, READY, { mode: 0o600 });
    await releaseStalePostmasterPid(folder, parsePostmasterPid(READY));
    const text = await readFile(folder.pidFile, 'utf8');
    expect(text.split('\n').slice(1)).toEqual(READY.split('\n').slice(1));
    const pid = parsePostmasterPid(text)?.pid ?? 0;
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect((await stat(folder.pidFile)).mode & 0o777).toBe(0o600);
  });

  it('leaves a file that names another server by now', async () => {
    await writeFile(folder.pidFile, READY.replace('8702', '8703'));
    await releaseStalePostmasterPid(folder, parsePostmasterPid(READY));
    expect((await readPostmasterPid(folder))?.pid).toBe(8703);
  });

  it('removes an empty file, but not one that has been filled meanwhile', async () => {
    await writeFile(folder.pidFile, '');
    await releaseStalePostmasterPid(folder, undefined);
    await expect(stat(folder.pidFile)).rejects.toThrow('ENOENT');

    await writeFile(folder.pidFile, READY);
    await releaseStalePostmasterPid(folder, undefined);
    expect((await readPostmasterPid(folder))?.pid).toBe(8702);
  });
});
