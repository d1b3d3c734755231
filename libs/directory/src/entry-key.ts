/**
 * How the feed of changes names an identity (`kind/id`) or a resource (`type/id`). One name, one entry: a slash in
 * a type is encoded, and a kind has none.
 */
export function entryKey(group: string, id: string): string {
  return `${group.replaceAll('%', '%25').replaceAll('/', '%2F')}/${id}`;
}
