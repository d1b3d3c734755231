import { IDENTITY_KINDS } from '@legate/core';
import type { DecisionRequest } from '@legate/core';
import type { PreparedQuery } from '@legate/persistence';
import { isOver } from '../grant-record.js';
import { MAX_LIVE_GRANTS } from '../store-grants.js';
import {
  HELD_COLUMNS,
  HOLDERS_AND_PARTIES,
  HOLDERS_ONLY,
  INSIDE,
  PARTIES_ONLY,
  PARTY_COLUMNS,
} from './people.sql.js';
import { PLACE_COLUMN, places } from './places.js';

/** Chains that a decision looks at: beside the live ones, which are all looked at, some dead ones to say why. */
export const MAX_LEAVES = MAX_LIVE_GRANTS + 8;

/** The ends of chains from `subject` to `actor`, both CTEs of (uid, attributes); $1 is the tenant. */
const LEAVES_BETWEEN = `
    leaf AS MATERIALIZED (
      SELECT g.path FROM grants g
      WHERE g.tenant_id = $1 AND g.grantee_uid = (SELECT uid FROM actor)
        AND g.root_grantor_uid = (SELECT uid FROM subject)
      ORDER BY ${isOver('g')}, g.id
      LIMIT ${MAX_LEAVES}
    )`;

/** Every grant of these chains, as a `LinkRow`. */
const LINKS = `
    link AS MATERIALIZED (
      SELECT g.grantor_uid, g.grantee_uid, json_build_array(g.id, g.grantor_uid, g.grantee_uid, g.actions,
        g.resources, g.constraints, g.purpose, g.audience, g.not_before, g.expires_at, g.max_depth, g.created_at,
        g.revoked_at) AS row
      FROM grants g WHERE g.tenant_id = $1 AND g.id = ANY (ARRAY(SELECT unnest(path) FROM leaf))
    )`;

const CHAIN_COLUMNS = `
    (SELECT json_agg(path) FROM leaf) AS paths,
    (SELECT json_agg(row) FROM link) AS links`;

const BOTH = 'holder AS MATERIALIZED (SELECT uid FROM subject UNION ALL SELECT uid FROM actor)';

const PAIR_COLUMNS = `
    (SELECT json_build_array(uid, attributes) FROM subject) AS subject,
    (SELECT json_build_array(uid, attributes) FROM actor) AS actor,
    ${CHAIN_COLUMNS}, ${PARTY_COLUMNS}, ${HELD_COLUMNS}`;

const ALONE = 'holder AS MATERIALIZED (SELECT uid FROM subject)';

const ALONE_COLUMNS = `
    (SELECT json_build_array(uid, attributes) FROM subject) AS subject, ${PARTY_COLUMNS}, ${HELD_COLUMNS}`;

// $6 and $7 are of the actor. A user acts for nobody.
const ACTORS = {
  none: null,
  local: `
      SELECT i.uid, i.attributes FROM identities i
      WHERE i.tenant_id = $1 AND i.kind = $6 AND i.id = $7`,
  aliased: `
      SELECT i.uid, i.attributes
      FROM identity_aliases a JOIN identities i ON i.tenant_id = a.tenant_id AND i.uid = a.identity_uid
      WHERE a.tenant_id = $1 AND a.issuer = $6 AND a.subject = $7 AND i.kind <> 'user'`,
};

const MAPPED_KIND = 'SELECT s.kind FROM subject_types s WHERE s.tenant_id = $1 AND s.type = $2';

const subjectOf = (kind: string): string => `
    subject AS MATERIALIZED (
      SELECT i.uid, i.attributes FROM identities i
      WHERE i.tenant_id = $1 AND i.kind = ${kind} AND i.id = $3
    )`;

type ActorForm = keyof typeof ACTORS;
type TypeForm = 'kind' | 'mapped';

/** What PostgreSQL sets up for a statement costs about as much as what it finds, so there is one for each form. */
function factsQuery(actor: ActorForm, type: TypeForm): PreparedQuery {
  const mapped = type === 'mapped' ? `(${MAPPED_KIND})` : null;
  const found = ACTORS[actor];
  const ctes =
    found === null
      ? [ALONE, HOLDERS_ONLY]
      : [`actor AS MATERIALIZED (${found})`, LEAVES_BETWEEN, LINKS, BOTH, HOLDERS_AND_PARTIES];
  return {
    name: `decision-facts-${actor}-${type}`,
    text: `
  WITH RECURSIVE ${[
    subjectOf(mapped ?? '$2'),
    ...ctes,
    INSIDE,
    places('FROM resources r WHERE r.tenant_id = $1 AND r.type = $4 AND r.id = $5'),
  ].join(',')}
  SELECT t.revision, (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now,
    ${mapped ?? '$2::text'} AS "subjectKind", ${found === null ? ALONE_COLUMNS : PAIR_COLUMNS}, ${PLACE_COLUMN}
  FROM tenants t WHERE t.id = $1`,
  };
}

