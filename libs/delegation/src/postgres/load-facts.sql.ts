import type { PreparedQuery } from '@legate/persistence';
import { BARE_GRANT_JSON } from '../grant-record.js';
import { partyJson, principalJson } from '../identity-record.js';
import { MAX_LIVE_GRANTS } from '../store-grants.js';

// Beside the live ones, which are all looked at, some that are dead: so that the answer can say why.
const MAX_LEAVES = MAX_LIVE_GRANTS + 8;
const MAX_ANCESTORS = 33;

const RESOURCE_JSON = `
  jsonb_build_object('attributes', r.attributes, 'status', r.status, 'digest', r.digest,
    'owner', (
      SELECT jsonb_build_object('kind', o.kind, 'id', o.id) FROM identities o
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
      SELECT jsonb_agg(jsonb_build_object('type', type, 'id', id, 'attributes', attributes) ORDER BY depth)
      FROM above) END)`;

/**
 * All that a decision depends on: $1 tenant, $2 $3 subject type and id, $4 $5 $6 kind, id and issuer of the actor,
 * $7 $8 resource type and id. An actor with an issuer is looked up as an alias; a user acts for nobody.
 */
export const LOAD_FACTS: PreparedQuery = {
  name: 'decision-facts',
  text: `
  WITH asked AS (
      SELECT COALESCE((SELECT s.kind FROM subject_types s WHERE s.tenant_id = $1 AND s.type = $2), $2) AS kind
    ),
    subject AS (
      SELECT i.* FROM identities i
      WHERE i.tenant_id = $1 AND i.kind = (SELECT kind FROM asked) AND i.id = $3
    ),
    actor AS (
      SELECT i.* FROM identities i
      WHERE $6::text IS NULL AND i.tenant_id = $1 AND i.kind = $4 AND i.id = $5
      UNION ALL
      SELECT i.* FROM identity_aliases a JOIN identities i ON i.tenant_id = a.tenant_id AND i.uid = a.identity_uid
      WHERE a.tenant_id = $1 AND a.issuer = $6 AND a.subject = $5 AND i.kind <> 'user'
      LIMIT 1
    ),
    leaf AS (
      SELECT g.id, g.path FROM grants g, subject, actor
      WHERE g.tenant_id = $1 AND g.grantee_uid = actor.uid AND g.root_grantor_uid = subject.uid
      ORDER BY g.revoked_at IS NOT NULL OR COALESCE(g.expires_at <= clock_timestamp(), false), g.id
      LIMIT ${MAX_LEAVES}
    ),
    link AS MATERIALIZED (
      SELECT g.* FROM grants g WHERE g.tenant_id = $1 AND g.id IN (SELECT unnest(path) FROM leaf)
    )
  SELECT t.revision, (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now,
    (SELECT kind FROM asked) AS "subjectKind",
    (SELECT ${principalJson('subject')} FROM subject) AS subject,
    (SELECT ${principalJson('actor')} FROM actor) AS actor,
    (SELECT ${RESOURCE_JSON} FROM resources r WHERE r.tenant_id = $1 AND r.type = $7 AND r.id = $8) AS resource,
    (SELECT jsonb_agg(${BARE_GRANT_JSON} || jsonb_build_object('leaf', g.id IN (SELECT id FROM leaf)))
      FROM link g) AS grants,
    (SELECT jsonb_agg(${partyJson('party')}) FROM identities party
      WHERE party.tenant_id = $1 AND party.uid IN (
        SELECT grantor_uid FROM link UNION SELECT grantee_uid FROM link)) AS parties
  FROM tenants t WHERE t.id = $1`,
};
