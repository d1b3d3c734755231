import { randomUUID } from 'node:crypto';
import { UnprocessableError } from '@legate/core';
import type { IdentityRef, Json } from '@legate/core';
import { RevisionedWriter } from '@legate/persistence';
import type { WriteScope, WriteUnit, Written } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { findGrant, requireGrant } from './grant-directory.js';
import { toGrant } from './grant-record.js';
import type { Grant, GrantInput, NewGrant } from './grant.js';
import { parseGrant } from './parse-grant.js';
import { requireNarrowing } from './require-narrowing.js';

/** Writes grants. They are immutable but for their revocation. */
@Injectable()
export class GrantWriter {
  constructor(private readonly writer: RevisionedWriter) {}

  /**
   * Creates a grant. Below a parent it must narrow in every dimension; that is checked after the revision lock,
   * so that no parent can end in between.
   *
   * @throws InvalidRequestError; UnprocessableError `reference.unknown`, `grant.grantor_mismatch`,
   * `grant.parent_dead`, `grant.widens` (with the dimension, the parent's value and the offered one).
   */
  async create(scope: WriteScope, input: GrantInput): Promise<Written<Grant>> {
    const wanted = parseGrant(input);
    return await this.writer.write(scope, async (unit) => {
      const path =
        wanted.parent === null ? [] : await requireNarrowing(unit, wanted, wanted.parent);
      const id = randomUUID();
      await insert(unit, wanted, [...path, id]);
      return await recordGrant(unit, id, 'create');
    });
  }

  /**
   * Revokes a grant and with it, from the next decision on, all that stands on it. One that is revoked already
   * stays as it is. @throws NotFoundError
   */
  async revoke(scope: WriteScope, id: string, reason: string): Promise<Written<Grant>> {
    return await this.writer.write(scope, async (unit) => {
      const found = requireGrant(await findGrant(unit.tx, scope.tenant, id), id);
      if (found.revokedAt !== null) {
        return toGrant(found);
      }
      await unit.tx.query(REVOKE, [scope.tenant, id, scope.author, reason, unit.revision]);
      return await recordGrant(unit, id, 'revoke');
    });
  }
}

async function insert(unit: WriteUnit, wanted: NewGrant, path: readonly string[]): Promise<void> {
  const { tx, scope, revision } = unit;
  const { terms, text } = wanted;
  const grantorUid = await findUid(unit, wanted.grantor, '/grantor');
  const granteeUid = await findUid(unit, wanted.grantee, '/grantee');
  await tx.query(INSERT, [
    scope.tenant,
    path.at(-1),
    grantorUid,
    granteeUid,
    path.at(-2) ?? null,
    path,
    JSON.stringify(text.actions),
    JSON.stringify(text.resources),
    JSON.stringify(text.constraints),
    terms.purpose,
    toTimestamp(terms.notBefore),
    toTimestamp(terms.expiresAt),
    terms.maxDepth,
    scope.author,
    revision,
  ]);
}

function toTimestamp(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}

async function findUid(
  { tx, scope }: WriteUnit,
  { kind, id }: IdentityRef,
  pointer: string,
): Promise<number> {
  const [row]: { uid: number }[] = await tx.query(
    'SELECT uid FROM identities WHERE tenant_id = $1 AND kind = $2 AND id = $3',
    [scope.tenant, kind, id],
  );
  if (row === undefined) {
    throw new UnprocessableError('reference.unknown', `there is no ${kind} "${id}"`, {
      details: { pointer },
    });
  }
  return row.uid;
}

async function recordGrant(
  { tx, scope, record }: WriteUnit,
  id: string,
  operation: 'create' | 'revoke',
): Promise<Grant> {
  const grant = toGrant(requireGrant(await findGrant(tx, scope.tenant, id), id));
  record({ entity: 'grant', key: id, operation, document: grant as unknown as Json });
  return grant;
}

const INSERT = `
  INSERT INTO grants (tenant_id, id, grantor_uid, grantee_uid, parent_id, path, actions, resources,
    constraints, purpose, not_before, expires_at, max_depth, created_by, created_revision, created_at,
    root_grantor_uid)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, clock_timestamp(),
    COALESCE((SELECT p.root_grantor_uid FROM grants p WHERE p.tenant_id = $1 AND p.id = $5), $3))`;

const REVOKE = `
  UPDATE grants SET revoked_at = clock_timestamp(), revoked_by = $3, revoked_reason = $4, revoked_revision = $5
  WHERE tenant_id = $1 AND id = $2`;
