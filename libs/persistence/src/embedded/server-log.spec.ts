import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { passingObstacle } from './launch-server.js';
import { lastRelevantLine, openServerLog, readServerLog } from './server-log.js';

const PREFIX = '2026-11-24 08:28:11.424 UTC [8702]';
const PORT_TAKEN = `${PREFIX} LOG:  could not bind IPv4 address "127.0.0.1": Address already in use
${PREFIX} WARNING:  could not create listen socket for "127.0.0.1"
${PREFIX} FATAL:  could not create any TCP/IP sockets
${PREFIX} LOG:  database system is shut down
`;

describe('lastRelevantLine', () => {
  it('prefers the fatal line to those that follow, without its time and process', () => {
    expect(lastRelevantLine(PORT_TAKEN)).toBe('FATAL:  could not create any TCP/IP sockets');
  });

  it('prefers a full disk to the errors that come of it', () => {
    const full = 'FATAL:  could not extend file "base/1": No space left on device';
    expect(lastRelevantLine(`${full}\nPANIC:  cannot abort transaction 1\n`)).toBe(full);
  });

  it('takes an error when nothing was fatal', () => {
    expect(lastRelevantLine('initdb: error: no space\ninitdb: removing contents\n')).toBe(
      'initdb: error: no space',
    );
  });

  it('takes the last line when none is an error, and nothing from nothing', () => {
    expect(lastRelevantLine('one\ntwo\n\n')).toBe('two');
    expect(lastRelevantLine('\n')).toBeUndefined();
  });
});

describe('passingObstacle', () => {
  it.each([
    [PORT_TAKEN, 'port_taken'],
    ['FATAL:  lock file "postmaster.pid" already exists', 'folder_locked'],
    ['FATAL:  lock file "postmaster.pid" is empty', 'folder_locked'],
    [
      'FATAL:  pre-existing shared memory block (key 2293809, ID 4) is still in use',
      'orphans_present',
    ],
    ['FATAL:  could not write lock file "postmaster.pid": No space left on device', undefined],
  ])('tells from the log whether another try may succeed: %#', (log, obstacle) => {
    expect(passingObstacle(log)).toBe(obstacle);
  });
});

describe('openServerLog', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'legate-log-'));
    file = path.join(folder, 'postgres.log');
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('appends, and reads only what this start has written', async () => {
    await writeFile(file, 'before\n');
    const log = await openServerLog(file);
    await log.handle.write('now\n');
    await log.handle.close();
    expect(await readServerLog(log)).toBe('now\n');
    expect(await readFile(file, 'utf8')).toBe('before\nnow\n');
  });

  it('begins anew above 10 MB and keeps the one before', async () => {
    await writeFile(file, 'old');
    await truncate(file, 10 * 1024 * 1024 + 1);
    const log = await openServerLog(file);
    await log.handle.close();
    expect((await stat(file)).size).toBe(0);
    expect((await stat(`${file}.1`)).size).toBe(10 * 1024 * 1024 + 1);
  });

  it('is closed to other users', async () => {
    const log = await openServerLog(file);
    await log.handle.close();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });
});
