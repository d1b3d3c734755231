import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { opaFileName, type OpaBinary, type Target } from './opa-binary.js';
import { supportedVersionOf } from './opa-version.js';
import { reasonOf } from './reason-of.js';

/** The OPA that LEGATE_OPA names; throws, naming the setting, when that is no usable OPA. */
export async function opaFromSetting(setting: string): Promise<OpaBinary> {
  const path = resolve(setting);
  await requireProgram(path);
  return { path, version: await supportedVersionOf(path), source: 'setting' };
}

/** The first `opa` of a supported version on `pathVariable`; each one passed over is told. Throws when none. */
export async function opaOnPath(
  pathVariable: string,
  target: Target,
  onProgress: (line: string) => void,
): Promise<OpaBinary> {
  const reasons: string[] = [];
  for (const path of await programsOnPath(pathVariable, opaFileName(target))) {
    try {
      return { path, version: await supportedVersionOf(path), source: 'path' };
    } catch (error) {
      reasons.push(reasonOf(error));
      onProgress(`Passing over the opa on PATH: ${reasonOf(error)}`);
    }
  }
  throw new Error(reasons.length === 0 ? 'no opa there' : reasons.join('\n'));
}

/** Every program `name` on `pathVariable`, in its order; relative entries are not trusted. */
export async function programsOnPath(pathVariable: string, name: string): Promise<string[]> {
  const folders = pathVariable.split(delimiter).filter((folder) => isAbsolute(folder));
  const found: string[] = [];
  for (const path of new Set(folders.map((folder) => join(folder, name)))) {
    if (await isProgram(path)) {
      found.push(path);
    }
  }
  return found;
}

async function isProgram(path: string): Promise<boolean> {
  return await requireProgram(path).then(
    () => true,
    () => false,
  );
}

async function requireProgram(path: string): Promise<void> {
  const file = await stat(path).catch(() => undefined);
  if (file === undefined) {
    throw new Error(`${path} does not exist`);
  }
  if (!file.isFile()) {
    throw new Error(`${path} is not a file`);
  }
  await access(path, constants.X_OK).catch((error: unknown) => {
    throw new Error(`${path} is not executable`, { cause: error });
  });
}
