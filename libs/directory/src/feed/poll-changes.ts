import type { PreparedQueries } from '@legate/persistence';

/** One change as the feed tells it. */
export interface FeedChange {
  readonly tenant: string;
  readonly revision: number;
  readonly entity: 'identity' | 'resource' | 'grant' | 'caller';
  readonly key: string;
  /** `kind/id` of a grant's grantee. */
  readonly grantee: string | null;
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

/** Asks for what has changed since the revisions applied. @throws UnavailableError */
export async function pollChanges(
  queries: PreparedQueries,
  applied: ReadonlyMap<string, number>,
): Promise<FeedPage> {
  const values = [[...applied.keys()], [...applied.values()], PAGE_SIZE + 1];
  const [row] = await queries.run<Omit<FeedPage, 'isCut'>>(POLL, values);
  if (row === undefined) {
    throw new Error('a poll of the feed has no answer');
  }
  return { ...row, isCut: row.changes.length > PAGE_SIZE };
}

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
        SELECT c.tenant_id AS tenant, c.revision, c.position, c.entity, c.key,
          CASE WHEN c.entity = 'grant'
            THEN (c.document->'grantee'->>'kind') || '/' || (c.document->'grantee'->>'id') END AS grantee
        FROM applied a JOIN changes c ON c.tenant_id = a.tenant AND c.revision > a.revision
        ORDER BY c.tenant_id, c.revision, c.position LIMIT $3
      ) page
    ), '[]') AS changes`,
};
