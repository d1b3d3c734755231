import { RevisionedWriter } from '@legate/persistence';
import type { WriteScope, Written } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { BundleFreeze } from './bundle-directory.js';

/** Keeps the active bundle of a tenant from being changed. */
@Injectable()
export class BundleFreezer {
  constructor(private readonly writer: RevisionedWriter) {}

  /** Freezes it, or ends that. @throws UnavailableError */
  async set(
    scope: WriteScope,
    { frozen, reason }: { readonly frozen: boolean; readonly reason: string },
  ): Promise<Written<BundleFreeze>> {
    return await this.writer.write(scope, async ({ tx, writeId, record: tell }) => {
      const changed = await hasChanged(
        tx,
        frozen ? [FREEZE, [scope.tenant, reason, scope.author, writeId]] : [THAW, [scope.tenant]],
      );
      const document = frozen ? { frozen, reason } : { frozen, reason: null };
      if (changed) {
        const operation = frozen ? 'put' : 'delete';
        tell({
          entity: 'bundle_freeze',
          key: '',
          operation,
          document: { ...document, why: reason },
        });
      }
      return document;
    });
  }
}

/** Whether the statement has changed a row. */
export async function hasChanged(
  tx: EntityManager,
  [text, values]: readonly [string, unknown[]],
): Promise<boolean> {
  const rows: unknown[] = await tx.query(`WITH changed AS (${text}) SELECT FROM changed`, values);
  return rows.length > 0;
}

const FREEZE = `
  INSERT INTO bundle_freezes (tenant_id, reason, author, write_id) VALUES ($1, $2, $3, $4)
  ON CONFLICT (tenant_id) DO UPDATE SET reason = excluded.reason, author = excluded.author, at = clock_timestamp(),
    write_id = excluded.write_id WHERE bundle_freezes.reason <> excluded.reason
  RETURNING tenant_id`;

const THAW = 'DELETE FROM bundle_freezes WHERE tenant_id = $1 RETURNING tenant_id';
