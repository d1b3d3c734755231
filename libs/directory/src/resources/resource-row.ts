import type { IdentityRef } from '@legate/core';
import type { ResourceRow } from '@legate/persistence';
import type { EntityManager } from 'typeorm';
import type { Resource, ResourceRef } from './resource.js';

/** A resource row with its parent and owner joined. */
export type ResourceRecord = Pick<
  ResourceRow,
  'uid' | 'type' | 'id' | 'attributes' | 'digest' | 'status'
> & {
  readonly revision: number;
  readonly parent: ResourceRef | null;
  readonly owner: IdentityRef | null;
};

/** Selects resource records; `r` is the resource. */
export const SELECT_RESOURCES = `
  SELECT r.uid, r.type, r.id, r.attributes, r.digest, r.status, w.revision,
    CASE WHEN p.uid IS NOT NULL THEN jsonb_build_object('type', p.type, 'id', p.id) END AS parent,
    CASE WHEN o.uid IS NOT NULL THEN jsonb_build_object('kind', o.kind, 'id', o.id) END AS owner
  FROM resources r JOIN writes w ON w.id = r.write_id
    LEFT JOIN resources p ON p.tenant_id = r.tenant_id AND p.uid = r.parent_uid
    LEFT JOIN identities o ON o.tenant_id = r.tenant_id AND o.uid = r.owner_uid`;

const FIND = `${SELECT_RESOURCES}
  WHERE r.tenant_id = $1 AND (r.type, r.id) IN (
    SELECT * FROM jsonb_to_recordset($2::jsonb) AS wanted (type text, id text))`;

/** Finds those that exist. */
export async function findResources(
  tx: EntityManager,
  tenant: string,
  refs: readonly ResourceRef[],
): Promise<readonly ResourceRecord[]> {
  const wanted = refs.map(({ type, id }) => ({ type, id }));
  return await tx.query(FIND, [tenant, JSON.stringify(wanted)]);
}

export function toResource(row: ResourceRecord): Resource {
  const { type, id, attributes, status, parent, digest, owner, revision } = row;
  return {
    type,
    id,
    attributes,
    status,
    ...(parent !== null && { parent }),
    ...(digest !== null && { digest }),
    ...(owner !== null && { owner }),
    revision,
  };
}
