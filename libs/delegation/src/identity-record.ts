import { InvariantViolation, parsePartialScope } from '@legate/core';
import type {
  Attributes,
  Ceiling,
  IdentityFacts,
  IdentityKind,
  IdentityStatus,
  ScopeText,
} from '@legate/core';
import { MAX_AGENT_PARENTS } from '@legate/directory';

/** A party of a grant as decisions read it, out of JSON: times are text. Its attributes are nobody's concern. */
export interface PartyRecord {
  readonly uid: number;
  readonly kind: IdentityKind;
  readonly id: string;
  readonly status: IdentityStatus;
  readonly ceiling: Partial<ScopeText> | null;
  readonly notBefore: string | null;
  readonly hasLiveOwner: boolean;
  /** `kind/id` of each owner. */
  readonly owners: readonly string[];
  /** Agents above it, nearest first. */
  readonly lineage: readonly {
    readonly id: string;
    readonly status: IdentityStatus;
    readonly ceiling: Partial<ScopeText> | null;
  }[];
}

/** What policy sees of a subject or actor besides. */
export interface Holdings {
  readonly attributes: Attributes;
  /** Ids of the active groups it is in, through others too. */
  readonly groups: readonly string[];
  /** Roles assigned to it or to one of the groups. */
  readonly roles: readonly string[];
}

// One step past the most that can be written: a cycle, which cannot be written, would have no end.
export const MAX_LINEAGE = MAX_AGENT_PARENTS + 1;

/** SQL for the agents above that of the alias, nearest first. */
const lineageJson = (alias: string): string => `
  CASE WHEN ${alias}.parent_uid IS NULL THEN '[]'::json ELSE (
    WITH RECURSIVE above (tenant_id, id, status, ceiling, parent_uid, depth) AS (
      SELECT p.tenant_id, p.id, p.status, p.ceiling, p.parent_uid, 1 FROM identities p
      WHERE p.tenant_id = ${alias}.tenant_id AND p.uid = ${alias}.parent_uid
      UNION ALL
      SELECT p.tenant_id, p.id, p.status, p.ceiling, p.parent_uid, above.depth + 1
      FROM above JOIN identities p ON p.tenant_id = above.tenant_id AND p.uid = above.parent_uid
      WHERE above.depth < ${MAX_LINEAGE}
    )
    SELECT json_agg(json_build_object('id', id, 'status', status, 'ceiling', ceiling) ORDER BY depth)
    FROM above
  ) END`;

// OFFSET 0: each owner is looked up, also while PostgreSQL has no statistics of what was just imported.
const JOIN_OWNER = `
  CROSS JOIN LATERAL (
    SELECT * FROM identities x WHERE x.tenant_id = w.tenant_id AND x.uid = w.owner_uid OFFSET 0
  ) o`;

/** SQL for the members of a `PartyRecord` out of the alias of an identities row. */
const partyMembers = (alias: string): string => `
  'uid', ${alias}.uid, 'kind', ${alias}.kind, 'id', ${alias}.id,
    'status', ${alias}.status, 'ceiling', ${alias}.ceiling, 'notBefore', ${alias}.not_before,
    'lineage', ${lineageJson(alias)},
    'hasLiveOwner', EXISTS (
      SELECT FROM identity_owners w ${JOIN_OWNER}
      WHERE w.tenant_id = ${alias}.tenant_id AND w.identity_uid = ${alias}.uid
        AND o.status = 'active' AND o.kind <> 'agent'),
    'owners', ARRAY(
      SELECT o.kind || '/' || o.id
      FROM identity_owners w ${JOIN_OWNER}
      WHERE w.tenant_id = ${alias}.tenant_id AND w.identity_uid = ${alias}.uid)`;

/** SQL for a `PartyRecord` as JSON out of the alias of an identities row. */
export const partyJson = (alias: string): string => `json_build_object(${partyMembers(alias)})`;

const NO_OWNERS: readonly string[] = [];
const NO_ATTRIBUTES: Attributes = {};

/** @throws InvariantViolation when more agents are above it than are looked at */
export function toPartyFacts(record: PartyRecord, parse = toCeiling): IdentityFacts {
  const { kind, id, status, ceiling, hasLiveOwner, owners, notBefore, lineage } = record;
  if (lineage.length >= MAX_LINEAGE) {
    throw new InvariantViolation('internal.error', `${kind} "${id}" lies below too many agents`);
  }
  return {
    kind,
    id,
    attributes: NO_ATTRIBUTES,
    status,
    ceiling: parse(ceiling),
    hasLiveOwner,
    owners: kind === 'agent' ? owners.map((owner) => owner.replace('/', ':')) : NO_OWNERS,
    notBefore: toMs(notBefore),
    lineage: lineage.map((above) => ({ ...above, ceiling: parse(above.ceiling) })),
  };
}

/** With its attributes, and `roles` and `groups` as the sorted union of what is stored and what is assigned. */
export function toPrincipalFacts(
  party: IdentityFacts,
  { attributes, roles, groups }: Holdings,
): IdentityFacts {
  return {
    ...party,
    attributes: {
      ...attributes,
      roles: union(attributes['roles'], roles),
      groups: union(attributes['groups'], groups),
    },
  };
}

/** A stored attribute that is not a list of names counts as absent. */
function union(stored: Attributes[string] | undefined, assigned: readonly string[]): string[] {
  const isList = Array.isArray(stored) && stored.every((name) => typeof name === 'string');
  const names = isList ? [...stored, ...assigned] : assigned;
  return [...new Set(names)].sort();
}

// INVARIANT: what is stored was parsed before it was written. If not, nobody may get past it: it throws.
function toCeiling(text: Partial<ScopeText> | null): Ceiling | null {
  if (text === null) {
    return null;
  }
  const parsed = parsePartialScope(text);
  if (!('scope' in parsed)) {
    throw new InvariantViolation('internal.error', 'a stored ceiling does not parse');
  }
  return parsed.scope;
}

/** A parser that gives one ceiling for one text, for people who have the same agents above them. */
export function rememberCeilings(): typeof toCeiling {
  const known = new Map<Partial<ScopeText>, Ceiling | null>();
  return (text) => {
    const ceiling = (text && known.get(text)) ?? toCeiling(text);
    if (text !== null) {
      known.set(text, ceiling);
    }
    return ceiling;
  };
}

/** ms since the epoch of a stored time. */
export function toMs(time: string | null): number | null {
  return time === null ? null : Date.parse(time);
}
