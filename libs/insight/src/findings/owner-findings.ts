import type { IdentityRef } from '@legate/core';
import { INVENTORY_TYPES } from '@legate/directory';
import type { Snapshot } from '../snapshot.js';
import type { Step } from '../walk.js';
import type { Finding } from './finding.js';

const ROWS_AT_ONCE = 500;

interface AgentRow {
  readonly id: string;
  readonly isActive: boolean;
  readonly owners: readonly IdentityRef[] | null;
  readonly hasLiveOwner: boolean;
}

/** Active agents by id. */
export async function* walkAgents(
  kind: 'agent.no_owner' | 'agent.no_live_owner',
  { tx, tenant }: Snapshot,
  afterId: string | null,
): AsyncGenerator<Step<Finding>> {
  let after = afterId ?? '';
  for (;;) {
    const rows: AgentRow[] = await tx.query(AGENTS, [tenant, after, ROWS_AT_ONCE]);
    for (const row of rows) {
      yield { position: [kind, row.id, ''], cost: 1, find: () => findOwnerless(kind, row) };
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < ROWS_AT_ONCE) {
      return;
    }
    after = last.id;
  }
}

function findOwnerless(
  kind: 'agent.no_owner' | 'agent.no_live_owner',
  { id, isActive, owners, hasLiveOwner }: AgentRow,
): Finding | null {
  if (!isActive || hasLiveOwner || (owners === null) !== (kind === 'agent.no_owner')) {
    return null;
  }
  const agent = { kind: 'agent', id } as const;
  return owners === null
    ? { kind: 'agent.no_owner', agent }
    : { kind: 'agent.no_live_owner', agent, owners };
}

interface ResourceRow {
  readonly id: string;
  readonly isFinding: boolean;
  readonly owner: IdentityRef | null;
}

/** Active resources of the inventory by type and id. */
export async function* walkInventory(
  { tx, tenant }: Snapshot,
  [fromType = '', afterId = '']: readonly string[],
): AsyncGenerator<Step<Finding>> {
  for (const type of INVENTORY_TYPES.toSorted().filter((one) => one >= fromType)) {
    let after: string | null = type === fromType ? afterId : '';
    while (after !== null) {
      const rows: ResourceRow[] = await tx.query(INVENTORY, [tenant, type, after, ROWS_AT_ONCE]);
      for (const row of rows) {
        const find = (): Finding | null => toOwnerless(type, row);
        yield { position: ['inventory.no_owner', type, row.id], cost: 1, find };
      }
      after = rows.length < ROWS_AT_ONCE ? null : (rows.at(-1)?.id ?? null);
    }
  }
}

function toOwnerless(type: string, { id, isFinding, owner }: ResourceRow): Finding | null {
  return isFinding
    ? { kind: 'inventory.no_owner', resource: { type, id }, ...(owner !== null && { owner }) }
    : null;
}

const AGENTS = `
  SELECT i.id, i.status = 'active' AS "isActive", own.owners, COALESCE(own.live, false) AS "hasLiveOwner"
  FROM identities i CROSS JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('kind', o.kind, 'id', o.id) ORDER BY w.position) AS owners,
      bool_or(o.status = 'active' AND o.kind <> 'agent') AS live
    FROM identity_owners w JOIN identities o ON o.tenant_id = w.tenant_id AND o.uid = w.owner_uid
    WHERE w.tenant_id = i.tenant_id AND w.identity_uid = i.uid
  ) own
  WHERE i.tenant_id = $1 AND i.kind = 'agent' AND i.id > $2 ORDER BY i.id LIMIT $3`;

const INVENTORY = `
  SELECT r.id, r.status = 'active' AND o.status IS DISTINCT FROM 'active' AS "isFinding",
    CASE WHEN o.uid IS NOT NULL THEN jsonb_build_object('kind', o.kind, 'id', o.id) END AS owner
  FROM resources r LEFT JOIN identities o ON o.tenant_id = r.tenant_id AND o.uid = r.owner_uid
  WHERE r.tenant_id = $1 AND r.type = $2 AND r.id > $3 ORDER BY r.id LIMIT $4`;
