import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { isRunning, servesCluster } from './process-facts.js';

const NEVER_A_PID = 2_147_483_646;

describe('isRunning', () => {
  it('is true for this process and false for one that cannot be', async () => {
    expect(await isRunning(process.pid)).toBe(true);
    expect(await isRunning(NEVER_A_PID)).toBe(false);
  });
});

describe('servesCluster', () => {
  it('is false for a dead process and for one that is no PostgreSQL', async () => {
    expect(await servesCluster(NEVER_A_PID, process.cwd())).toBe(false);
    expect(await servesCluster(process.pid, process.cwd())).toBe(false);
  });

  it('goes by the folder of a process that calls itself postgres', async () => {
    const folder = tmpdir();
    const child = spawn('sleep', ['60'], { cwd: folder, argv0: 'postgres' });
    try {
      await once(child, 'spawn');
      const pid = child.pid ?? 0;
      expect(await servesCluster(pid, folder)).toBe(true);
      expect(await servesCluster(pid, '/elsewhere')).toBe(false);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  });
});
