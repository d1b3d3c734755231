import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { atInterrupt } from './at-interrupt.js';
import { TemporaryFolder } from './toolchain.fixture.js';

let folder: TemporaryFolder;

beforeEach(async () => {
  folder = await TemporaryFolder.create();
});
afterEach(async () => {
  await folder.remove();
});

/** In a process of its own: holds the lock, fills a scratch folder, runs a long program, then `ending`. */
function builder(ending = ''): ChildProcess {
  const script = `
    const { withCacheLock } = require('./cache-lock.ts');
    const { withScratchFolder } = require('./scratch-folder.ts');
    const { runProcess } = require('./run-process.ts');
    const cache = ${JSON.stringify(folder.path)};
    const command = 'echo $$ > pid; sleep 600 & echo ready > ready; wait';
    void withCacheLock(cache, console.log, () => withScratchFolder(cache, (cwd) => {
      const watch = setInterval(() => {
        if (require('node:fs').existsSync(cwd + '/ready')) {
          clearInterval(watch);
          console.log(require('node:fs').readFileSync(cwd + '/pid', 'utf8').trim());
          ${ending}
        }
      }, 5);
      return runProcess('/bin/sh', ['-c', command], { cwd, endsWithUs: true });
    }));`;
  return spawn(process.execPath, ['--require', 'tsx/cjs', '-e', script], {
    cwd: __dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function compilerPid(child: ChildProcess): Promise<number> {
  const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  return Number(line.toString());
}

/** Resolves when the process has gone; a kill takes effect a moment after it was sent. */
async function ended(pid: number): Promise<void> {
  while (isRunning(pid)) {
    await new Promise(setImmediate);
  }
}

function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

describe('atInterrupt', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'removes scratch folder and lock and kills the compiler on %s, then ends by it',
    async (signal) => {
      const child = builder();
      const compiler = await compilerPid(child);
      expect(readdirSync(folder.path)).toHaveLength(2);
      child.kill(signal);
      await expect(once(child, 'exit')).resolves.toEqual([null, signal]);
      expect(readdirSync(folder.path)).toEqual([]);
      await ended(compiler);
    },
  );

  it('cleans up on process.exit too', async () => {
    const child = builder('process.exit(7);');
    const exit = once(child, 'exit');
    const compiler = await compilerPid(child);
    await expect(exit).resolves.toEqual([7, null]);
    expect(readdirSync(folder.path)).toEqual([]);
    await ended(compiler);
  });

  it('leaves no listener when everything was taken back', () => {
    const before = process.listenerCount('SIGINT');
    const takeBack = [atInterrupt(() => undefined), atInterrupt(() => undefined)];
    expect(process.listenerCount('SIGINT')).toBe(before + 1);
    takeBack[0]?.();
    expect(process.listenerCount('SIGINT')).toBe(before + 1);
    takeBack[1]?.();
    takeBack[1]?.();
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});
