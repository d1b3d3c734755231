import { randomUUID } from 'node:crypto';
import { ForbiddenError, PdpError } from '@legate/core';
import type { IdentityRef } from '@legate/core';
import { unknownReference } from '@legate/directory';
import { IdentityRow, requirePrecondition, RevisionedWriter } from '@legate/persistence';
import type { WriteScope, WriteUnit, Written } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { findGrant, requireGrant, toGrant } from './grant-directory.js';
import type { Grant, GrantAuthority, GrantInput } from './grant.js';
import { parseGrant } from './parse-grant.js';
import { recordRevocation, storeGrants } from './store-grants.js';
import type { WantedGrant } from './store-grants.js';

/** Writes grants. They are immutable but for their revocation. */
@Injectable()
export class GrantWriter {
  constructor(private readonly writer: RevisionedWriter) {}

  /**
   * Creates a grant. Below a parent it must narrow in every dimension; that is checked after the revision lock,
   * so that no parent can end in between.
   *
   * @throws InvalidRequestError; ForbiddenError `grant.not_grantor`; UnprocessableError, see `storeGrants`.
   */
  async create(
    scope: WriteScope,
    input: GrantInput,
    authority: GrantAuthority,
  ): Promise<Written<Grant>> {
    const grant = parseGrant(input);
    requireAuthority(authority, grant);
    const written = await this.writer.write(scope, async (unit) => {
      return await storeGrant(unit, { id: randomUUID(), grant }, authority);
    });
    const { revision } = written;
    return { ...written, value: { ...requireGrant(written.value[0] ?? null, ''), revision } };
  }

  /**
   * Revokes a grant and with it, from the next decision on, all that stands on it. One that is revoked already
   * stays as it is. A caller without authority over all grants may revoke what stands on a grant it gave, and give
   * up what it was given.
   *
   * @throws NotFoundError, also for a grant of others; PreconditionFailedError
   */
  async revoke(
    scope: WriteScope,
    { id, reason }: { readonly id: string; readonly reason: string },
    authority: GrantAuthority,
  ): Promise<Written<Grant>> {
    const written = await this.writer.write(scope, async (unit) => {
      const found = requireGrant(await findGrant(unit.tx, scope.tenant, id), id);
      // A grant of others is as unknown as one that is not there.
      if (authority !== 'any') {
        await requireParty(unit, id, authority);
      }
      requirePrecondition(scope, found.revision);
      if (found.record.revokedAt !== null) {
        return toGrant(found);
      }
      await unit.tx.query(REVOKE, [scope.tenant, id, scope.author, reason, unit.writeId]);
      return { ...requireGrant(await recordRevocation(unit, id), id), revision: 0 };
    });
    const { revision, value } = written;
    return { ...written, value: value.revision === 0 ? { ...value, revision } : value };
  }
}

/**
 * A grantor writes for itself only, and an agent only below a grant it holds: an agent has no authority of its own
 * to give.
 *
 * @throws ForbiddenError `grant.not_grantor`
 */
export function requireAuthority(
  authority: GrantAuthority,
  { grantor, parent }: { readonly grantor: IdentityRef; readonly parent: string | null },
): void {
  const isOwn =
    authority === 'any' || (authority.kind === grantor.kind && authority.id === grantor.id);
  if (!isOwn || (authority !== 'any' && grantor.kind === 'agent' && parent === null)) {
    throw notGrantor();
  }
}

/**
 * Stores a grant as far as the authority goes. To one that writes for itself, a parent which it does not hold is as
 * unknown as one that is not there.
 *
 * @throws ForbiddenError `grant.not_grantor`; UnprocessableError, see `storeGrants`.
 */
export async function storeGrant(
  unit: WriteUnit,
  wanted: Pick<WantedGrant, 'id' | 'grant'>,
  authority: GrantAuthority,
): Promise<readonly Omit<Grant, 'revision'>[]> {
  if (authority === 'any') {
    return await storeGrants(unit, [{ ...wanted, createdAs: 'any' }]);
  }
  await requireActive(unit, authority);
  try {
    return await storeGrants(unit, [{ ...wanted, createdAs: 'grantor' }]);
  } catch (cause) {
    throw cause instanceof PdpError && cause.code === 'grant.grantor_mismatch'
      ? unknownReference(`grant ${wanted.grant.parent ?? ''}`, { pointer: '/parent' })
      : cause;
  }
}

async function requireActive({ tx, scope }: WriteUnit, { kind, id }: IdentityRef): Promise<void> {
  const own = { tenantId: scope.tenant, kind, id, status: 'active' } as const;
  if (!(await tx.existsBy(IdentityRow, own))) {
    throw new ForbiddenError('grant.not_grantor', 'the identity that you are is not active');
  }
}

async function requireParty({ tx, scope }: WriteUnit, id: string, own: IdentityRef): Promise<void> {
  const rows: unknown[] = await tx.query(IS_PARTY, [scope.tenant, id, own.kind, own.id]);
  requireGrant(rows[0] ?? null, id);
}

function notGrantor(): ForbiddenError {
  return new ForbiddenError(
    'grant.not_grantor',
    'you may write grants of your own only; as an agent, below a grant that you hold',
  );
}

const IS_PARTY = `
  SELECT FROM grants leaf, identities own
  WHERE leaf.tenant_id = $1 AND leaf.id = $2 AND own.tenant_id = $1 AND own.kind = $3 AND own.id = $4
    AND (leaf.grantee_uid = own.uid OR EXISTS (
      SELECT FROM grants g
      WHERE g.tenant_id = $1 AND g.id = ANY (leaf.path) AND g.grantor_uid = own.uid))`;

const REVOKE = `
  UPDATE grants SET revoked_at = clock_timestamp(), revoked_by = $3, revoked_reason = $4, revoked_write = $5
  WHERE tenant_id = $1 AND id = $2`;
