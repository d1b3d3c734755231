import { NotFoundError } from '@legate/core';
import { requirePrecondition, RevisionedWriter, toDatabaseError } from '@legate/persistence';
import type { WriteScope, WriteUnit, Written } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { holdingKey } from '../entry-key.js';
import type { HolderRef } from '../entry-key.js';
import { readCursor, toPage } from '../page.js';
import type { Page, PageRequest } from '../page.js';
import { atRevision } from '../put-result.js';
import type { PutResult } from '../put-result.js';
import type { RoleAssignment } from './group.js';
import { findHolder } from './holder.js';
import type { Holder } from './holder.js';

export interface RoleAssignmentFilter {
  readonly role?: string | undefined;
  readonly holder?: HolderRef | undefined;
}

/** Which roles identities and the members of groups hold. Roles are names that policy reads. */
@Injectable()
export class RoleAssignments {
  constructor(
    private readonly dataSource: DataSource,
    private readonly writer: RevisionedWriter,
  ) {}

  /** Assigns a role. One that is assigned already makes no new revision. @throws UnprocessableError `reference.unknown` */
  async put(
    scope: WriteScope,
    role: string,
    holder: HolderRef,
  ): Promise<Written<PutResult<RoleAssignment>>> {
    const written = await this.writer.write(
      scope,
      async (unit) => await putRoleAssignment(unit, role, await findHolder(unit, holder)),
    );
    return atRevision(written);
  }

  /** @throws NotFoundError */
  async delete(scope: WriteScope, role: string, holder: HolderRef): Promise<Written<void>> {
    return await this.writer.write(scope, async (unit) => {
      const { identityUid, groupUid } = await findHolder(unit, holder);
      const values = [scope.tenant, role, identityUid, groupUid];
      const revision = await readRevision(unit, values);
      requirePrecondition(scope, revision);
      if (revision === null) {
        throw new NotFoundError('role_assignment.not_found', `"${holder.id}" has no such role`);
      }
      await unit.tx.query(DELETE, values);
      const key = holdingKey(holder, role);
      unit.record({ entity: 'role_assignment', key, operation: 'delete', document: null });
    });
  }

  /** Assignments by role, kind and id of the holder. @throws InvalidRequestError, UnavailableError */
  async list(
    tenant: string,
    { role, holder, limit, cursor }: RoleAssignmentFilter & PageRequest,
  ): Promise<Page<RoleAssignment>> {
    const [afterRole, afterHolder] = readCursor(cursor);
    const [afterKind = '', afterId = ''] = splitOnce(afterHolder);
    const values = [tenant, role ?? null, holder?.kind ?? null, holder?.id ?? null];
    try {
      const rows: (HolderRef & { role: string; revision: number })[] = await this.dataSource.query(
        LIST,
        [...values, afterRole, afterKind, afterId, limit + 1],
      );
      const found = rows.map(({ kind, id, ...rest }) => ({ ...rest, holder: { kind, id } }));
      return toPage(found, limit, (one) => [one.role, `${one.holder.kind}/${one.holder.id}`]);
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }
}

function splitOnce(text: string): readonly string[] {
  const at = text.indexOf('/');
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** Stores an assignment within a write. */
export async function putRoleAssignment(
  unit: WriteUnit,
  role: string,
  { ref: holder, identityUid, groupUid }: Holder,
): Promise<PutResult<RoleAssignment>> {
  const { tx, scope, writeId, record } = unit;
  const values = [scope.tenant, role, identityUid, groupUid];
  const revision = await readRevision(unit, values);
  requirePrecondition(scope, revision);
  if (revision !== null) {
    return { stored: { role, holder, revision }, created: false };
  }
  await tx.query(INSERT, [...values, writeId]);
  const document = { role, holder: { kind: holder.kind, id: holder.id } };
  record({
    entity: 'role_assignment',
    key: holdingKey(holder, role),
    operation: 'put',
    document,
  });
  return { stored: { ...document, revision: 0 }, created: true };
}

async function readRevision({ tx }: WriteUnit, values: readonly unknown[]): Promise<number | null> {
  const [row]: { revision: number }[] = await tx.query(FIND, [...values]);
  return row?.revision ?? null;
}

const FIND = `
  SELECT COALESCE(w.revision, 0) AS revision FROM role_assignments a JOIN writes w ON w.id = a.write_id
  WHERE a.tenant_id = $1 AND a.role = $2
    AND (a.identity_uid = $3::bigint OR a.group_uid = $4::bigint)`;

const INSERT = `
  INSERT INTO role_assignments (tenant_id, role, identity_uid, group_uid, write_id)
  VALUES ($1, $2, $3, $4, $5)`;

const DELETE = `
  DELETE FROM role_assignments WHERE tenant_id = $1 AND role = $2
    AND (identity_uid = $3::bigint OR group_uid = $4::bigint)`;

const LIST = `
  SELECT role, kind, id, revision FROM (
    SELECT a.role, COALESCE(i.kind, 'group' COLLATE "C") AS kind, COALESCE(i.id, g.id) AS id, w.revision
    FROM role_assignments a JOIN writes w ON w.id = a.write_id
      LEFT JOIN identities i ON i.tenant_id = a.tenant_id AND i.uid = a.identity_uid
      LEFT JOIN groups g ON g.tenant_id = a.tenant_id AND g.uid = a.group_uid
    WHERE a.tenant_id = $1 AND ($2::text IS NULL OR a.role = $2)
  ) found
  WHERE ($3::text IS NULL OR (kind = $3 AND id = $4)) AND (role, kind, id) > ($5, $6, $7)
  ORDER BY role, kind, id LIMIT $8`;
