import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A file to be staged: path relative to the folder, with `/`. */
export interface StagedFile {
  readonly path: string;
  readonly content: string | Buffer;
}

/** Runs `use` with a new private folder that holds the files, and removes the folder whatever happens. */
export async function withStagingFolder<T>(
  files: readonly StagedFile[],
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'legate-policy-'));
  try {
    await stageFiles(folder, files);
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes files into a folder that is staged already. */
export async function stageFiles(folder: string, files: readonly StagedFile[]): Promise<void> {
  for (const { path, content } of files) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content);
  }
}
