import type { Written } from '@legate/persistence';

export interface PutResult<T> {
  readonly stored: T;
  readonly created: boolean;
}

/** Gives what was stored anew the revision that its write has become; what stays as it was keeps its own. */
export function atRevision<T extends { readonly revision: number }>(
  written: Written<PutResult<T>>,
): Written<PutResult<T>> {
  const { stored, created } = written.value;
  const revision = stored.revision === 0 ? written.revision : stored.revision;
  return { ...written, value: { stored: { ...stored, revision }, created } };
}
