import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { withCacheLock, type LockTimes } from './cache-lock.js';
import { TemporaryFolder } from './toolchain.fixture.js';

const TIMES: LockTimes = { pollMs: 5, silenceMs: 60_000 };

let folder: TemporaryFolder;
let lines: string[];

beforeEach(async () => {
  folder = await TemporaryFolder.create();
  lines = [];
});
afterEach(async () => {
  await folder.remove();
});

async function locked<T>(work: () => Promise<T>): Promise<T> {
  return await withCacheLock(folder.join('cache'), (line) => lines.push(line), work, TIMES);
}

async function heldBy(pid: number, host: string): Promise<string> {
  const lock = folder.join('cache', '.lock');
  await mkdir(folder.join('cache'));
  await writeFile(lock, JSON.stringify({ pid, host, token: 'theirs' }));
  return lock;
}

async function deadPid(): Promise<number> {
  const child = spawn('/bin/sh', ['-c', 'exit 0']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

describe('withCacheLock', () => {
  it('lets one work at a time and tells the other that it waits', async () => {
    const events: string[] = [];
    let letGo: () => void = () => undefined;
    let began: () => void = () => undefined;
    const beginning = new Promise<void>((resolve) => (began = resolve));
    const first = locked(async () => {
      events.push('first begins');
      began();
      await new Promise<void>((resolve) => (letGo = resolve));
      events.push('first ends');
    });
    await beginning;
    const second = locked(async () => {
      await Promise.resolve(events.push('second'));
    });
    while (lines.length === 0) {
      await new Promise(setImmediate);
    }
    letGo();
    await Promise.all([first, second]);
    expect(events).toEqual(['first begins', 'first ends', 'second']);
    expect(lines).toEqual(['Another process is getting OPA; waiting for it']);
  });

  it('returns what the work returns and leaves no lock', async () => {
    await expect(locked(async () => await Promise.resolve(7))).resolves.toBe(7);
    expect(existsSync(folder.join('cache', '.lock'))).toBe(false);
  });

  it('leaves no lock when the work fails', async () => {
    const failing = locked(async () => await Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(existsSync(folder.join('cache', '.lock'))).toBe(false);
  });

  it('takes over the lock of a process that has died', async () => {
    await heldBy(await deadPid(), hostname());
    await expect(locked(async () => await Promise.resolve('done'))).resolves.toBe('done');
    expect(lines).toEqual([]);
    expect(readdirSync(folder.join('cache'))).toEqual([]);
  });

  it.each([
    ['of another machine', JSON.stringify({ pid: 1, host: 'elsewhere.invalid', token: 't' })],
    [
      'whose number another process has now',
      JSON.stringify({ pid: process.pid, host: hostname() }),
    ],
    ['that is unreadable', '{"pid":'],
  ])('takes over a lock %s only after a long silence', async (_, text) => {
    const lock = await heldBy(0, '');
    await writeFile(lock, text);
    const waiting = locked(async () => await Promise.resolve('done'));
    while (lines.length === 0) {
      await new Promise(setImmediate);
    }
    await expect(readFile(lock, 'utf8')).resolves.toBe(text);
    const longAgo = new Date((await stat(lock)).mtimeMs - TIMES.silenceMs - 1);
    await utimes(lock, longAgo, longAgo);
    await expect(waiting).resolves.toBe('done');
  });

  it('says so when the lock cannot be read', async () => {
    await mkdir(folder.join('cache', '.lock'), { recursive: true });
    await expect(
      locked(async () => {
        await Promise.resolve();
      }),
    ).rejects.toThrow(/EISDIR/);
  });

  it('does not remove a lock that someone else has taken over', async () => {
    const lock = folder.join('cache', '.lock');
    await locked(async () => {
      await writeFile(lock, JSON.stringify({ pid: 1, host: 'elsewhere.invalid', token: 'theirs' }));
    });
    await expect(readFile(lock, 'utf8')).resolves.toContain('theirs');
  });
});
