import { NotFoundError, UnprocessableError } from '@legate/core';
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
import { findGroup, throwNoGroup } from './group-directory.js';
import type { Membership } from './group.js';
import { findHolder } from './holder.js';
import type { Holder } from './holder.js';

/** Most groups one inside the other. */
export const MAX_GROUP_NESTING = 16;

/** Who is a member of which group. */
@Injectable()
export class Memberships {
  constructor(
    private readonly dataSource: DataSource,
    private readonly writer: RevisionedWriter,
  ) {}

  /**
   * Makes an identity or a group a member. One that is already makes no new revision.
   *
   * @throws NotFoundError for the group; UnprocessableError `reference.unknown`, `group.cycle`.
   */
  async put(
    scope: WriteScope,
    group: string,
    member: HolderRef,
  ): Promise<Written<PutResult<Membership>>> {
    const written = await this.writer.write(scope, async (unit) => {
      const { uid } = (await findGroup(unit.tx, scope.tenant, group)) ?? throwNoGroup(group);
      return await putMembership(unit, { id: group, uid }, await findHolder(unit, member));
    });
    return atRevision(written);
  }

  /** @throws NotFoundError */
  async delete(scope: WriteScope, group: string, member: HolderRef): Promise<Written<void>> {
    return await this.writer.write(scope, async (unit) => {
      const { uid } = (await findGroup(unit.tx, scope.tenant, group)) ?? throwNoGroup(group);
      const { identityUid, groupUid } = await findHolder(unit, member);
      const revision = await readRevision(unit, [scope.tenant, uid, identityUid, groupUid]);
      requirePrecondition(scope, revision);
      if (revision === null) {
        throw new NotFoundError('membership.not_found', `"${member.id}" is not a member`);
      }
      await unit.tx.query(DELETE, [scope.tenant, uid, identityUid, groupUid]);
      const key = holdingKey(member, group);
      unit.record({ entity: 'membership', key, operation: 'delete', document: null });
    });
  }

  /** The members of a group, by kind and id. @throws NotFoundError, InvalidRequestError, UnavailableError */
  async list(
    tenant: string,
    group: string,
    { limit, cursor }: PageRequest,
  ): Promise<Page<Membership>> {
    const [afterKind, afterId] = readCursor(cursor);
    try {
      const { manager } = this.dataSource;
      const { uid } = (await findGroup(manager, tenant, group)) ?? throwNoGroup(group);
      const values = [tenant, uid, afterKind, afterId, limit + 1];
      const rows: (HolderRef & { revision: number })[] = await manager.query(LIST, values);
      const members = rows.map(({ kind, id, revision }) => ({
        group,
        member: { kind, id },
        revision,
      }));
      return toPage(members, limit, ({ member }) => [member.kind, member.id]);
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }
}

/** Stores a membership within a write. @throws UnprocessableError `group.cycle` */
export async function putMembership(
  unit: WriteUnit,
  group: { readonly id: string; readonly uid: number },
  holder: Holder,
): Promise<PutResult<Membership>> {
  const { tx, scope, writeId, record } = unit;
  const { ref: member, identityUid, groupUid } = holder;
  const values = [scope.tenant, group.uid, identityUid, groupUid];
  const revision = await readRevision(unit, values);
  requirePrecondition(scope, revision);
  if (revision !== null) {
    return { stored: { group: group.id, member, revision }, created: false };
  }
  await tx.query(INSERT, [...values, writeId]);
  if (groupUid !== null) {
    await refuseCycle(unit, group.uid);
  }
  const document = { group: group.id, member: { kind: member.kind, id: member.id } };
  record({
    entity: 'membership',
    key: holdingKey(member, group.id),
    operation: 'put',
    document,
  });
  return { stored: { ...document, revision: 0 }, created: true };
}

async function readRevision({ tx }: WriteUnit, values: readonly unknown[]): Promise<number | null> {
  const [row]: { revision: number | null }[] = await tx.query(FIND, [...values]);
  return row?.revision ?? null;
}

async function refuseCycle({ tx, scope }: WriteUnit, groupUid: number): Promise<void> {
  const [row]: { depth: number }[] = await tx.query(DEPTH, [
    scope.tenant,
    groupUid,
    MAX_GROUP_NESTING,
  ]);
  if ((row?.depth ?? 0) > MAX_GROUP_NESTING) {
    throw new UnprocessableError(
      'group.cycle',
      `the group would be a member of itself, or nest deeper than ${MAX_GROUP_NESTING}`,
    );
  }
}

const FIND = `
  SELECT COALESCE(w.revision, 0) AS revision FROM memberships m JOIN writes w ON w.id = m.write_id
  WHERE m.tenant_id = $1 AND m.group_uid = $2
    AND (m.identity_uid = $3::bigint OR m.member_group_uid = $4::bigint)`;

const INSERT = `
  INSERT INTO memberships (tenant_id, group_uid, identity_uid, member_group_uid, write_id)
  VALUES ($1, $2, $3, $4, $5)`;

const DELETE = `
  DELETE FROM memberships WHERE tenant_id = $1 AND group_uid = $2
    AND (identity_uid = $3::bigint OR member_group_uid = $4::bigint)`;

// How many groups lie above the group and below it, itself counted once; one step past the limit at most.
// Groups that many ways lead to count once for each depth.
const DEPTH = `
  WITH RECURSIVE above (uid, depth) AS (
    SELECT $2::bigint, 0 UNION
    SELECT m.group_uid, a.depth + 1 FROM above a
      JOIN memberships m ON m.tenant_id = $1 AND m.member_group_uid = a.uid WHERE a.depth <= $3
  ), below (uid, depth) AS (
    SELECT $2::bigint, 0 UNION
    SELECT m.member_group_uid, b.depth + 1 FROM below b
      JOIN memberships m ON m.tenant_id = $1 AND m.group_uid = b.uid AND m.member_group_uid IS NOT NULL
    WHERE b.depth <= $3
  )
  SELECT (SELECT max(depth) FROM above) + (SELECT max(depth) FROM below) + 1 AS depth`;

const LIST = `
  SELECT kind, id, revision FROM (
    SELECT i.kind, i.id, w.revision
    FROM memberships m JOIN writes w ON w.id = m.write_id
      JOIN identities i ON i.tenant_id = m.tenant_id AND i.uid = m.identity_uid
    WHERE m.tenant_id = $1 AND m.group_uid = $2
    UNION ALL
    SELECT 'group', g.id, w.revision
    FROM memberships m JOIN writes w ON w.id = m.write_id
      JOIN groups g ON g.tenant_id = m.tenant_id AND g.uid = m.member_group_uid
    WHERE m.tenant_id = $1 AND m.group_uid = $2
  ) member
  WHERE (kind COLLATE "C", id) > ($3, $4) ORDER BY kind COLLATE "C", id LIMIT $5`;
