import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Call, CliOption } from '../commands/command.js';
import { cleanCommit } from './git.js';

export const REVISION: CliOption = {
  flags: '--revision <name>',
  description:
    "what this state of the policy is called; default: .manifest's, else the commit when nothing differs from it",
};

/** The revision to write into the manifest; undefined leaves it as it is. */
export async function revisionOf(
  { context, options }: Call,
  name: string,
): Promise<string | undefined> {
  const given = options.text('revision');
  const folder = resolve(context.cwd, name);
  return given ?? ((await namesRevision(folder)) ? undefined : await cleanCommit(folder));
}

async function namesRevision(folder: string): Promise<boolean> {
  try {
    const manifest = JSON.parse(await readFile(join(folder, '.manifest'), 'utf8')) as {
      revision?: unknown;
    };
    return manifest.revision !== undefined && manifest.revision !== '';
  } catch {
    return false;
  }
}
