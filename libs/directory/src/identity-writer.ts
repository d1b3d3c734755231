import { UnprocessableError } from '@legate/core';
import type { IdentityRef, Json } from '@legate/core';
import { RevisionedWriter } from '@legate/persistence';
import type { WriteScope, WriteUnit, Written } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { entryKey } from './entry-key.js';
import { findIdentity, throwNotFound } from './identity-directory.js';
import { toIdentity } from './identity-row.js';
import type { IdentityRecord } from './identity-row.js';
import type { Identity, IdentityInput } from './identity.js';
import { MAX_LISTED, refuseReferenced } from './references.js';
import type { Reference } from './references.js';
import { isSameJson } from './same-json.js';

export interface PutResult<T> {
  readonly stored: T;
  readonly created: boolean;
}

/** Writes the identities of a tenant. */
@Injectable()
export class IdentityWriter {
  constructor(private readonly writer: RevisionedWriter) {}

  /**
   * Creates or replaces an identity. What is stored already as it is makes no new revision.
   *
   * @throws UnprocessableError `reference.unknown` when an owner does not exist.
   */
  async put(
    scope: WriteScope,
    ref: IdentityRef,
    input: IdentityInput,
  ): Promise<Written<PutResult<Identity>>> {
    return await this.writer.write(scope, async (unit) => {
      const found = await findIdentity(unit.tx, scope.tenant, ref);
      const wanted = merge(ref, input, found);
      if (
        found !== null &&
        isSameJson({ ...toIdentity(found), revision: 0 }, { ...wanted, revision: 0 })
      ) {
        return { stored: toIdentity(found), created: false };
      }
      const stored = { ...wanted, revision: unit.revision };
      await store(unit, stored);
      return { stored, created: found === null };
    });
  }

  /**
   * Deletes an identity that nothing refers to.
   *
   * @throws NotFoundError; ConflictError `identity.referenced` with the list of references.
   */
  async delete(scope: WriteScope, ref: IdentityRef): Promise<Written<void>> {
    return await this.writer.write(scope, async (unit) => {
      const { uid } = await requireIdentity(unit, ref);
      const references: Reference[] = await unit.tx.query(REFERENCES, [
        scope.tenant,
        uid,
        MAX_LISTED,
      ]);
      refuseReferenced('identity.referenced', references);
      await unit.tx.query('DELETE FROM identities WHERE tenant_id = $1 AND uid = $2', [
        scope.tenant,
        uid,
      ]);
      unit.record({
        entity: 'identity',
        key: entryKey(ref.kind, ref.id),
        operation: 'delete',
        document: null,
      });
    });
  }

  /** Retires an identity: it stays, with all that refers to it, and is denied from now on. @throws NotFoundError */
  async retire(scope: WriteScope, ref: IdentityRef): Promise<Written<Identity>> {
    return await this.writer.write(scope, async (unit) => {
      const found = await requireIdentity(unit, ref);
      if (found.status === 'retired') {
        return toIdentity(found);
      }
      const retired: Identity = {
        ...toIdentity(found),
        status: 'retired',
        revision: unit.revision,
      };
      await store(unit, retired);
      return retired;
    });
  }
}

async function requireIdentity(
  { tx, scope }: WriteUnit,
  ref: IdentityRef,
): Promise<IdentityRecord> {
  return (await findIdentity(tx, scope.tenant, ref)) ?? throwNotFound(ref);
}

function merge(ref: IdentityRef, input: IdentityInput, found: IdentityRecord | null): Identity {
  const { displayName, attributes = {}, owners = [] } = input;
  const ceiling = keep(input.ceiling, found?.ceiling);
  return {
    kind: ref.kind,
    id: ref.id,
    ...(displayName !== undefined && { displayName }),
    attributes,
    status: keep(input.status, found?.status) ?? 'active',
    owners: owners.map(({ kind, id }) => ({ kind, id })),
    ...(ceiling !== null && { ceiling }),
    revision: 0,
  };
}

/** What is absent from a PUT stays as it is stored; null clears it. */
function keep<T>(given: T | null | undefined, stored: T | null | undefined): T | null {
  return (given === undefined ? stored : given) ?? null;
}

async function store(unit: WriteUnit, identity: Identity): Promise<void> {
  const { tx, scope } = unit;
  const [row]: { uid: number }[] = await tx.query(UPSERT, [
    scope.tenant,
    identity.kind,
    identity.id,
    identity.displayName ?? null,
    JSON.stringify(identity.attributes),
    identity.status,
    identity.ceiling === undefined ? null : JSON.stringify(identity.ceiling),
    identity.revision,
  ]);
  await replaceOwners(unit, row?.uid ?? 0, identity.owners);
  unit.record({
    entity: 'identity',
    key: entryKey(identity.kind, identity.id),
    operation: 'put',
    document: identity as unknown as Json,
  });
}

async function replaceOwners(
  { tx, scope }: WriteUnit,
  uid: number,
  owners: readonly IdentityRef[],
): Promise<void> {
  await tx.query('DELETE FROM identity_owners WHERE tenant_id = $1 AND identity_uid = $2', [
    scope.tenant,
    uid,
  ]);
  if (owners.length === 0) {
    return;
  }
  const inserted: { position: number }[] = await tx.query(INSERT_OWNERS, [
    scope.tenant,
    uid,
    JSON.stringify(owners),
  ]);
  const known = new Set(inserted.map(({ position }) => position));
  const missing = owners.findIndex((_, at) => !known.has(at));
  const owner = owners[missing];
  if (owner !== undefined) {
    throw new UnprocessableError('reference.unknown', `there is no ${owner.kind} "${owner.id}"`, {
      details: { pointer: `/owners/${missing}` },
    });
  }
}

const UPSERT = `
  INSERT INTO identities (tenant_id, kind, id, display_name, attributes, status, ceiling, revision)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (tenant_id, kind, id) DO UPDATE SET display_name = excluded.display_name,
    attributes = excluded.attributes, status = excluded.status, ceiling = excluded.ceiling,
    revision = excluded.revision
  RETURNING uid`;

const INSERT_OWNERS = `
  INSERT INTO identity_owners (tenant_id, identity_uid, position, owner_uid)
  SELECT $1, $2, wanted.position - 1, o.uid
  FROM jsonb_array_elements($3::jsonb) WITH ORDINALITY AS wanted (ref, position)
  JOIN identities o ON o.tenant_id = $1 AND o.kind = wanted.ref->>'kind' AND o.id = wanted.ref->>'id'
  RETURNING position`;

const REFERENCES = `
  SELECT 'identity' AS entity, i.kind || '/' || i.id AS key
  FROM identity_owners w JOIN identities i ON i.tenant_id = w.tenant_id AND i.uid = w.identity_uid
  WHERE w.tenant_id = $1 AND w.owner_uid = $2 AND w.identity_uid <> $2
  UNION ALL
  SELECT 'grant', g.id::text FROM grants g
  WHERE g.tenant_id = $1 AND (g.grantor_uid = $2 OR g.grantee_uid = $2 OR g.root_grantor_uid = $2)
  LIMIT $3`;
