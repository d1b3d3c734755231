import { defaultCacheDir, locateOpa, type OpaBinary } from '@legate/policy';
import type { CliContext } from '../commands/command.js';
import { variableOf } from '../terminal/variable.js';

/** The folder for OPA and for compiled policies, as the environment says. */
export function cacheFolder({ environment }: CliContext): string {
  return (
    variableOf(environment, 'LEGATE_CACHE_DIR') ?? defaultCacheDir(environment['XDG_CACHE_HOME'])
  );
}

/** The OPA that the server would use, found in the same order. @throws OpaUnavailableError */
export async function obtainOpa(context: CliContext): Promise<OpaBinary> {
  const { environment, progress } = context;
  return await locateOpa({
    cacheDir: cacheFolder(context),
    setting: environment['LEGATE_OPA'],
    pathVariable: environment['PATH'],
    releaseBaseUrl: variableOf(environment, 'LEGATE_OPA_RELEASE_URL'),
    onProgress: progress,
  });
}
