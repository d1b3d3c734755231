import type { IdentityRef } from '@legate/core';
import type { Snapshot } from '../snapshot.js';

export interface SubtreeRow {
  readonly id: string;
  /** Ids from the root of the chain down to the grant. */
  readonly path: readonly string[];
  readonly granteeUid: number;
  readonly grantee: IdentityRef;
}

/** Reads the grants that hang below one, itself first, in the order of their paths: some at a time. */
export async function* readSubtree(
  { tx, tenant }: Snapshot,
  root: readonly string[],
  after: readonly string[] | null,
  size: number,
): AsyncGenerator<readonly SubtreeRow[]> {
  let from = after;
  for (;;) {
    const rows: SubtreeRow[] = await tx.query(SUBTREE, [
      ...[tenant, root, from ?? root, from !== null, LAST_ID, size],
    ]);
    if (rows.length > 0) {
      yield rows;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < size) {
      return;
    }
    from = last.path;
  }
}

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

// One range of the index on paths: what lies below a path sorts right after it.
const SUBTREE = `
  SELECT g.id, to_jsonb(g.path) AS path, g.grantee_uid AS "granteeUid",
    jsonb_build_object('kind', i.kind, 'id', i.id) AS grantee
  FROM grants g JOIN identities i ON i.tenant_id = g.tenant_id AND i.uid = g.grantee_uid
  WHERE g.tenant_id = $1 AND g.path >= $2::uuid[] AND g.path < $2::uuid[] || $5::uuid
    AND g.path >= $3::uuid[] AND ($3::uuid[] <> g.path OR NOT $4::boolean)
  ORDER BY g.path LIMIT $6`;
