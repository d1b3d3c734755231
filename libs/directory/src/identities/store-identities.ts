import type { Json } from '@legate/core';
import type { WriteUnit } from '@legate/persistence';
import { entryKey } from '../entry-key.js';
import type { Identity } from './identity.js';

/** An identity as it is to be stored, and the line of the import that says so. */
export interface WantedIdentity {
  readonly identity: Identity;
  readonly line?: number | undefined;
}

/** A stored row and what it is to refer to. */
export interface StoredIdentity extends WantedIdentity {
  readonly uid: number;
}

/**
 * Creates or replaces rows, without what they refer to: those may be stored later in the same write. No two may
 * have the same kind and id. With `insert` a row that is there already is an error of the database.
 */
export async function storeIdentityRows(
  { tx, scope, writeId }: WriteUnit,
  wanted: readonly WantedIdentity[],
  how: 'insert' | 'upsert' = 'upsert',
): Promise<readonly StoredIdentity[]> {
  const rows = wanted.map(({ identity }) => ({
    kind: identity.kind,
    id: identity.id,
    display_name: identity.displayName ?? null,
    attributes: identity.attributes,
    status: identity.status,
    ceiling: identity.ceiling ?? null,
    not_before: identity.notBefore ?? null,
  }));
  const stored: { uid: number; kind: string; id: string }[] = await tx.query(
    how === 'insert' ? INSERT : UPSERT,
    [scope.tenant, writeId, JSON.stringify(rows)],
  );
  const uids = new Map(stored.map(({ uid, kind, id }) => [entryKey(kind, id), uid]));
  return wanted.map((one) => ({
    ...one,
    uid: uids.get(entryKey(one.identity.kind, one.identity.id)) ?? 0,
  }));
}

/** Tells the feed and keeps each as history. */
export function recordIdentities(
  { record }: WriteUnit,
  identities: readonly WantedIdentity[],
): void {
  for (const { identity } of identities) {
    const { revision, ...document } = identity;
    record({
      entity: 'identity',
      key: entryKey(identity.kind, identity.id),
      operation: 'put',
      document: document as unknown as Json,
    });
  }
}

const INSERT_ROWS = `
  INSERT INTO identities (tenant_id, kind, id, display_name, attributes, status, ceiling, not_before, write_id)
  SELECT $1, kind, id, display_name, attributes, status, NULLIF(ceiling, 'null'::jsonb), not_before, $2
  FROM jsonb_to_recordset($3::jsonb) AS wanted (kind text, id text, display_name text, attributes jsonb,
    status text, ceiling jsonb, not_before timestamptz)`;

const INSERT = `${INSERT_ROWS} RETURNING uid, kind, id`;

const UPSERT = `${INSERT_ROWS}
  ON CONFLICT (tenant_id, kind, id) DO UPDATE SET display_name = excluded.display_name,
    attributes = excluded.attributes, status = excluded.status, ceiling = excluded.ceiling,
    not_before = excluded.not_before, write_id = excluded.write_id
  RETURNING uid, kind, id`;
