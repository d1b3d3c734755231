import { UnprocessableError } from '@legate/core';
import type { WriteUnit } from '@legate/persistence';
import { holdingKey } from '../entry-key.js';
import type { HolderRef } from '../entry-key.js';
import { MAX_GROUP_NESTING } from '../groups/memberships.js';
import { unknownReference } from '../references.js';
import { chunksOf, emptyTally } from './bulk-step.js';
import type { Lined, Pause } from './bulk-step.js';

export interface MembershipLine {
  readonly group: string;
  readonly member: HolderRef;
}

interface Linked {
  readonly line: number;
  readonly groupUid: number | null;
  readonly hasMember: boolean;
  readonly isNew: boolean;
}

/** Most groups whose nesting one statement looks at. */
const NESTING_BATCH = 200;

/** Makes many identities and groups members in one write, once these are stored. Errors are those of a PUT. */
export class MembershipBulk {
  readonly tally = emptyTally();
  /** Of each group that has been given a group as a member, the line. */
  private readonly nested = new Map<number, number>();

  async stage(unit: WriteUnit, batch: readonly Lined<MembershipLine>[]): Promise<void> {
    const wanted = batch.map(({ line, value: { group, member } }) => ({
      line,
      group,
      kind: member.kind,
      id: member.id,
    }));
    const { tx, scope, writeId } = unit;
    const values = [scope.tenant, JSON.stringify(wanted), writeId];
    const rows: Linked[] = await tx.query(INSERT, values);
    const byLine = new Map(rows.map((row) => [row.line, row]));
    for (const one of batch) {
      this.take(unit, one, byLine.get(one.line));
    }
  }

  private take(
    { record }: WriteUnit,
    { line, value: { group, member } }: Lined<MembershipLine>,
    linked: Linked | undefined,
  ): void {
    if (linked === undefined || linked.groupUid === null) {
      throw unknownReference(`group "${group}"`, { pointer: '/group', line });
    }
    if (!linked.hasMember) {
      throw unknownReference(`${member.kind} "${member.id}"`, { pointer: '/member', line });
    }
    if (!linked.isNew) {
      this.tally.unchanged += 1;
      return;
    }
    this.tally.created += 1;
    if (member.kind === 'group') {
      this.nested.set(linked.groupUid, line);
    }
    const document = { group, member: { kind: member.kind, id: member.id } };
    record({ entity: 'membership', key: holdingKey(member, group), operation: 'put', document });
  }

  /** Holds the groups that have been put into others against the limit. @throws UnprocessableError `group.cycle` */
  async requireNesting({ tx, scope }: WriteUnit, pause: Pause): Promise<void> {
    for (const uids of chunksOf([...this.nested.keys()], NESTING_BATCH)) {
      const values = [scope.tenant, uids, MAX_GROUP_NESTING];
      const [deep]: { uid: number }[] = await tx.query(TOO_NESTED, values);
      if (deep !== undefined) {
        throw new UnprocessableError(
          'group.cycle',
          `the group would be a member of itself, or nest deeper than ${MAX_GROUP_NESTING}`,
          { details: { pointer: '/member', line: this.nested.get(deep.uid) ?? 0 } },
        );
      }
      await pause();
    }
  }
}

const INSERT = `
  WITH wanted AS (
    SELECT e.line, g.uid AS group_uid, i.uid AS identity_uid, m.uid AS member_group_uid
    FROM jsonb_to_recordset($2::jsonb) AS e (line integer, "group" text, kind text, id text)
      LEFT JOIN groups g ON g.tenant_id = $1 AND g.id = e."group"
      LEFT JOIN identities i ON i.tenant_id = $1 AND i.kind = e.kind AND i.id = e.id
      LEFT JOIN groups m ON e.kind = 'group' AND m.tenant_id = $1 AND m.id = e.id
  ), inserted AS (
    INSERT INTO memberships (tenant_id, group_uid, identity_uid, member_group_uid, write_id)
    SELECT $1, group_uid, identity_uid, member_group_uid, $3 FROM wanted
    WHERE group_uid IS NOT NULL AND COALESCE(identity_uid, member_group_uid) IS NOT NULL
    ON CONFLICT DO NOTHING RETURNING group_uid, identity_uid, member_group_uid
  )
  SELECT w.line, w.group_uid AS "groupUid",
    COALESCE(w.identity_uid, w.member_group_uid) IS NOT NULL AS "hasMember",
    s.group_uid IS NOT NULL AS "isNew"
  FROM wanted w LEFT JOIN inserted s ON s.group_uid = w.group_uid
    AND COALESCE(s.identity_uid, 0) = COALESCE(w.identity_uid, 0)
    AND COALESCE(s.member_group_uid, 0) = COALESCE(w.member_group_uid, 0)`;

// As for a single one: the groups above and below, itself counted once. UNION: many ways lead to the same group.
const TOO_NESTED = `
  WITH RECURSIVE above (start, uid, depth) AS (
    SELECT uid, uid, 0 FROM unnest($2::bigint[]) AS u (uid) UNION
    SELECT a.start, m.group_uid, a.depth + 1 FROM above a
      JOIN memberships m ON m.tenant_id = $1 AND m.member_group_uid = a.uid WHERE a.depth <= $3
  ), below (start, uid, depth) AS (
    SELECT uid, uid, 0 FROM unnest($2::bigint[]) AS u (uid) UNION
    SELECT b.start, m.member_group_uid, b.depth + 1 FROM below b
      JOIN memberships m ON m.tenant_id = $1 AND m.group_uid = b.uid AND m.member_group_uid IS NOT NULL
    WHERE b.depth <= $3
  )
  SELECT a.start AS uid
  FROM (SELECT start, max(depth) AS depth FROM above GROUP BY start) a
    JOIN (SELECT start, max(depth) AS depth FROM below GROUP BY start) b ON b.start = a.start
  WHERE a.depth + b.depth + 1 > $3 LIMIT 1`;
