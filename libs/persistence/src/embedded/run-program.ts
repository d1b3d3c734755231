import { spawn } from 'node:child_process';
import type { ChildProcess, StdioOptions } from 'node:child_process';
import { errorCode } from './embedded-postgres-error.js';
import { CHILD_ENVIRONMENT } from './run-as.js';
import type { Command } from './run-as.js';

/** How a program ended. `exitCode` is `undefined` when it was killed or never began. @internal */
export interface ProgramResult {
  exitCode: number | undefined;
  /** Standard output and standard error, as they came. */
  output: string;
}

/** Starts `command` in `/`, which every user can enter, with a minimal environment. @internal */
export function startProgram(
  { program, args, uid, gid }: Command,
  options: { stdio: StdioOptions; detached?: boolean },
): ChildProcess {
  return spawn(program, args, {
    cwd: '/',
    env: CHILD_ENVIRONMENT,
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
    ...options,
  });
}

/** Runs `command` to its end. Does not throw: a program that cannot start is a result too. @internal */
export async function runProgram(command: Command): Promise<ProgramResult> {
  return await new Promise((resolve) => {
    let output = '';
    const collect = (chunk: string): void => {
      output += chunk;
    };
    const child = startProgram(command, { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout?.setEncoding('utf8').on('data', collect);
    child.stderr?.setEncoding('utf8').on('data', collect);
    child.once('error', (error) => {
      const reason = errorCode(error) === 'ENOENT' ? 'not found' : error.message;
      resolve({ exitCode: undefined, output: `${command.program}: ${reason}` });
    });
    child.once('close', (exitCode) => {
      resolve({ exitCode: exitCode ?? undefined, output });
    });
  });
}
