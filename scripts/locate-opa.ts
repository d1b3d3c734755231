import { defaultCacheDir, locateOpa } from '@legate/policy';
import type { OpaBinary } from '@legate/policy';

/** The folder for binaries, as the environment says. */
export function cacheDir(): string {
  return variable('LEGATE_CACHE_DIR') ?? defaultCacheDir(variable('XDG_CACHE_HOME'));
}

/** The OPA that the policies are built and tested with; what takes time is told on standard error. */
export async function locateOpaAsSet(): Promise<OpaBinary> {
  return await locateOpa({
    cacheDir: cacheDir(),
    setting: variable('LEGATE_OPA'),
    pathVariable: variable('PATH'),
    releaseBaseUrl: variable('LEGATE_OPA_RELEASE_URL'),
    // OPA's own output alone belongs on standard output.
    onProgress: (line) => {
      console.error(line);
    },
  });
}

/** A variable of the environment; empty counts as not set. */
function variable(name: string): string | undefined {
  const value = process.env[name];
  return value === '' ? undefined : value;
}
