import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/**
 * The git command to use: the setting, or the first in the folders of PATH.
 * @returns its absolute path, null when there is none that can be run
 */
export function locateGit(setting: string, pathVariable: string): string | null {
  const folders = pathVariable.split(delimiter).filter((folder) => isAbsolute(folder));
  const candidates = setting === '' ? folders.map((folder) => join(folder, 'git')) : [setting];
  return candidates.find((path) => isAbsolute(path) && isProgram(path)) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
