import { InvariantViolation } from '@legate/core';
import type { IdentityRef, ResourceAncestor, ResourceFacts } from '@legate/core';
import { MAX_PARENTS } from '@legate/directory';

/** A resource as decisions read it, out of JSON. */
export interface ResourceRecord extends Pick<ResourceFacts, 'attributes' | 'status' | 'digest'> {
  readonly owner: IdentityRef | null;
  readonly ancestors: readonly ResourceAncestor[] | null;
}

// One step past the most that can be written: a cycle, which cannot be written, would have no end.
export const MAX_ANCESTORS = MAX_PARENTS + 1;

/** SQL for a `ResourceRecord` as JSON out of the alias `r` of a resources row. */
export const RESOURCE_JSON = `
  json_build_object('attributes', r.attributes, 'status', r.status, 'digest', r.digest,
    'owner', (
      SELECT json_build_object('kind', o.kind, 'id', o.id) FROM identities o
      WHERE o.tenant_id = r.tenant_id AND o.uid = r.owner_uid),
    'ancestors', CASE WHEN r.parent_uid IS NULL THEN NULL ELSE (
      WITH RECURSIVE above (type, id, attributes, parent_uid, depth) AS (
        SELECT p.type, p.id, p.attributes, p.parent_uid, 1 FROM resources p
        WHERE p.tenant_id = r.tenant_id AND p.uid = r.parent_uid
        UNION ALL
        SELECT p.type, p.id, p.attributes, p.parent_uid, above.depth + 1
        FROM above JOIN resources p ON p.tenant_id = r.tenant_id AND p.uid = above.parent_uid
        WHERE above.depth < ${MAX_ANCESTORS}
      )
      SELECT json_agg(json_build_object('type', type, 'id', id, 'attributes', attributes) ORDER BY depth)
      FROM above) END)`;

/** @throws InvariantViolation when it lies in more than is looked at */
export function toResourceFacts(
  { type, id }: { readonly type: string; readonly id: string },
  record: ResourceRecord,
): ResourceFacts {
  const { ancestors } = record;
  if (ancestors !== null && ancestors.length >= MAX_ANCESTORS) {
    throw new InvariantViolation('internal.error', `${type} "${id}" lies in too many others`);
  }
  return { type, id, ...record, ancestors: ancestors ?? [] };
}
