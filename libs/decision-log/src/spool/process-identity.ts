import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';

/** Which run of which process on which machine something is of. */
export interface ProcessIdentity {
  readonly host: string;
  /** Changes with each start of the machine; null where that is not known. */
  readonly boot: string | null;
  readonly pid: number;
  /** When the process began, in the kernel's ticks: tells a number used again. Null where that is not known. */
  readonly startTicks: string | null;
}

export async function describeProcess(pid = process.pid): Promise<ProcessIdentity> {
  return { host: hostname(), boot: await readBoot(), pid, startTicks: await readStartTicks(pid) };
}

/**
 * Whether that process still runs; null when it is of another machine, of which nothing is known from here.
 */
export async function isProcessAlive(identity: ProcessIdentity): Promise<boolean | null> {
  if (identity.host !== hostname()) {
    return null;
  }
  if (identity.boot !== (await readBoot()) || !isPidInUse(identity.pid)) {
    return false;
  }
  return identity.startTicks === (await readStartTicks(identity.pid));
}

function isPidInUse(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function readBoot(): Promise<string | null> {
  return (await textOf('/proc/sys/kernel/random/boot_id'))?.trim() ?? null;
}

/** proc_pid_stat(5): the 22nd field; a process that has ended and waits to be collected counts as none. */
async function readStartTicks(pid: number): Promise<string | null> {
  const stat = await textOf(`/proc/${pid}/stat`);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  return /^[ZX]/.test(fields[0] ?? '') ? 'ended' : (fields[19] ?? null);
}

async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return null;
  }
}
