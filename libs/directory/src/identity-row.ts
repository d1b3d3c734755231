import type { IdentityRef } from '@legate/core';
import type { IdentityRow } from '@legate/persistence';
import type { Identity } from './identity.js';

/** An identity row with its owners joined. */
export type IdentityRecord = Pick<
  IdentityRow,
  'uid' | 'kind' | 'id' | 'displayName' | 'attributes' | 'status' | 'ceiling' | 'revision'
> & { readonly owners: readonly IdentityRef[] };

/** Selects identity records; `i` is the identity. */
export const SELECT_IDENTITIES = `
  SELECT i.uid, i.kind, i.id, i.display_name AS "displayName", i.attributes, i.status, i.ceiling, i.revision,
    COALESCE((
      SELECT jsonb_agg(jsonb_build_object('kind', o.kind, 'id', o.id) ORDER BY w.position)
      FROM identity_owners w JOIN identities o ON o.tenant_id = w.tenant_id AND o.uid = w.owner_uid
      WHERE w.tenant_id = i.tenant_id AND w.identity_uid = i.uid
    ), '[]') AS owners
  FROM identities i`;

export function toIdentity(row: IdentityRecord): Identity {
  const { kind, id, displayName, attributes, status, owners, ceiling, revision } = row;
  return {
    kind,
    id,
    ...(displayName !== null && { displayName }),
    attributes,
    status,
    owners,
    ...(ceiling !== null && { ceiling }),
    revision,
  };
}
