import type { ArchiveFile } from '@legate/policy';

export interface FileChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

export function compareFiles(
  before: readonly ArchiveFile[],
  after: readonly ArchiveFile[],
): FileChanges {
  const old = new Map(before.map(({ path, content }) => [path, content]));
  const fresh = new Map(after.map(({ path, content }) => [path, content]));
  return {
    added: [...fresh.keys()].filter((path) => !old.has(path)),
    removed: [...old.keys()].filter((path) => !fresh.has(path)),
    changed: [...fresh]
      .filter(([path, content]) => old.get(path)?.equals(content) === false)
      .map(([path]) => path),
  };
}
