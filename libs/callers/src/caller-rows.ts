import type { IdentityRef } from '@legate/core';
import type { Alias } from '@legate/directory';
import type { Answers, Caller } from './caller.js';
import { CALLER_ROLES } from './roles.js';
import type { CallerRole } from './roles.js';
import { readTrust } from './trust.js';
import type { TrustRecord } from './trust.js';

/** A caller as the admin API shows it. */
export interface CallerRecord {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly CallerRole[];
  readonly identity: IdentityRef | null;
  readonly answers: Answers;
  readonly isBootstrap: boolean;
  readonly trust: TrustRecord;
  /** What it is known by beside keys. A SPIFFE id stands under its trust domain. */
  readonly credentials: readonly Alias[];
  /** Of its last write; 0 for one from before an upgrade. */
  readonly revision: number;
}

/** A row of `CALLER_COLUMNS`. */
export interface CallerColumns extends Omit<Caller, 'trust' | 'forwarded'> {
  readonly trust: TrustRecord;
}

/** SQL out of the alias `c` of a callers row and `i` of the identity that it is. */
export const CALLER_COLUMNS = `
  c.id, c.tenant_id AS tenant, c.name, c.roles, c.answers, c.bootstrap AS "isBootstrap", c.trust,
  CASE WHEN i.uid IS NOT NULL THEN jsonb_build_object('kind', i.kind, 'id', i.id) END AS identity`;

/** Takes the columns of a row, and no others, as the caller of a request. */
export function toCaller(row: CallerColumns, keyRoles: readonly CallerRole[] | null): Caller {
  const { id, tenant, name, identity, answers } = row;
  const all = row.isBootstrap ? CALLER_ROLES : row.roles;
  return {
    id,
    tenant,
    name,
    roles: keyRoles === null ? all : all.filter((role) => keyRoles.includes(role)),
    identity,
    answers,
    // Narrowed, it is in its own tenant alone.
    isBootstrap: row.isBootstrap && keyRoles === null,
    trust: readTrust(row.trust),
    forwarded: null,
  };
}

export const SELECT_RECORD = `
  SELECT c.id, c.name, c.roles, c.answers, c.bootstrap AS "isBootstrap", c.trust,
    CASE WHEN i.uid IS NOT NULL THEN jsonb_build_object('kind', i.kind, 'id', i.id) END AS identity,
    COALESCE((
      SELECT jsonb_agg(jsonb_build_object('issuer', k.issuer, 'subject', k.subject) ORDER BY k.position)
      FROM caller_credentials k WHERE k.tenant_id = c.tenant_id AND k.caller_id = c.id), '[]') AS credentials,
    COALESCE(w.revision, 0) AS revision
  FROM callers c LEFT JOIN identities i ON i.tenant_id = c.tenant_id AND i.uid = c.identity_uid
    LEFT JOIN writes w ON w.id = c.write_id
  WHERE c.tenant_id = $1 AND c.ended_at IS NULL`;
