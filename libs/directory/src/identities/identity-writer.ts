import type { IdentityRef } from '@legate/core';
import { requirePrecondition, RevisionedWriter } from '@legate/persistence';
import type { WriteScope, WriteUnit, Written } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { entryKey } from '../entry-key.js';
import { atRevision } from '../put-result.js';
import type { PutResult } from '../put-result.js';
import { MAX_LISTED, refuseReferenced } from '../references.js';
import type { Reference } from '../references.js';
import { isSameJson } from '../same-json.js';
import { throwNotFound } from './identity-directory.js';
import { storeIdentityReferences } from './identity-references.js';
import { findIdentities, toIdentity } from './identity-row.js';
import type { IdentityRecord } from './identity-row.js';
import type { Identity, IdentityInput } from './identity.js';
import { recordIdentities, storeIdentityRows } from './store-identities.js';

/** Writes the identities of a tenant. */
@Injectable()
export class IdentityWriter {
  constructor(private readonly writer: RevisionedWriter) {}

  /**
   * Creates or replaces an identity. What is stored already as it is makes no new revision.
   *
   * @throws UnprocessableError `reference.unknown`, `identity.parent_cycle`; ConflictError `alias.taken`;
   * PreconditionFailedError.
   */
  async put(
    scope: WriteScope,
    ref: IdentityRef,
    input: IdentityInput,
  ): Promise<Written<PutResult<Identity>>> {
    const written = await this.writer.write(scope, async (unit) => {
      const [found] = await findIdentities(unit.tx, scope.tenant, [ref]);
      requirePrecondition(scope, found?.revision ?? null);
      const identity = mergeIdentity(ref, input, found);
      if (found !== undefined && isSameIdentity(found, identity)) {
        return { stored: toIdentity(found), created: false };
      }
      await store(unit, identity);
      return { stored: identity, created: found === undefined };
    });
    return atRevision(written);
  }

  /**
   * Deletes an identity that nothing refers to.
   *
   * @throws NotFoundError; ConflictError `identity.referenced` with the list of references; PreconditionFailedError.
   */
  async delete(scope: WriteScope, ref: IdentityRef): Promise<Written<void>> {
    return await this.writer.write(scope, async (unit) => {
      const { uid } = await requireIdentity(unit, ref);
      const values = [scope.tenant, uid, MAX_LISTED];
      const references: Reference[] = await unit.tx.query(REFERENCES, values);
      refuseReferenced('identity.referenced', references);
      await unit.tx.query('DELETE FROM identities WHERE tenant_id = $1 AND uid = $2', [
        scope.tenant,
        uid,
      ]);
      const key = entryKey(ref.kind, ref.id);
      unit.record({ entity: 'identity', key, operation: 'delete', document: null });
    });
  }

  /**
   * Retires an identity: it stays, with all that refers to it, and is denied from now on.
   *
   * @throws NotFoundError; PreconditionFailedError
   */
  async retire(scope: WriteScope, ref: IdentityRef): Promise<Written<void>> {
    return await this.writer.write(scope, async (unit) => {
      const found = await requireIdentity(unit, ref);
      if (found.status !== 'retired') {
        await store(unit, { ...toIdentity(found), status: 'retired' });
      }
    });
  }
}

async function requireIdentity(
  { tx, scope }: WriteUnit,
  ref: IdentityRef,
): Promise<IdentityRecord> {
  const [found] = await findIdentities(tx, scope.tenant, [ref]);
  requirePrecondition(scope, found?.revision ?? null);
  return found ?? throwNotFound(ref);
}

/** What a PUT leaves stored, given what was. */
export function mergeIdentity(
  { kind, id }: IdentityRef,
  input: IdentityInput,
  found: IdentityRecord | undefined,
): Identity {
  const { displayName, attributes = {}, owners = [], parent, aliases = [] } = input;
  return {
    kind,
    id,
    ...(displayName !== undefined && { displayName }),
    attributes,
    owners: owners.map((owner) => ({ kind: owner.kind, id: owner.id })),
    ...(parent !== undefined && { parent }),
    aliases: aliases.map(({ issuer, subject }) => ({ issuer, subject })),
    ...mergeKept(input, found),
    revision: 0,
  };
}

/** What bounds an identity: whoever edits the rest must not lift it by leaving it out. */
function mergeKept(
  input: IdentityInput,
  found: IdentityRecord | undefined,
): Pick<Identity, 'status' | 'ceiling' | 'notBefore'> {
  const ceiling = keep(input.ceiling, found?.ceiling);
  const notBefore = keep(input.notBefore, found?.notBefore?.toISOString());
  return {
    status: keep(input.status, found?.status) ?? 'active',
    ...(ceiling !== null && { ceiling }),
    ...(notBefore !== null && { notBefore: new Date(notBefore).toISOString() }),
  };
}

/** What is absent from a PUT stays as it is stored; null clears it. */
function keep<T>(given: T | null | undefined, stored: T | null | undefined): T | null {
  return (given === undefined ? stored : given) ?? null;
}

export function isSameIdentity(found: IdentityRecord, wanted: Identity): boolean {
  return isSameJson({ ...toIdentity(found), revision: 0 }, { ...wanted, revision: 0 });
}

async function store(unit: WriteUnit, identity: Identity): Promise<void> {
  const wanted = [{ identity }];
  await storeIdentityReferences(unit, await storeIdentityRows(unit, wanted));
  recordIdentities(unit, wanted);
}

const REFERENCES = `
  SELECT 'identity' AS entity, i.kind || '/' || i.id AS key
  FROM identity_owners s JOIN identities i ON i.tenant_id = s.tenant_id AND i.uid = s.identity_uid
  WHERE s.tenant_id = $1 AND s.owner_uid = $2 AND s.identity_uid <> $2
  UNION ALL
  SELECT 'identity', kind || '/' || id FROM identities WHERE tenant_id = $1 AND parent_uid = $2
  UNION ALL
  SELECT 'membership', 'group/' || g.id
  FROM memberships m JOIN groups g ON g.tenant_id = m.tenant_id AND g.uid = m.group_uid
  WHERE m.tenant_id = $1 AND m.identity_uid = $2
  UNION ALL
  SELECT 'role_assignment', role FROM role_assignments WHERE tenant_id = $1 AND identity_uid = $2
  UNION ALL
  SELECT 'resource', type || '/' || id FROM resources WHERE tenant_id = $1 AND owner_uid = $2
  UNION ALL
  SELECT 'caller', id::text FROM callers WHERE tenant_id = $1 AND identity_uid = $2
  UNION ALL
  SELECT 'grant', g.id::text FROM grants g
  WHERE g.tenant_id = $1 AND (g.grantor_uid = $2 OR g.grantee_uid = $2 OR g.root_grantor_uid = $2)
  LIMIT $3`;
