import type { DataSource, EntityManager } from 'typeorm';
import type { UseEntry } from './use-ledger.js';
import { mergeTallies } from './use-tally.js';

/** Most pairs of action and resource type that are kept of a grant; processes that write at once may add a few more. */
export const MAX_USES_OF_GRANT = 256;

/**
 * Adds uses to what is stored of the same grant, action and type, in one transaction. The entries come in the order
 * of their keys, so that two processes never wait for each other in a circle. What is of a grant that is gone is
 * left out.
 *
 * @returns how many uses were left out because their grant has as many pairs as are kept.
 */
export async function storeUses(
  dataSource: DataSource,
  tenant: string,
  entries: readonly UseEntry[],
): Promise<number> {
  return await dataSource.transaction(async (tx) => {
    const keys = JSON.stringify(
      entries.map(({ grantId, action, resourceType }) => ({ grantId, action, resourceType })),
    );
    // Rows first: a row that is not there cannot be locked, and two processes would each write their own count.
    await tx.query(MAKE_ROWS, [tenant, keys, MAX_USES_OF_GRANT]);
    const stored = await lockRows(tx, tenant, keys);
    const merged = entries.flatMap((entry) => {
      const known = stored.get(keyOf(entry));
      return known === undefined ? [] : [known.uses === 0 ? entry : merge(entry, known)];
    });
    await tx.query(UPDATE_ROWS, [tenant, JSON.stringify(merged)]);
    const leftOut = entries.filter((entry) => !stored.has(keyOf(entry)));
    return await countLost(tx, tenant, leftOut);
  });
}

async function countLost(
  tx: EntityManager,
  tenant: string,
  leftOut: readonly UseEntry[],
): Promise<number> {
  if (leftOut.length === 0) {
    return 0;
  }
  const ids = leftOut.map(({ grantId }) => grantId);
  const rows: { id: string }[] = await tx.query(STANDING, [tenant, ids]);
  const standing = new Set(rows.map(({ id }) => id));
  return leftOut.reduce((sum, { grantId, uses }) => sum + (standing.has(grantId) ? uses : 0), 0);
}

function merge(entry: UseEntry, known: UseEntry): UseEntry {
  return { ...entry, ...mergeTallies(known, entry) };
}

function keyOf({ grantId, action, resourceType }: UseEntry): string {
  return `${grantId}\0${action}\0${resourceType}`;
}

async function lockRows(
  tx: EntityManager,
  tenant: string,
  keys: string,
): Promise<ReadonlyMap<string, UseEntry>> {
  const rows: UseEntry[] = await tx.query(LOCK_ROWS, [tenant, keys]);
  return new Map(rows.map((row) => [keyOf(row), row]));
}

const WANTED = `jsonb_to_recordset($2::jsonb) AS w ("grantId" uuid, action text, "resourceType" text)`;

// A row without a use is never seen by others: it is counted up before the commit.
const MAKE_ROWS = `
  INSERT INTO grant_use (tenant_id, grant_id, action, resource_type, uses, last_used_at, common_id, is_one_id)
  SELECT $1, n."grantId", n.action, n."resourceType", 0, 'epoch', '', true
  FROM (
    SELECT w.*, row_number() OVER (
      PARTITION BY w."grantId" ORDER BY w.action COLLATE "C", w."resourceType" COLLATE "C") AS nth
    FROM ${WANTED}
    WHERE NOT EXISTS (
      SELECT FROM grant_use u WHERE u.tenant_id = $1 AND u.grant_id = w."grantId" AND u.action = w.action
        AND u.resource_type = w."resourceType")
  ) n JOIN (
    SELECT g.id, (
      SELECT count(*) FROM (
        SELECT FROM grant_use u WHERE u.tenant_id = $1 AND u.grant_id = g.id LIMIT $3) known) AS known
    FROM grants g
    WHERE g.tenant_id = $1 AND g.id IN (SELECT w."grantId" FROM ${WANTED})
  ) g ON g.id = n."grantId" AND n.nth <= $3 - g.known
  ORDER BY n."grantId", n.action COLLATE "C", n."resourceType" COLLATE "C"
  ON CONFLICT DO NOTHING`;

const STANDING = `SELECT g.id FROM grants g WHERE g.tenant_id = $1 AND g.id = ANY ($2::uuid[])`;

const LOCK_ROWS = `
  SELECT $1 AS tenant, u.grant_id AS "grantId", u.action, u.resource_type AS "resourceType", u.uses,
    (extract(epoch FROM u.last_used_at) * 1000)::float8 AS "lastUsedAt", u.common_id AS "commonId",
    u.is_one_id AS "isOneId"
  FROM grant_use u
  WHERE u.tenant_id = $1 AND (u.grant_id, u.action, u.resource_type) IN (
    SELECT w."grantId", w.action, w."resourceType" FROM ${WANTED})
  ORDER BY u.grant_id, u.action, u.resource_type
  FOR UPDATE`;

const UPDATE_ROWS = `
  UPDATE grant_use u SET uses = w.uses, last_used_at = to_timestamp(w."lastUsedAt" / 1000),
    common_id = w."commonId", is_one_id = w."isOneId"
  FROM jsonb_to_recordset($2::jsonb) AS w ("grantId" uuid, action text, "resourceType" text, uses bigint,
    "lastUsedAt" float8, "commonId" text, "isOneId" boolean)
  WHERE u.tenant_id = $1 AND u.grant_id = w."grantId" AND u.action = w.action
    AND u.resource_type = w."resourceType"`;
