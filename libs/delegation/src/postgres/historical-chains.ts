import type { DelegationChain, GrantFacts, IdentityFacts, IdentityRef } from '@legate/core';
import { BARE_GRANT_JSON, withParties } from '../grant-record.js';
import type { BareGrantRecord } from '../grant-record.js';
import type { PastDocuments } from './past-documents.js';
import { toChains } from './to-chains.js';

interface LinkRecord {
  readonly record: BareGrantRecord;
  readonly grantor: IdentityRef;
  readonly grantee: IdentityRef;
  readonly leaf: boolean;
  /** Whether it was revoked by then. */
  readonly revoked: boolean;
}

/**
 * The chains between two identities as of the revision. Grants never change but for their revocation, and keep
 * their parties from being deleted, so they are read where they are stored.
 */
export async function chainsAt(
  { tx, tenant, revision }: PastDocuments,
  { subject, actor }: { readonly subject: IdentityRef; readonly actor: IdentityRef },
  partyAt: (ref: IdentityRef) => Promise<IdentityFacts>,
): Promise<readonly DelegationChain[]> {
  const values = [tenant, revision, subject.kind, subject.id, actor.kind, actor.id];
  const links: LinkRecord[] = await tx.query(LINKS, values);
  const grants = new Map<string, GrantFacts>();
  for (const { record, grantor, grantee, revoked } of links) {
    const parties = { grantor: await partyAt(grantor), grantee: await partyAt(grantee) };
    const facts = withParties(record, parties);
    grants.set(facts.id, { ...facts, revokedAt: revoked ? facts.revokedAt : null });
  }
  const leaves = links.filter(({ leaf }) => leaf).map(({ record }) => record);
  return toChains(leaves, grants);
}

const LINKS = `
  WITH leaf AS (
    SELECT g.id, g.path FROM grants g JOIN writes w ON w.id = g.created_write
    WHERE g.tenant_id = $1 AND w.revision <= $2
      AND g.root_grantor_uid = (SELECT uid FROM identities WHERE tenant_id = $1 AND kind = $3 AND id = $4)
      AND g.grantee_uid = (SELECT uid FROM identities WHERE tenant_id = $1 AND kind = $5 AND id = $6)
  )
  SELECT ${BARE_GRANT_JSON} AS record, g.id IN (SELECT id FROM leaf) AS leaf,
    COALESCE(w.revision <= $2, false) AS revoked,
    jsonb_build_object('kind', grantor.kind, 'id', grantor.id) AS grantor,
    jsonb_build_object('kind', grantee.kind, 'id', grantee.id) AS grantee
  FROM grants g
    JOIN identities grantor ON grantor.tenant_id = g.tenant_id AND grantor.uid = g.grantor_uid
    JOIN identities grantee ON grantee.tenant_id = g.tenant_id AND grantee.uid = g.grantee_uid
    LEFT JOIN writes w ON w.id = g.revoked_write
  WHERE g.tenant_id = $1 AND g.id IN (SELECT unnest(path) FROM leaf)`;
