import { readFile, readlink } from 'node:fs/promises';
import path from 'node:path';
import { runProgram } from './run-program.js';

/** Whether a process with this id runs; one that has ended and waits to be collected does not. @internal */
export async function isRunning(pid: number): Promise<boolean> {
  return isOccupied(pid) && !(await isZombie(pid));
}

/**
 * Whether `pid` is the PostgreSQL server of the data folder `cluster` (absolute, symlink-free).
 * `false` for a dead process and for a stranger that has got the same id since. @internal
 */
export async function servesCluster(pid: number, cluster: string): Promise<boolean> {
  if (!isOccupied(pid)) {
    return false;
  }
  const commandLine = await commandLineOf(pid);
  if (!path.basename(commandLine[0] ?? '').startsWith('postgres')) {
    return false;
  }
  // The server lives in its data folder. Not everybody may look there; its command line is open.
  const workingFolder = await workingFolderOf(pid);
  return workingFolder === undefined
    ? commandLine.includes(cluster) || commandLine.join(' ').includes(` -D ${cluster} `)
    : workingFolder === cluster;
}

function isOccupied(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function isZombie(pid: number): Promise<boolean> {
  if (process.platform !== 'linux') {
    const { output } = await runProgram({ program: 'ps', args: ['-o', 'state=', '-p', `${pid}`] });
    return output.trim().startsWith('Z');
  }
  // proc_pid_stat(5): pid, name in parentheses, which may contain anything, state.
  const stat = (await ifReadable(readFile(`/proc/${pid}/stat`, 'utf8'))) ?? '';
  return /^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
}

async function commandLineOf(pid: number): Promise<string[]> {
  if (process.platform !== 'linux') {
    const { output } = await runProgram({
      program: 'ps',
      args: ['-ww', '-o', 'command=', '-p', `${pid}`],
    });
    return output.trim().split(' ');
  }
  return ((await ifReadable(readFile(`/proc/${pid}/cmdline`, 'utf8'))) ?? '').split('\0');
}

async function workingFolderOf(pid: number): Promise<string | undefined> {
  if (process.platform !== 'linux') {
    return undefined;
  }
  // A server whose folder was removed is still that folder's.
  return (await ifReadable(readlink(`/proc/${pid}/cwd`)))?.replace(/ \(deleted\)$/, '');
}

async function ifReadable(text: Promise<string>): Promise<string | undefined> {
  try {
    return await text;
  } catch {
    return undefined;
  }
}
