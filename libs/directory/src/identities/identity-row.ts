import type { IdentityRef } from '@legate/core';
import type { IdentityRow } from '@legate/persistence';
import type { EntityManager } from 'typeorm';
import type { Alias, Identity } from './identity.js';

/** An identity row with what hangs on it joined. */
export type IdentityRecord = Pick<
  IdentityRow,
  'uid' | 'kind' | 'id' | 'displayName' | 'attributes' | 'status' | 'ceiling' | 'notBefore'
> & {
  readonly revision: number;
  readonly owners: readonly IdentityRef[];
  readonly parent: string | null;
  readonly aliases: readonly Alias[];
};

/** Selects identity records; `i` is the identity. */
export const SELECT_IDENTITIES = `
  SELECT i.uid, i.kind, i.id, i.display_name AS "displayName", i.attributes, i.status, i.ceiling,
    i.not_before AS "notBefore", w.revision,
    (SELECT p.id FROM identities p WHERE p.tenant_id = i.tenant_id AND p.uid = i.parent_uid) AS parent,
    COALESCE((
      SELECT jsonb_agg(jsonb_build_object('issuer', a.issuer, 'subject', a.subject) ORDER BY a.position)
      FROM identity_aliases a WHERE a.tenant_id = i.tenant_id AND a.identity_uid = i.uid
    ), '[]') AS aliases,
    COALESCE((
      SELECT jsonb_agg(jsonb_build_object('kind', o.kind, 'id', o.id) ORDER BY s.position)
      FROM identity_owners s JOIN identities o ON o.tenant_id = s.tenant_id AND o.uid = s.owner_uid
      WHERE s.tenant_id = i.tenant_id AND s.identity_uid = i.uid
    ), '[]') AS owners
  FROM identities i JOIN writes w ON w.id = i.write_id`;

const FIND = `${SELECT_IDENTITIES}
  WHERE i.tenant_id = $1 AND (i.kind, i.id) IN (
    SELECT * FROM jsonb_to_recordset($2::jsonb) AS wanted (kind text, id text))`;

/** Finds those that exist. */
export async function findIdentities(
  tx: EntityManager,
  tenant: string,
  refs: readonly IdentityRef[],
): Promise<readonly IdentityRecord[]> {
  const wanted = refs.map(({ kind, id }) => ({ kind, id }));
  return await tx.query(FIND, [tenant, JSON.stringify(wanted)]);
}

export function toIdentity(row: IdentityRecord): Identity {
  const { kind, id, displayName, attributes, status, owners, parent, aliases } = row;
  return {
    kind,
    id,
    ...(displayName !== null && { displayName }),
    attributes,
    status,
    owners,
    ...(parent !== null && { parent }),
    aliases,
    ...(row.ceiling !== null && { ceiling: row.ceiling }),
    ...(row.notBefore !== null && { notBefore: row.notBefore.toISOString() }),
    revision: row.revision,
  };
}
