import type { Json } from '@legate/core';
import type { Change, ChangedEntity } from '@legate/persistence';
import { holderOf } from '../entry-key.js';
import type { HolderRef } from '../entry-key.js';
import type { FeedConnection } from './feed-connection.js';

/** One change as the feed tells it. */
export interface FeedChange {
  readonly tenant: string;
  readonly revision: number;
  readonly entity: ChangedEntity;
  readonly key: string;
  /** `kind/id` of a grant's grantee. */
  readonly grantee: string | null;
  /** Who holds the membership or role; without meaning for other entities. */
  readonly holder: HolderRef;
}

/** A change of this process's own write, as a poll would tell it. */
export function toFeedChange(tenant: string, revision: number, change: Change): FeedChange {
  const { entity, key, document } = change;
  const grantee = entity === 'grant' ? granteeOf(document) : null;
  return { tenant, revision, entity, key, grantee, holder: holderOf(key) };
}

function granteeOf(document: Json): string | null {
  const { grantee } = (document ?? {}) as { grantee?: { kind: string; id: string } };
  return grantee === undefined ? null : `${grantee.kind}/${grantee.id}`;
}

/** What one poll saw, all of it in one snapshot. */
export interface FeedPage {
  /** The database's clock, ms since the epoch. */
  readonly now: number;
  /** Revisions of the tenants asked for. */
  readonly revisions: readonly { readonly tenant: string; readonly revision: number }[];
  /** Changes after the revisions told, in order. */
  readonly changes: readonly FeedChange[];
  /** There were more changes than a page holds. */
  readonly isCut: boolean;
}

const PAGE_SIZE = 2000;

interface FeedRow extends Pick<FeedPage, 'now' | 'revisions'> {
  readonly changes: readonly Omit<FeedChange, 'holder'>[];
}

/** Asks for what has changed since the revisions applied. @throws UnavailableError */
export async function pollChanges(
  connection: Pick<FeedConnection, 'run'>,
  applied: ReadonlyMap<string, number>,
): Promise<FeedPage> {
  const values = [[...applied.keys()], [...applied.values()]];
  const [row] = await connection.run<FeedRow>(POLL, values);
  if (row === undefined) {
    throw new Error('a poll of the feed has no answer');
  }
  const changes = row.changes.map((change) => ({ ...change, holder: holderOf(change.key) }));
  return { ...row, changes, isCut: changes.length > PAGE_SIZE };
}

// Write by write, each bounded: after a large import a write counts as having millions of changes, and PostgreSQL
// would read all of them to join a handful.
const POLL = {
  name: 'feed-poll',
  text: `
  WITH applied AS (SELECT * FROM unnest($1::text[], $2::bigint[]) AS a (tenant, revision))
  SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now,
    COALESCE((
      SELECT jsonb_agg(jsonb_build_object('tenant', t.id, 'revision', t.revision))
      FROM applied a JOIN tenants t ON t.id = a.tenant
    ), '[]') AS revisions,
    COALESCE((
      SELECT jsonb_agg(to_jsonb(page) ORDER BY page.tenant, page.revision, page.position)
      FROM (
        SELECT a.tenant, w.revision, c.*
        FROM applied a CROSS JOIN LATERAL (
            SELECT id, revision FROM writes
            WHERE tenant_id = a.tenant AND revision > a.revision ORDER BY revision LIMIT ${PAGE_SIZE + 1}
          ) w CROSS JOIN LATERAL (
            SELECT position, entity, key,
              CASE WHEN entity = 'grant'
                THEN (document->'grantee'->>'kind') || '/' || (document->'grantee'->>'id') END AS grantee
            FROM changes WHERE write_id = w.id ORDER BY position LIMIT ${PAGE_SIZE + 1}
          ) c
        ORDER BY a.tenant, w.revision, c.position LIMIT ${PAGE_SIZE + 1}
      ) page
    ), '[]') AS changes`,
};
