import type { IdentityRef, ResourceFacts } from '@legate/core';
import { MAX_ANCESTORS, toResourceFacts } from '../resource-record.js';
import { groupByUid } from './group-by-uid.js';

/** SQL for the CTE of resources, those whose rows `r` meet the condition, and all that each lies in; $1 is the tenant. */
export const places = (from: string): string => `
    place (base_uid, depth, type, id, attributes, status, digest, owner_uid, parent_uid) AS (
      SELECT r.uid, 0, r.type, r.id, r.attributes, r.status, r.digest, r.owner_uid, r.parent_uid ${from}
      UNION ALL
      SELECT place.base_uid, place.depth + 1, p.type, p.id, p.attributes, p.status, p.digest, NULL, p.parent_uid
      FROM place JOIN resources p ON p.tenant_id = $1 AND p.uid = place.parent_uid
      WHERE place.depth < ${MAX_ANCESTORS}
    )`;

/** The column of a `PlacesRecord`, after the CTE. */
export const PLACE_COLUMN = `
    (SELECT json_agg(json_build_array(base_uid, depth, type, id, attributes, status, digest, (
        SELECT json_build_object('kind', o.kind, 'id', o.id) FROM identities o
        WHERE o.tenant_id = $1 AND o.uid = place.owner_uid))) FROM place) AS places`;

type PlaceRow = readonly [
  baseUid: number,
  depth: number,
  type: string,
  id: string,
  attributes: ResourceFacts['attributes'],
  status: ResourceFacts['status'],
  digest: string | null,
  owner: IdentityRef | null,
];

export interface PlacesRecord {
  readonly places: readonly PlaceRow[] | null;
}

/** The resources asked for, each with what it lies in, nearest first. @throws InvariantViolation */
export function toResources({ places: rows }: PlacesRecord): readonly ResourceFacts[] {
  return [...groupByUid(rows).values()].map((group) => {
    const [base, ...above] = group.toSorted((one, other) => one[1] - other[1]);
    const [, , type, id, attributes, status, digest, owner] = base ?? group[0];
    const ancestors = above.map((row) => ({ type: row[2], id: row[3], attributes: row[4] }));
    return toResourceFacts({ type, id }, { attributes, status, digest, owner, ancestors });
  });
}
