/**
 * SQL for people as sets: one look-up for all of them, whatever their number, so that what PostgreSQL sets up for
 * the statement does not grow with what is asked of each. After the CTEs `holder (uid, …)`, the subjects and actors,
 * and `link (grantor_uid, grantee_uid, …)`, the grants, both of tenant $1. Needs WITH RECURSIVE.
 */

// UNION, not UNION ALL: agents that several have above them are looked up once, and a cycle, which cannot be
// written, would end. OFFSET 0: each group and owner is looked up, also while PostgreSQL has no statistics of what
// was just imported.
const people = (named: string): string => `
    named AS MATERIALIZED (${named}),
    party (uid, kind, id, status, ceiling, not_before, parent_uid) AS (
      SELECT i.uid, i.kind, i.id, i.status, i.ceiling, i.not_before, i.parent_uid FROM identities i
      WHERE i.tenant_id = $1 AND i.uid = ANY (ARRAY(SELECT uid FROM named))
      UNION
      SELECT p.uid, p.kind, p.id, p.status, p.ceiling, p.not_before, p.parent_uid
      FROM party JOIN identities p ON p.tenant_id = $1 AND p.uid = party.parent_uid
    )`;

export const HOLDERS_ONLY = people('SELECT uid FROM holder');

export const PARTIES_ONLY = people(
  'SELECT grantor_uid AS uid FROM link UNION ALL SELECT grantee_uid FROM link',
);

export const HOLDERS_AND_PARTIES = people(
  'SELECT uid FROM holder UNION ALL SELECT grantor_uid FROM link UNION ALL SELECT grantee_uid FROM link',
);

/** The active groups that each holder is in, through others too. */
export const INSIDE = `
    inside (member, uid, id) AS (
      SELECT m.identity_uid, g.uid, g.id FROM memberships m CROSS JOIN LATERAL (
        SELECT * FROM groups x WHERE x.tenant_id = m.tenant_id AND x.uid = m.group_uid OFFSET 0
      ) g
      WHERE m.tenant_id = $1 AND m.identity_uid = ANY (ARRAY(SELECT uid FROM holder)) AND g.status = 'active'
      UNION
      SELECT inside.member, g.uid, g.id
      FROM inside JOIN memberships m ON m.tenant_id = $1 AND m.member_group_uid = inside.uid
        JOIN groups g ON g.tenant_id = m.tenant_id AND g.uid = m.group_uid
      WHERE g.status = 'active'
    )`;

/** The columns of a `PartiesRecord`. */
export const PARTY_COLUMNS = `
    (SELECT json_agg(json_build_array(uid, kind, id, status, ceiling, not_before, parent_uid)) FROM party) AS parties,
    (SELECT json_agg(json_build_array(w.identity_uid, o.kind, o.id, o.status))
      FROM identity_owners w CROSS JOIN LATERAL (
        SELECT x.kind, x.id, x.status FROM identities x
        WHERE x.tenant_id = w.tenant_id AND x.uid = w.owner_uid OFFSET 0
      ) o
      WHERE w.tenant_id = $1 AND w.identity_uid = ANY (ARRAY(SELECT uid FROM named))) AS owners`;

/** The columns of a `HeldRecord`. */
export const HELD_COLUMNS = `
    (SELECT json_agg(json_build_array(member, id)) FROM inside) AS groups,
    (SELECT json_agg(json_build_array(holder_uid, role)) FROM (
      SELECT a.identity_uid AS holder_uid, a.role FROM role_assignments a
      WHERE a.tenant_id = $1 AND a.identity_uid = ANY (ARRAY(SELECT uid FROM holder))
      UNION ALL
      SELECT inside.member, a.role FROM inside CROSS JOIN LATERAL (
        SELECT x.role FROM role_assignments x WHERE x.tenant_id = $1 AND x.group_uid = inside.uid OFFSET 0
      ) a
    ) held) AS roles`;
