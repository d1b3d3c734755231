import { ConflictError } from '@legate/core';
import type { Pause } from '@legate/directory';
import type { Change, WriteUnit } from '@legate/persistence';

/** How long an import holds the tenant's lock while others wait for it: a revocation must not wait for a second. */
const MAX_HELD_MS = 700;
/** Most changes of others that an import looks at. */
const MAX_OTHER_CHANGES = 20_000;

export type OtherChange = Pick<Change, 'entity' | 'key' | 'operation'>;

/** Others have written, or want to, what the import would have to hold on to. Beginning anew can help. */
export function overtaken(): ConflictError {
  return new ConflictError(
    'conflict.concurrent',
    'other writes came in between each time; send the import again',
  );
}

/** To be called after each statement under the lock. @throws ConflictError when others have waited for long */
export function pauseUnderLock({ tx }: WriteUnit): Pause {
  const began = performance.now();
  return async () => {
    if (performance.now() - began > MAX_HELD_MS) {
      const [row]: { isWaitedFor: boolean }[] = await tx.query(IS_WAITED_FOR);
      if (row?.isWaitedFor === true) {
        throw overtaken();
      }
    }
  };
}

export async function readRevision({ tx, scope }: WriteUnit): Promise<number> {
  const [row]: { revision: number }[] = await tx.query(REVISION, [scope.tenant]);
  return row?.revision ?? 0;
}

/** What others have changed in the tenant after a revision; nothing can follow while the lock is held. */
export async function readOtherChanges(
  { tx, scope, writeId }: WriteUnit,
  since: number,
): Promise<readonly OtherChange[]> {
  const values = [scope.tenant, since, writeId, MAX_OTHER_CHANGES + 1];
  const changes: OtherChange[] = await tx.query(OTHER_CHANGES, values);
  if (changes.length > MAX_OTHER_CHANGES) {
    throw overtaken();
  }
  return changes;
}

const REVISION = 'SELECT revision FROM tenants WHERE id = $1';

const OTHER_CHANGES = `
  SELECT c.entity, c.key, c.operation FROM writes w JOIN changes c ON c.write_id = w.id
  WHERE w.tenant_id = $1 AND w.revision > $2 AND w.id <> $3 LIMIT $4`;

const IS_WAITED_FOR = `
  SELECT EXISTS (
    SELECT FROM pg_stat_activity a
    WHERE a.datname = current_database() AND a.wait_event_type = 'Lock'
      AND pg_backend_pid() = ANY (pg_blocking_pids(a.pid))
  ) AS "isWaitedFor"`;
