import { InvariantViolation, PdpError, printTerms, UnprocessableError } from '@legate/core';
import type { IdentityRef, Json } from '@legate/core';
import { entryKey, unknownReference } from '@legate/directory';
import { prepared } from '@legate/persistence';
import type { WriteUnit } from '@legate/persistence';
import { GRANT_DOCUMENT_JSON, isOver, toGrantDocument, toRef } from './grant-record.js';
import type { GrantDocumentRecord } from './grant-record.js';
import type { Grant, NewGrant } from './grant.js';
import { loadParents, requireNarrowing } from './require-narrowing.js';

/** Most live grants from one subject to one actor, over whatever chains: as many are looked at in a decision. */
export const MAX_LIVE_GRANTS = 256;

/** A grant to be stored under an id. */
export interface WantedGrant {
  readonly id: string;
  readonly grant: NewGrant;
  readonly createdAs: Grant['createdAs'];
  /** The line of the import that says so. */
  readonly line?: number | undefined;
}

/**
 * Creates grants whose parents, if any, are stored already. Below a parent each must narrow in every dimension.
 *
 * @returns them as stored, without their revision, in the order wanted.
 * @throws UnprocessableError `reference.unknown`, `grant.grantor_mismatch`, `grant.parent_dead`, `grant.widens`
 * (with the dimension, the parent's value and the offered one), `grant.chain_too_long`, `grant.too_many`.
 */
export async function storeGrants(
  unit: WriteUnit,
  wanted: readonly WantedGrant[],
): Promise<readonly Omit<Grant, 'revision'>[]> {
  const paths = await narrow(unit, wanted);
  const { tenant, author } = unit.scope;
  const rows = wanted.map((one, at) => toRow(one, paths[at] ?? []));
  const values = [tenant, unit.writeId, author, JSON.stringify(rows)];
  const stored: NewRow[] = await unit.tx.query(INSERT, values);
  if (stored.length < wanted.length) {
    throw await whoIsUnknown(unit, wanted);
  }
  refuseFull(wanted, stored);
  return recordGrants(unit, stored, 'create');
}

interface StoredRow {
  readonly record: GrantDocumentRecord;
}

interface NewRow extends StoredRow {
  /** Whether there are more live ones between its subject and its actor than can be decided on. */
  readonly isFull: boolean;
}

async function narrow(
  unit: WriteUnit,
  wanted: readonly WantedGrant[],
): Promise<readonly (readonly string[])[]> {
  const named = wanted.flatMap(({ grant }) => grant.parent ?? []);
  const parents = await loadParents(unit, [...new Set(named)]);
  return wanted.map(({ grant, line }) => {
    try {
      return requireNarrowing(grant, parents);
    } catch (cause) {
      throw atLine(cause, line);
    }
  });
}

/** The same error, with the line it is about. */
function atLine(cause: unknown, line: number | undefined): unknown {
  return line !== undefined && cause instanceof PdpError
    ? new UnprocessableError(cause.code, cause.message, { details: { ...cause.details, line } })
    : cause;
}

/** A grant is not stored when one of its parties is not there. */
async function whoIsUnknown(
  { tx, scope }: WriteUnit,
  wanted: readonly WantedGrant[],
): Promise<unknown> {
  const refs = wanted.flatMap(({ grant: { grantor, grantee } }) => [
    toRef(grantor),
    toRef(grantee),
  ]);
  const values = [scope.tenant, JSON.stringify(refs)];
  const rows: IdentityRef[] = await tx.query(FIND_PARTIES, values);
  const known = new Set(rows.map(({ kind, id }) => entryKey(kind, id)));
  for (const { grant, line } of wanted) {
    for (const party of ['grantor', 'grantee'] as const) {
      const { kind, id } = grant[party];
      if (!known.has(entryKey(kind, id))) {
        return unknownReference(`${kind} "${id}"`, { pointer: `/${party}`, line });
      }
    }
  }
  return new InvariantViolation('internal.error', 'a grant was not stored, its parties known');
}

function toRow({ id, grant, createdAs }: WantedGrant, path: readonly string[]): object {
  const { grantor, grantee, terms, text, reason } = grant;
  const { notBefore, expiresAt } = printTerms(terms);
  return {
    id,
    grantor_kind: grantor.kind,
    grantor_id: grantor.id,
    grantee_kind: grantee.kind,
    grantee_id: grantee.id,
    parent: path.at(-1) ?? null,
    path: [...path, id],
    ...text,
    purpose: terms.purpose,
    audience: terms.audience,
    not_before: notBefore,
    expires_at: expiresAt,
    max_depth: terms.maxDepth,
    reason,
    created_as: createdAs,
  };
}

