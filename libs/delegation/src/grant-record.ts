import { InvariantViolation, parseScope } from '@legate/core';
import type { GrantFacts, IdentityFacts, IdentityRef, ScopeText } from '@legate/core';
import type { GrantRow } from '@legate/persistence';
import type { Grant } from './grant.js';
import { partyJson, toMs, toPartyFacts } from './identity-record.js';
import type { PartyRecord } from './identity-record.js';

/** What decisions read of a grant row: times are text. */
export interface DecisiveGrantRecord
  extends ScopeText, Pick<GrantRow, 'purpose' | 'audience' | 'maxDepth'> {
  readonly id: string;
  readonly notBefore: string | null;
  readonly expiresAt: string | null;
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

/** A grant row as read from JSON, its parties by uid. */
export interface BareGrantRecord
  extends DecisiveGrantRecord, Pick<GrantRow, 'reason' | 'createdBy' | 'createdAs'> {
  readonly grantorUid: number;
  readonly granteeUid: number;
  readonly path: readonly string[];
  readonly revokedBy: GrantRow['revokedBy'];
  readonly revokedReason: GrantRow['revokedReason'];
}

/** The same with its parties joined. */
export interface GrantRecord extends BareGrantRecord {
  readonly grantor: PartyRecord;
  readonly grantee: PartyRecord;
}

/** SQL for the members of a `BareGrantRecord` out of the alias `g` of a grants row. */
const BARE_GRANT_MEMBERS = `
  'id', g.id, 'grantorUid', g.grantor_uid, 'granteeUid', g.grantee_uid,
    'path', g.path, 'actions', g.actions, 'resources', g.resources, 'constraints', g.constraints,
    'purpose', g.purpose, 'audience', g.audience, 'notBefore', g.not_before, 'expiresAt', g.expires_at,
    'maxDepth', g.max_depth, 'reason', g.reason, 'createdAt', g.created_at, 'createdBy', g.created_by,
    'createdAs', g.created_as, 'revokedAt', g.revoked_at, 'revokedBy', g.revoked_by,
    'revokedReason', g.revoked_reason`;

// What is read once is `json`: `jsonb` is taken apart, sorted and put together again for nothing.
/** SQL for a `BareGrantRecord` as JSON out of the alias `g` of a grants row. */
export const BARE_GRANT_JSON = `json_build_object(${BARE_GRANT_MEMBERS})`;

/** SQL for a `GrantRecord` as JSON out of the aliases of a grants row and its parties. */
export const GRANT_JSON = `json_build_object(${BARE_GRANT_MEMBERS},
  'grantor', ${partyJson('grantor')}, 'grantee', ${partyJson('grantee')})`;

/** The same with no more of its parties than what they are called. */
export type GrantDocumentRecord = BareGrantRecord & {
  readonly grantor: IdentityRef;
  readonly grantee: IdentityRef;
};

const refJson = (party: 'grantor' | 'grantee'): string => `
  (SELECT json_build_object('kind', i.kind, 'id', i.id) FROM identities i
    WHERE i.tenant_id = g.tenant_id AND i.uid = g.${party}_uid)`;

/** SQL for a `GrantDocumentRecord` as JSON out of the alias `g` of a grants row. */
export const GRANT_DOCUMENT_JSON = `json_build_object(${BARE_GRANT_MEMBERS},
  'grantor', ${refJson('grantor')}, 'grantee', ${refJson('grantee')})`;

export const JOIN_PARTIES = `
  JOIN identities grantor ON grantor.tenant_id = g.tenant_id AND grantor.uid = g.grantor_uid
  JOIN identities grantee ON grantee.tenant_id = g.tenant_id AND grantee.uid = g.grantee_uid`;

/** SQL that tells whether the grant of the alias is over by itself; what it stands on may be as well. */
export const isOver = (alias: string): string => `
  (${alias}.revoked_at IS NOT NULL OR COALESCE(${alias}.expires_at <= clock_timestamp(), false))`;

const GRANT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether the text can be the id of a grant; a cursor may hold anything. */
export function isGrantId(text: string | undefined): text is string {
  return text !== undefined && GRANT_ID.test(text);
}

export interface Parties {
  readonly grantor: IdentityFacts;
  readonly grantee: IdentityFacts;
}

export function toGrantFacts(record: GrantRecord): GrantFacts {
  const { grantor, grantee } = record;
  return withParties(record, { grantor: toPartyFacts(grantor), grantee: toPartyFacts(grantee) });
}

/** @throws InvariantViolation when it does not parse: it was parsed before it was written. */
export function withParties(record: DecisiveGrantRecord, parties: Parties): GrantFacts {
  const parsed = parseScope(record);
  if (!('scope' in parsed)) {
    throw new InvariantViolation('internal.error', `the stored grant ${record.id} does not parse`);
  }
  return {
    id: record.id,
    ...parties,
    terms: {
      ...parsed.scope,
      purpose: record.purpose,
      audience: record.audience,
      notBefore: toMs(record.notBefore),
      expiresAt: toMs(record.expiresAt),
      maxDepth: record.maxDepth,
    },
    createdAt: Date.parse(record.createdAt),
    revokedAt: toMs(record.revokedAt),
  };
}

/** Of an identity only its name. */
export function toRef({ kind, id }: IdentityRef): IdentityRef {
  return { kind, id };
}

/** The grant without its revision, as history keeps it. */
export function toGrantDocument(record: GrantDocumentRecord): Omit<Grant, 'revision'> {
  const { purpose, audience, notBefore, expiresAt, reason, revokedAt } = record;
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
    ...(audience !== null && { audience }),
    ...(notBefore !== null && { notBefore: toIso(notBefore) }),
    ...(expiresAt !== null && { expiresAt: toIso(expiresAt) }),
    maxDepth: record.maxDepth,
    ...(reason !== null && { reason }),
    createdAt: toIso(record.createdAt),
    createdBy: record.createdBy,
    createdAs: record.createdAs,
    ...(revokedAt !== null && {
      revoked: {
        at: toIso(revokedAt),
        by: record.revokedBy ?? '',
        reason: record.revokedReason ?? '',
      },
    }),
  };
}

function toIso(time: string): string {
  return new Date(Date.parse(time)).toISOString();
}
