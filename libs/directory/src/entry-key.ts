const RESERVED = /[%/]/;

/**
 * How the feed of changes names an identity (`kind/id`) or a resource (`type/id`). One name, one entry: a slash in
 * a type is encoded, and a kind has none.
 */
export function entryKey(group: string, id: string): string {
  return RESERVED.test(group)
    ? `${group.replaceAll('%', '%25').replaceAll('/', '%2F')}/${id}`
    : `${group}/${id}`;
}

/** Who can be a member of a group or hold a role. */
export const HOLDER_KINDS = ['user', 'service', 'agent', 'group'] as const;

export interface HolderRef {
  readonly kind: (typeof HOLDER_KINDS)[number];
  readonly id: string;
}

/** How the feed names a membership or a role assignment: the holder first, all parts encoded. */
export function holdingKey({ kind, id }: HolderRef, held: string): string {
  return `${holdingPrefix({ kind, id })}${encodeURIComponent(held)}`;
}

/** What the keys of all that a holder holds begin with. */
export function holdingPrefix({ kind, id }: HolderRef): string {
  return `${kind}/${encodeURIComponent(id)}/`;
}

/** The holder out of the key of what it holds. */
export function holderOf(key: string): HolderRef {
  const [kind, id = ''] = key.split('/');
  return { kind: HOLDER_KINDS.find((known) => known === kind) ?? 'group', id: decode(id) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
