import { access, constants } from 'node:fs/promises';
import { reasonOf } from './reason-of.js';
import { runProcess } from './run-process.js';

/** What keeps a program from every network. */
export interface NetworkBarrier {
  /** To be put before the program and its arguments; empty when this system has none. */
  readonly command: readonly string[];
  /** Why there is none; null when there is one. */
  readonly missing: string | null;
}

/** util-linux: a network namespace of its own, as root or in a user namespace of its own. */
const PROGRAMS = ['/usr/bin/unshare', '/bin/unshare'];
const WAYS = ['--net', '--map-root-user --net'];
const TRIAL_MS = 5000;

let found: Promise<NetworkBarrier> | null = null;

/** The barrier of this system; tried once. Never rejects. */
export async function networkBarrier(): Promise<NetworkBarrier> {
  found ??= findBarrier();
  return await found;
}

async function findBarrier(): Promise<NetworkBarrier> {
  let missing = 'unshare (util-linux) is not installed';
  for (const program of PROGRAMS) {
    for (const way of WAYS) {
      const command = [program, ...way.split(' ')];
      const problem = await tryBarrier(command);
      if (problem === null) {
        return { command, missing: null };
      }
      missing = problem ?? missing;
    }
  }
  return { command: [], missing };
}

/** Null when it works, undefined when it is not installed, else why it does not. */
async function tryBarrier([program = '', ...args]: readonly string[]): Promise<
  string | null | undefined
> {
  try {
    await access(program, constants.X_OK);
  } catch {
    return undefined;
  }
  try {
    const trial = [...args, '/bin/sh', '-c', ':'];
    const { exitCode, stderr } = await runProcess(program, trial, { env: {}, timeoutMs: TRIAL_MS });
    return exitCode === 0 ? null : stderr.trim();
  } catch (cause) {
    return reasonOf(cause);
  }
}
