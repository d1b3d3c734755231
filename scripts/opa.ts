/** `npm run opa -- <args>`: runs the OPA that the policies are built and tested with. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  OpaUnavailableError,
  defaultCacheDir,
  exitCodeOf,
  locateOpa,
} from '../libs/policy/src/toolchain/index.js';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

async function main(args: readonly string[]): Promise<number> {
  const { env } = process;
  const opa = await locateOpa({
    cacheDir: env['LEGATE_CACHE_DIR'] ?? defaultCacheDir(env['XDG_CACHE_HOME']),
    setting: env['LEGATE_OPA'],
    pathVariable: env['PATH'],
    releaseBaseUrl: env['LEGATE_OPA_RELEASE_URL'],
    // OPA's own output alone belongs on standard output.
    onProgress: (line) => {
      console.error(line);
    },
  });
  const child = spawn(opa.path, args, { stdio: 'inherit' });
  for (const signal of FORWARDED) {
    // `opa run --server` ends on its own terms; we leave when it has.
    process.on(signal, () => child.kill(signal));
  }
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return exitCodeOf(code, signal);
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
