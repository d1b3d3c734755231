import type { WriteUnit } from '@legate/persistence';
import { holdingKey } from '../entry-key.js';
import type { HolderRef } from '../entry-key.js';
import { unknownReference } from '../references.js';
import { emptyTally } from './bulk-step.js';
import type { Lined } from './bulk-step.js';

export interface RoleLine {
  readonly role: string;
  readonly holder: HolderRef;
}

interface Linked {
  readonly line: number;
  readonly hasHolder: boolean;
  readonly isNew: boolean;
}

/** Assigns many roles in one write, once their holders are stored. Errors are those of a PUT. */
export class RoleBulk {
  readonly tally = emptyTally();

  async stage(unit: WriteUnit, batch: readonly Lined<RoleLine>[]): Promise<void> {
    const wanted = batch.map(({ line, value: { role, holder } }) => ({
      line,
      role,
      kind: holder.kind,
      id: holder.id,
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
    { line, value: { role, holder } }: Lined<RoleLine>,
    linked: Linked | undefined,
  ): void {
    if (linked?.hasHolder !== true) {
      throw unknownReference(`${holder.kind} "${holder.id}"`, { pointer: '/holder', line });
    }
    if (!linked.isNew) {
      this.tally.unchanged += 1;
      return;
    }
    this.tally.created += 1;
    const document = { role, holder: { kind: holder.kind, id: holder.id } };
    record({
      entity: 'role_assignment',
      key: holdingKey(holder, role),
      operation: 'put',
      document,
    });
  }
}

const INSERT = `
  WITH wanted AS (
    SELECT e.line, e.role, i.uid AS identity_uid, g.uid AS group_uid
    FROM jsonb_to_recordset($2::jsonb) AS e (line integer, role text, kind text, id text)
      LEFT JOIN identities i ON i.tenant_id = $1 AND i.kind = e.kind AND i.id = e.id
      LEFT JOIN groups g ON e.kind = 'group' AND g.tenant_id = $1 AND g.id = e.id
  ), inserted AS (
    INSERT INTO role_assignments (tenant_id, role, identity_uid, group_uid, write_id)
    SELECT $1, role, identity_uid, group_uid, $3 FROM wanted
    WHERE COALESCE(identity_uid, group_uid) IS NOT NULL
    ON CONFLICT DO NOTHING RETURNING role, identity_uid, group_uid
  )
  SELECT w.line, COALESCE(w.identity_uid, w.group_uid) IS NOT NULL AS "hasHolder",
    s.role IS NOT NULL AS "isNew"
  FROM wanted w LEFT JOIN inserted s ON s.role = w.role
    AND COALESCE(s.identity_uid, 0) = COALESCE(w.identity_uid, 0)
    AND COALESCE(s.group_uid, 0) = COALESCE(w.group_uid, 0)`;