const FACTS = {
  none: { kind: factsQuery('none', 'kind'), mapped: factsQuery('none', 'mapped') },
  local: { kind: factsQuery('local', 'kind'), mapped: factsQuery('local', 'mapped') },
  aliased: { kind: factsQuery('aliased', 'kind'), mapped: factsQuery('aliased', 'mapped') },
};

type Asked = Pick<DecisionRequest, 'tenant' | 'subject' | 'actor' | 'resource'>;

/** The statement that reads all that a decision about the request depends on, and its values. */
export function toFactsQuery({ tenant, subject, actor, resource }: Asked): {
  readonly query: PreparedQuery;
  readonly values: readonly unknown[];
} {
  const type = IDENTITY_KINDS.some((kind) => kind === subject.type) ? 'kind' : 'mapped';
  const values = [tenant, subject.type, subject.id, resource.type, resource.id];
  if (actor === null) {
    return { query: FACTS.none[type], values };
  }
  const { kind, id, issuer } = actor;
  const form = issuer === null ? 'local' : 'aliased';
  return { query: FACTS[form][type], values: [...values, issuer ?? kind, id] };
}

/** Both ends by uid and the same chains between them as a decision looks at: $1 tenant, $2 subject, $3 actor. */
export const LOAD_PAIR = `
  WITH RECURSIVE
    subject AS MATERIALIZED (
      SELECT i.uid, i.attributes FROM identities i WHERE i.tenant_id = $1 AND i.uid = $2),
    actor AS MATERIALIZED (
      SELECT i.uid, i.attributes FROM identities i WHERE i.tenant_id = $1 AND i.uid = $3),
    ${[LEAVES_BETWEEN, LINKS, BOTH, HOLDERS_AND_PARTIES, INSIDE].join(',')}
  SELECT ${PAIR_COLUMNS}`;

/** The chains that end at the grants of $2, whoever they are between: $1 tenant. */
export const LOAD_CHAINS = `
  WITH RECURSIVE
    leaf AS MATERIALIZED (
      SELECT g.path FROM grants g WHERE g.tenant_id = $1 AND g.id = ANY ($2::uuid[])),
    ${[LINKS, PARTIES_ONLY].join(',')}
  SELECT ${CHAIN_COLUMNS}, ${PARTY_COLUMNS}`;

const principals = (where: string): string => `
  WITH RECURSIVE
    holder AS MATERIALIZED (
      SELECT i.uid, i.attributes FROM identities i WHERE i.tenant_id = $1 AND ${where}),
    ${[HOLDERS_ONLY, INSIDE].join(',')}
  SELECT (SELECT json_agg(json_build_array(uid, attributes)) FROM holder) AS holders,
    ${PARTY_COLUMNS}, ${HELD_COLUMNS}`;

/** Identities by uid: $1 tenant, $2 the uid to start after, $3 how many. */
export const LOAD_PRINCIPALS = principals('i.uid > $2 ORDER BY i.uid LIMIT $3');

/** Identities of a kind by id: $1 tenant, $2 kind, $3 the id to start after, $4 how many. */
export const LOAD_PRINCIPALS_OF_KIND = principals(
  'i.kind = $2 AND i.id > $3 ORDER BY i.id LIMIT $4',
);

/** From whom chains lead to an actor: $1 tenant, $2 actor, $3 the subjects asked about. */
export const LOAD_ROOT_GRANTORS = `
  SELECT DISTINCT g.root_grantor_uid AS uid FROM grants g
  WHERE g.tenant_id = $1 AND g.grantee_uid = $2 AND g.root_grantor_uid = ANY ($3::bigint[])`;

/** Resources of a type by id: $1 tenant, $2 type, $3 the id to start after or at, $4 whether after, $5 how many. */
export const LOAD_RESOURCES = `
  WITH RECURSIVE asked AS MATERIALIZED (
      SELECT * FROM resources r
      WHERE r.tenant_id = $1 AND r.type = $2 AND r.id >= $3 AND ($3 <> r.id OR NOT $4::boolean)
      ORDER BY r.id LIMIT $5
    ), ${places('FROM asked r')}
  SELECT ${PLACE_COLUMN}`;
