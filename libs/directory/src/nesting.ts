/**
 * SQL that finds one of the rows $2 of tenant $1 whose parent makes a cycle, or puts it or what lies below it deeper
 * than $3. Walks at most one step past the limit, up and down: a cycle has no end.
 */
export const tooDeep = (table: 'identities' | 'resources'): string => `
  WITH RECURSIVE above (uid, at, depth) AS (
    SELECT uid, parent_uid, 1 FROM ${table}
    WHERE tenant_id = $1 AND uid = ANY ($2::bigint[]) AND parent_uid IS NOT NULL
    UNION ALL
    SELECT a.uid, p.parent_uid, a.depth + 1
    FROM above a JOIN ${table} p ON p.tenant_id = $1 AND p.uid = a.at
    WHERE p.parent_uid IS NOT NULL AND a.depth <= $3
  ), below (uid, at, depth) AS (
    SELECT uid, uid, 0 FROM unnest($2::bigint[]) AS placed (uid)
    UNION ALL
    SELECT b.uid, c.uid, b.depth + 1
    FROM below b JOIN ${table} c ON c.tenant_id = $1 AND c.parent_uid = b.at
    WHERE b.depth <= $3
  )
  SELECT a.uid
  FROM (SELECT uid, max(depth) AS depth FROM above GROUP BY uid) a
    JOIN (SELECT uid, max(depth) AS depth FROM below GROUP BY uid) b ON b.uid = a.uid
  WHERE a.depth + b.depth > $3 LIMIT 1`;
