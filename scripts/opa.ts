/** `npm run opa -- <args>`: runs the OPA that the policies are built and tested with. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { OpaUnavailableError } from '@legate/policy';
import { locateOpaAsSet } from './locate-opa.js';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

async function main(args: readonly string[]): Promise<number> {
  const opa = await locateOpaAsSet();
  const child = spawn(opa.path, args, { stdio: 'inherit' });
  for (const signal of FORWARDED) {
    // `opa run --server` ends on its own terms; we leave when it has.
    process.on(signal, () => child.kill(signal));
  }
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

main(process.argv.slice(2)).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    console.error(error instanceof OpaUnavailableError ? error.message : error);
    process.exitCode = 1;
  },
);
