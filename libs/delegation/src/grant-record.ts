import { InvariantViolation, parsePartialScope, parseScope } from '@legate/core';
import type {
  Attributes,
  Ceiling,
  GrantFacts,
  IdentityFacts,
  IdentityKind,
  IdentityRef,
  IdentityStatus,
  ScopeText,
} from '@legate/core';
import type { GrantRow } from '@legate/persistence';
import type { Grant } from './grant.js';

/** A grant row with its parties joined, as read from JSON: times are text. */
export interface GrantRecord extends ScopeText {
  readonly id: string;
  readonly grantor: IdentityRecord;
  readonly grantee: IdentityRecord;
  readonly path: readonly string[];
  readonly purpose: string | null;
  readonly notBefore: string | null;
  readonly expiresAt: string | null;
  readonly maxDepth: number;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly createdRevision: number;
  readonly revokedAt: string | null;
  readonly revokedBy: GrantRow['revokedBy'];
  readonly revokedReason: GrantRow['revokedReason'];
  readonly revokedRevision: GrantRow['revokedRevision'];
}

/** An identity as decisions read it. */
export interface IdentityRecord {
  readonly uid: number;
  readonly kind: IdentityKind;
  readonly id: string;
  readonly attributes: Attributes;
  readonly status: IdentityStatus;
  readonly ceiling: Partial<ScopeText> | null;
  readonly hasLiveOwner: boolean;
  /** `kind/id` of each owner. */
  readonly owners: readonly string[];
}

/** SQL for an `IdentityRecord` as JSON out of the alias of an identities row. */
export const identityJson = (alias: string): string => `
  jsonb_build_object('uid', ${alias}.uid, 'kind', ${alias}.kind, 'id', ${alias}.id,
    'attributes', ${alias}.attributes, 'status', ${alias}.status, 'ceiling', ${alias}.ceiling,
    'hasLiveOwner', EXISTS (
      SELECT FROM identity_owners w JOIN identities o ON o.tenant_id = w.tenant_id AND o.uid = w.owner_uid
      WHERE w.tenant_id = ${alias}.tenant_id AND w.identity_uid = ${alias}.uid
        AND o.status = 'active' AND o.kind <> 'agent'),
    'owners', ARRAY(
      SELECT o.kind || '/' || o.id
      FROM identity_owners w JOIN identities o ON o.tenant_id = w.tenant_id AND o.uid = w.owner_uid
      WHERE w.tenant_id = ${alias}.tenant_id AND w.identity_uid = ${alias}.uid))`;

/** SQL for a `GrantRecord` as JSON out of the aliases of a grants row and its parties. */
export const GRANT_JSON = `
  jsonb_build_object('id', g.id, 'grantor', ${identityJson('grantor')}, 'grantee', ${identityJson('grantee')},
    'path', to_jsonb(g.path), 'actions', g.actions, 'resources', g.resources, 'constraints', g.constraints,
    'purpose', g.purpose, 'notBefore', g.not_before, 'expiresAt', g.expires_at, 'maxDepth', g.max_depth,
    'createdAt', g.created_at, 'createdBy', g.created_by, 'createdRevision', g.created_revision,
    'revokedAt', g.revoked_at, 'revokedBy', g.revoked_by, 'revokedReason', g.revoked_reason,
    'revokedRevision', g.revoked_revision)`;

export const JOIN_PARTIES = `
  JOIN identities grantor ON grantor.tenant_id = g.tenant_id AND grantor.uid = g.grantor_uid
  JOIN identities grantee ON grantee.tenant_id = g.tenant_id AND grantee.uid = g.grantee_uid`;

export function toIdentityFacts(record: IdentityRecord): IdentityFacts {
  const { kind, id, attributes, status, ceiling, hasLiveOwner } = record;
  return { kind, id, attributes, status, ceiling: toCeiling(ceiling), hasLiveOwner };
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

export function toGrantFacts(record: GrantRecord): GrantFacts {
  const parsed = parseScope(record);
  if (!('scope' in parsed)) {
    throw new InvariantViolation('internal.error', `the stored grant ${record.id} does not parse`);
  }
  return {
    id: record.id,
    grantor: toIdentityFacts(record.grantor),
    grantee: toIdentityFacts(record.grantee),
    terms: {
      ...parsed.scope,
      purpose: record.purpose,
      notBefore: toMs(record.notBefore),
      expiresAt: toMs(record.expiresAt),
      maxDepth: record.maxDepth,
    },
    revokedAt: toMs(record.revokedAt),
  };
}

function toMs(time: string | null): number | null {
  return time === null ? null : Date.parse(time);
}

function toRef({ kind, id }: IdentityRef): IdentityRef {
  return { kind, id };
}

export function toGrant(record: GrantRecord): Grant {
  const { purpose, notBefore, expiresAt, revokedAt } = record;
  const parent = record.path.at(-2);
  return {
    id: record.id,
    grantor: toRef(record.grantor),
    grantee: toRef(record.grantee),
    ...(parent !== undefined && { parent }),
    actions: record.actions,
    resources: record.resources,
    constraints: record.constraints,
    ...(purpose !== null && { purpose }),
    ...(notBefore !== null && { notBefore: toIso(notBefore) }),
    ...(expiresAt !== null && { expiresAt: toIso(expiresAt) }),
    maxDepth: record.maxDepth,
    createdAt: toIso(record.createdAt),
    createdBy: record.createdBy,
    ...(revokedAt !== null && {
      revoked: {
        at: toIso(revokedAt),
        by: record.revokedBy ?? '',
        reason: record.revokedReason ?? '',
      },
    }),
    revision: record.revokedRevision ?? record.createdRevision,
  };
}

function toIso(time: string): string {
  return new Date(Date.parse(time)).toISOString();
}
