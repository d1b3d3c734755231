/** A bundle as the admin API writes it; what is shown of it. */
export interface ServerBundle {
  readonly id: string;
  readonly bundleRevision: string;
  readonly digest: string;
  readonly state: string;
  readonly createdAt: string;
  readonly author: string;
  /** Data revision from which on its state holds. */
  readonly revision: number;
  /** An activation that the gate did not let pass, and that a second caller may confirm (docs/shadow.md). */
  readonly pending?: object | null;
  readonly report: { readonly tests: number; readonly coverage: number | null };
}

const KEY = /^(?:[0-9a-f]{64}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$/u;

/** Whether a text can be the id or digest of a stored bundle. */
export function isBundleKey(text: string): boolean {
  return KEY.test(text);
}

/** One line: `active 4f2a9c1 (b1a6…), from data revision 12 on`. */
export function describeBundle({ state, bundleRevision, id, revision }: ServerBundle): string {
  const name = /^[0-9a-f]{64}$/u.test(bundleRevision)
    ? bundleRevision.slice(0, 12)
    : bundleRevision;
  return `${state}, ${name}, id ${id}, data revision ${revision}`;
}
