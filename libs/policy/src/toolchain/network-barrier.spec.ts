import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { networkBarrier } from './network-barrier.js';
import { runOpaBoxed } from './run-opa-boxed.js';

const { env } = process;

/** Any program in place of OPA. */
async function boxed(path: string, ...args: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'legate-box-'));
  try {
    const program = { path, version: '', source: 'path' } as const;
    const { exitCode, stdout, stderr } = await runOpaBoxed(program, args, {
      folder,
      timeoutMs: 10_000,
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    return stdout;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('the box of pushed policies', () => {
  it('has no interface but its own loopback where the system can keep it from the others; else says why not', async () => {
    const { command, missing } = await networkBarrier();
    const text = await boxed('/bin/cat', '/proc/net/dev');
    const interfaces = [...text.matchAll(/^\s*(\S+):/gmu)].map(([, name]) => name);
    expect(missing === null).toBe(command.length > 0);
    expect(missing ?? 'kept').toMatch(/\S/u);
    expect(interfaces.every((name) => name === 'lo')).toBe(missing === null);
  });

  it('holds nothing of our environment', async () => {
    env['LEGATE_BOX_SECRET'] = 'not-for-pushers';
    try {
      const text = await boxed('/usr/bin/env');
      const names = text.split('\n').map((line) => line.split('=')[0]);
      expect(
        names.filter((name) => !['TMPDIR', 'PWD', 'OLDPWD', 'SHLVL', '_', ''].includes(name ?? '')),
      ).toEqual([]);
    } finally {
      delete env['LEGATE_BOX_SECRET'];
    }
  });
});
