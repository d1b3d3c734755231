import { requirePrecondition, RevisionedWriter } from '@legate/persistence';
import type { WriteScope, WriteUnit, Written } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { atRevision } from '../put-result.js';
import type { PutResult } from '../put-result.js';
import { MAX_LISTED, refuseReferenced } from '../references.js';
import type { Reference } from '../references.js';
import { isSameJson } from '../same-json.js';
import { findGroup, throwNoGroup, toGroup } from './group-directory.js';
import type { GroupRecord } from './group-directory.js';
import type { Group, GroupInput } from './group.js';

/** Writes the groups of a tenant. */
@Injectable()
export class GroupWriter {
  constructor(private readonly writer: RevisionedWriter) {}

  /** Creates or replaces a group. What is stored already as it is makes no new revision. @throws PreconditionFailedError */
  async put(scope: WriteScope, id: string, input: GroupInput): Promise<Written<PutResult<Group>>> {
    const written = await this.writer.write(scope, async (unit) => {
      const found = await findGroup(unit.tx, scope.tenant, id);
      requirePrecondition(scope, found?.revision ?? null);
      return await putGroup(unit, { id, input, found });
    });
    return atRevision(written);
  }

  /** Deletes a group that nothing refers to. @throws NotFoundError; ConflictError `group.referenced`; PreconditionFailedError */
  async delete(scope: WriteScope, id: string): Promise<Written<void>> {
    return await this.writer.write(scope, async (unit) => {
      const { uid } = await requireGroup(unit, id);
      const values = [scope.tenant, uid, MAX_LISTED];
      const references: Reference[] = await unit.tx.query(REFERENCES, values);
      refuseReferenced('group.referenced', references);
      await unit.tx.query('DELETE FROM groups WHERE tenant_id = $1 AND uid = $2', [
        scope.tenant,
        uid,
      ]);
      unit.record({ entity: 'group', key: id, operation: 'delete', document: null });
    });
  }

  /** Retires a group: it stays, and confers nothing from now on. @throws NotFoundError; PreconditionFailedError */
  async retire(scope: WriteScope, id: string): Promise<Written<void>> {
    return await this.writer.write(scope, async (unit) => {
      const found = await requireGroup(unit, id);
      if (found.status !== 'retired') {
        await storeGroup(unit, { ...toGroup(found), status: 'retired' });
      }
    });
  }
}

async function requireGroup({ tx, scope }: WriteUnit, id: string): Promise<GroupRecord> {
  const found = await findGroup(tx, scope.tenant, id);
  requirePrecondition(scope, found?.revision ?? null);
  return found ?? throwNoGroup(id);
}

interface GroupPut {
  readonly id: string;
  readonly input: GroupInput;
  readonly found: GroupRecord | null;
}

/** Stores a group as a PUT says, within a write. */
export async function putGroup(
  unit: WriteUnit,
  { id, input, found }: GroupPut,
): Promise<PutResult<Group>> {
  const group = mergeGroup(id, input, found);
  if (found !== null && isSameGroup(found, group)) {
    return { stored: toGroup(found), created: false };
  }
  await storeGroup(unit, group);
  return { stored: group, created: found === null };
}

/** What a PUT leaves stored, given what was. */
export function mergeGroup(
  id: string,
  { displayName, status }: GroupInput,
  found: GroupRecord | null,
): Group {
  return {
    id,
    ...(displayName !== undefined && { displayName }),
    status: (status === undefined ? found?.status : status) ?? 'active',
    revision: 0,
  };
}

export function isSameGroup(found: GroupRecord, wanted: Group): boolean {
  return isSameJson({ ...toGroup(found), revision: 0 }, wanted);
}

async function storeGroup(unit: WriteUnit, group: Group): Promise<void> {
  await storeGroups(unit, [group]);
}

/** Creates or replaces groups of different ids. With `insert` one that is there already is an error of the database. */
export async function storeGroups(
  { tx, scope, writeId, record }: WriteUnit,
  groups: readonly Group[],
  how: 'insert' | 'upsert' = 'upsert',
): Promise<void> {
  const rows = groups.map(({ id, displayName = null, status }) => ({
    id,
    display_name: displayName,
    status,
  }));
  await tx.query(how === 'insert' ? INSERT : UPSERT, [scope.tenant, writeId, JSON.stringify(rows)]);
  for (const { id, displayName, status } of groups) {
    const document = { id, ...(displayName !== undefined && { displayName }), status };
    record({ entity: 'group', key: id, operation: 'put', document });
  }
}

const INSERT = `
  INSERT INTO groups (tenant_id, id, display_name, status, write_id)
  SELECT $1, id, display_name, status, $2
  FROM jsonb_to_recordset($3::jsonb) AS wanted (id text, display_name text, status text)`;

const UPSERT = `${INSERT}
  ON CONFLICT (tenant_id, id) DO UPDATE SET display_name = excluded.display_name,
    status = excluded.status, write_id = excluded.write_id`;

const REFERENCES = `
  SELECT 'membership' AS entity,
    COALESCE(i.kind || '/' || i.id, 'group/' || inner_group.id) AS key
  FROM memberships m
    LEFT JOIN identities i ON i.tenant_id = m.tenant_id AND i.uid = m.identity_uid
    LEFT JOIN groups inner_group ON inner_group.tenant_id = m.tenant_id AND inner_group.uid = m.member_group_uid
  WHERE m.tenant_id = $1 AND m.group_uid = $2
  UNION ALL
  SELECT 'membership', 'group/' || g.id
  FROM memberships m JOIN groups g ON g.tenant_id = m.tenant_id AND g.uid = m.group_uid
  WHERE m.tenant_id = $1 AND m.member_group_uid = $2
  UNION ALL
  SELECT 'role_assignment', role FROM role_assignments WHERE tenant_id = $1 AND group_uid = $2
  LIMIT $3`;
