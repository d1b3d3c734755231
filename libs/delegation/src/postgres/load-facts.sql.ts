import type { PreparedQuery } from '@legate/persistence';
import { BARE_GRANT_MEMBERS, isOver } from '../grant-record.js';
import { partyJson, principalJson } from '../identity-record.js';
import { RESOURCE_JSON } from '../resource-record.js';
import { MAX_LIVE_GRANTS } from '../store-grants.js';

/** Chains that a decision looks at: beside the live ones, which are all looked at, some dead ones to say why. */
export const MAX_LEAVES = MAX_LIVE_GRANTS + 8;
/** The chains from `subject` to `actor`, both CTEs of identities rows; $1 is the tenant. */
const CHAIN_LINKS = `
    leaf AS (
      SELECT g.id, g.path FROM grants g, subject, actor
      WHERE g.tenant_id = $1 AND g.grantee_uid = actor.uid AND g.root_grantor_uid = subject.uid
      ORDER BY ${isOver('g')}, g.id
      LIMIT ${MAX_LEAVES}
    ),
    link AS MATERIALIZED (
      SELECT g.* FROM grants g WHERE g.tenant_id = $1 AND g.id IN (SELECT unnest(path) FROM leaf)
    )`;

/** Every grant of these chains, the ones that end at the actor marked, and their parties. */
const CHAIN_COLUMNS = `
    (SELECT json_agg(json_build_object(${BARE_GRANT_MEMBERS}, 'leaf', g.id IN (SELECT id FROM leaf)))
      FROM link g) AS grants,
    (SELECT json_agg(${partyJson('party')}) FROM identities party
      WHERE party.tenant_id = $1 AND party.uid IN (
        SELECT grantor_uid FROM link UNION SELECT grantee_uid FROM link)) AS parties`;

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
    ${CHAIN_LINKS}
  SELECT t.revision, (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now,
    (SELECT kind FROM asked) AS "subjectKind",
    (SELECT ${principalJson('subject')} FROM subject) AS subject,
    (SELECT ${principalJson('actor')} FROM actor) AS actor,
    (SELECT ${RESOURCE_JSON} FROM resources r WHERE r.tenant_id = $1 AND r.type = $7 AND r.id = $8) AS resource,
    ${CHAIN_COLUMNS}
  FROM tenants t WHERE t.id = $1`,
};

/** Both ends by uid and the same chains between them as a decision looks at: $1 tenant, $2 subject, $3 actor. */
export const LOAD_PAIR = `
  WITH subject AS (SELECT i.* FROM identities i WHERE i.tenant_id = $1 AND i.uid = $2),
    actor AS (SELECT i.* FROM identities i WHERE i.tenant_id = $1 AND i.uid = $3),
    ${CHAIN_LINKS}
  SELECT (SELECT ${principalJson('subject')} FROM subject) AS subject,
    (SELECT ${principalJson('actor')} FROM actor) AS actor,
    ${CHAIN_COLUMNS}`;

/** The chains that end at the grants of $2, whoever they are between: $1 tenant. */
export const LOAD_CHAINS = `
  WITH leaf AS (SELECT g.id, g.path FROM grants g WHERE g.tenant_id = $1 AND g.id = ANY ($2::uuid[])),
    link AS MATERIALIZED (
      SELECT g.* FROM grants g WHERE g.tenant_id = $1 AND g.id IN (SELECT unnest(path) FROM leaf)
    )
  SELECT ${CHAIN_COLUMNS}`;

/** Identities by uid: $1 tenant, $2 the uid to start after, $3 how many. */
export const LOAD_PRINCIPALS = `
  SELECT i.uid, ${principalJson('i')} AS principal FROM identities i
  WHERE i.tenant_id = $1 AND i.uid > $2 ORDER BY i.uid LIMIT $3`;

/** Identities of a kind by id: $1 tenant, $2 kind, $3 the id to start after, $4 how many. */
export const LOAD_PRINCIPALS_OF_KIND = `
  SELECT i.uid, ${principalJson('i')} AS principal FROM identities i
  WHERE i.tenant_id = $1 AND i.kind = $2 AND i.id > $3 ORDER BY i.id LIMIT $4`;

/** From whom chains lead to an actor: $1 tenant, $2 actor, $3 the subjects asked about. */
export const LOAD_ROOT_GRANTORS = `
  SELECT DISTINCT g.root_grantor_uid AS uid FROM grants g
  WHERE g.tenant_id = $1 AND g.grantee_uid = $2 AND g.root_grantor_uid = ANY ($3::bigint[])`;

/** Resources of a type by id: $1 tenant, $2 type, $3 the id to start after or at, $4 whether after, $5 how many. */
export const LOAD_RESOURCES = `
  SELECT r.type, r.id, ${RESOURCE_JSON} AS resource FROM resources r
  WHERE r.tenant_id = $1 AND r.type = $2 AND r.id >= $3 AND ($3 <> r.id OR NOT $4::boolean)
  ORDER BY r.id LIMIT $5`;