function refuseFull(wanted: readonly WantedGrant[], rows: readonly NewRow[]): void {
  const at = rows.findIndex(({ isFull }) => isFull);
  if (at >= 0) {
    const line = wanted[at]?.line;
    throw new UnprocessableError(
      'grant.too_many',
      `there can be ${MAX_LIVE_GRANTS} live grants from one subject to one actor; revoke some`,
      { details: { pointer: '/grantee', ...(line !== undefined && { line }) } },
    );
  }
}

/** The id of one of the grants between whose subject and actor there are more than can be decided on, or null. */
export async function findTooMany(
  { tx, scope }: Pick<WriteUnit, 'tx' | 'scope'>,
  ids: readonly string[],
): Promise<string | null> {
  const [full]: { id: string }[] = await tx.query(TOO_MANY, [scope.tenant, ids]);
  return full?.id ?? null;
}

/** Reads a grant that was revoked, tells the feed and keeps it as history. */
export async function recordRevocation(
  unit: WriteUnit,
  id: string,
): Promise<Omit<Grant, 'revision'> | null> {
  const rows: StoredRow[] = await unit.tx.query(READ_BACK, [unit.scope.tenant, id]);
  return recordGrants(unit, rows, 'revoke')[0] ?? null;
}

function recordGrants(
  { record }: WriteUnit,
  rows: readonly StoredRow[],
  operation: 'create' | 'revoke',
): readonly Omit<Grant, 'revision'>[] {
  const documents = rows.map((row) => toGrantDocument(row.record));
  for (const document of documents) {
    const { id: key } = document;
    record({ entity: 'grant', key, operation, document: document as unknown as Json });
  }
  return documents;
}

const FIND_PARTIES = `
  SELECT i.kind, i.id FROM identities i
  WHERE i.tenant_id = $1 AND (i.kind, i.id) IN (
    SELECT * FROM jsonb_to_recordset($2::jsonb) AS wanted (kind text, id text))`;

/** SQL for how many live grants there are between the ends of the alias, up to one above the bound. */
const countLive = (own: string): string => `
  (SELECT count(*) FROM (
    SELECT FROM grants live
    WHERE live.tenant_id = $1 AND live.grantee_uid = ${own}.grantee_uid
      AND live.root_grantor_uid = ${own}.root_grantor_uid AND NOT ${isOver('live')}
    LIMIT ${MAX_LIVE_GRANTS + 1}
  ) between_both)`;

const TOO_MANY = prepared(
  'grant-too-many',
  `
  SELECT own.id FROM grants own
  WHERE own.tenant_id = $1 AND own.id = ANY ($2::uuid[]) AND ${MAX_LIVE_GRANTS} < ${countLive('own')} LIMIT 1`,
);

// One statement, for each is a round trip under the tenant's lock. What it inserts is not yet to be seen in grants.
const INSERT = prepared(
  'grant-insert',
  `
  WITH wanted AS (
      SELECT * FROM ROWS FROM (jsonb_to_recordset($4::jsonb) AS (id uuid, grantor_kind text,
        grantor_id text, grantee_kind text, grantee_id text, parent uuid, path jsonb, actions jsonb,
        resources jsonb, constraints jsonb, purpose text, audience jsonb, not_before timestamptz,
        expires_at timestamptz, max_depth integer, reason text, created_as text)) WITH ORDINALITY AS w
    ),
    g AS (
      INSERT INTO grants (tenant_id, id, grantor_uid, grantee_uid, root_grantor_uid, parent_id, path, actions,
        resources, constraints, purpose, audience, not_before, expires_at, max_depth, reason, created_at,
        created_by, created_as, created_write)
      SELECT $1, w.id, grantor.uid, grantee.uid, COALESCE(p.root_grantor_uid, grantor.uid), w.parent,
        ARRAY(SELECT jsonb_array_elements_text(w.path)::uuid), w.actions, w.resources, w.constraints, w.purpose,
        w.audience, w.not_before, w.expires_at, w.max_depth, w.reason, clock_timestamp(), $3, w.created_as, $2
      FROM wanted w
        JOIN identities grantor ON grantor.tenant_id = $1 AND grantor.kind = w.grantor_kind AND grantor.id = w.grantor_id
        JOIN identities grantee ON grantee.tenant_id = $1 AND grantee.kind = w.grantee_kind AND grantee.id = w.grantee_id
        LEFT JOIN grants p ON p.tenant_id = $1 AND p.id = w.parent
      RETURNING *
    )
  SELECT ${GRANT_DOCUMENT_JSON} AS record,
    ${MAX_LIVE_GRANTS} < ${countLive('g')}
      + count(*) FILTER (WHERE NOT ${isOver('g')}) OVER (PARTITION BY g.grantee_uid, g.root_grantor_uid) AS "isFull"
  FROM g JOIN wanted w ON w.id = g.id ORDER BY w.ordinality`,
);

const READ_BACK = prepared(
  'grant-read-back',
  `SELECT ${GRANT_DOCUMENT_JSON} AS record FROM grants g WHERE g.tenant_id = $1 AND g.id = $2`,
);
