/** Members an entry of a file must and may have; null is any. */
interface Members {
  readonly required: readonly string[];
  readonly optional: readonly string[] | null;
}

const IDENTITY: Members = {
  required: ['id', 'name'],
  optional: ['roles', 'owners', 'ceiling', 'autonomous', 'status'],
};

/** By the top-level member of a file. Of a grant only what is ours: its terms are checked by the service. */
const MEMBERS: Readonly<Record<string, Members>> = {
  users: IDENTITY,
  services: IDENTITY,
  agents: IDENTITY,
  resources: { required: ['type', 'id', 'attributes'], optional: ['count'] },
  grants: { required: ['name', 'from', 'to'], optional: null },
  questions: {
    required: ['why', 'who', 'do', 'on'],
    optional: [
      ...['by', 'act', 'asserted', 'amount', 'with', 'context'],
      ...['permit', 'deny', 'chain', 'denied-by'],
    ],
  },
};

/**
 * Holds each entry of a list against its members: a misspelt one would silently change what is asked or checked.
 *
 * @throws Error that names the list, the entry and the member
 */
export function checkMembers(list: string, entries: readonly object[]): void {
  const members = MEMBERS[list];
  if (members === undefined) {
    throw new Error(`there is no list "${list}"`);
  }
  const { required, optional } = members;
  for (const [at, entry] of entries.entries()) {
    const where = `${list}, entry ${at + 1}`;
    const missing = required.find((name) => !Object.hasOwn(entry, name));
    if (missing !== undefined) {
      throw new Error(`${where}: "${missing}" is missing`);
    }
    const known = [...required, ...(optional ?? Object.keys(entry))];
    const unknown = Object.keys(entry).find((name) => !known.includes(name));
    if (unknown !== undefined) {
      throw new Error(`${where}: there is no member "${unknown}"`);
    }
  }
}
