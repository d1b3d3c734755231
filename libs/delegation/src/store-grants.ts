import { PdpError, printTerms, UnprocessableError } from '@legate/core';
import type { IdentityRef, Json } from '@legate/core';
import { entryKey, unknownReference } from '@legate/directory';
import { prepared } from '@legate/persistence';
import type { WriteUnit } from '@legate/persistence';
import { GRANT_DOCUMENT_JSON, isOver, toGrantDocument } from './grant-record.js';
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
  const uids = await findParties(unit, wanted);
  const rows = wanted.map((one, at) => toRow(one, paths[at] ?? [], uids));
  await unit.tx.query(INSERT, [
    unit.scope.tenant,
    unit.writeId,
    unit.scope.author,
    JSON.stringify(rows),
  ]);
  const stored: NewRow[] = await unit.tx.query(READ_NEW, [
    unit.scope.tenant,
    wanted.map(({ id }) => id),
  ]);
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

type Uids = ReadonlyMap<string, number>;

async function findParties(
  { tx, scope }: WriteUnit,
  wanted: readonly WantedGrant[],
): Promise<Uids> {
  const refs = wanted.flatMap(({ grant: { grantor, grantee } }) => [grantor, grantee]);
  const rows: (IdentityRef & { uid: number })[] = await tx.query(FIND_PARTIES, [
    scope.tenant,
    JSON.stringify(refs.map(({ kind, id }) => ({ kind, id }))),
  ]);
  return new Map(rows.map(({ kind, id, uid }) => [entryKey(kind, id), uid]));
}

function toRow(
  { id, grant, createdAs, line }: WantedGrant,
  path: readonly string[],
  uids: Uids,
): object {
  const { terms, text, reason } = grant;
  const { notBefore, expiresAt } = printTerms(terms);
  const uidOf = (party: 'grantor' | 'grantee'): number => {
    const { kind, id: name } = grant[party];
    const uid = uids.get(entryKey(kind, name));
    if (uid === undefined) {
      throw unknownReference(`${kind} "${name}"`, { pointer: `/${party}`, line });
    }
    return uid;
  };
  return {
    id,
    grantor: uidOf('grantor'),
    grantee: uidOf('grantee'),
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
  const rows: StoredRow[] = await unit.tx.query(READ_BACK, [unit.scope.tenant, [id]]);
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

const FIND_PARTIES = prepared(
  'grant-parties',
  `
  SELECT i.kind, i.id, i.uid FROM identities i
  WHERE i.tenant_id = $1 AND (i.kind, i.id) IN (
    SELECT * FROM jsonb_to_recordset($2::jsonb) AS wanted (kind text, id text))`,
);

const INSERT = prepared(
  'grant-insert',
  `
  INSERT INTO grants (tenant_id, id, grantor_uid, grantee_uid, root_grantor_uid, parent_id, path, actions,
    resources, constraints, purpose, audience, not_before, expires_at, max_depth, reason, created_at,
    created_by, created_as, created_write)
  SELECT $1, w.id, w.grantor, w.grantee, COALESCE(p.root_grantor_uid, w.grantor), w.parent,
    ARRAY(SELECT jsonb_array_elements_text(w.path)::uuid), w.actions, w.resources, w.constraints, w.purpose,
    w.audience, w.not_before, w.expires_at, w.max_depth, w.reason, clock_timestamp(), $3, w.created_as, $2
  FROM jsonb_to_recordset($4::jsonb) AS w (id uuid, grantor bigint, grantee bigint, parent uuid, path jsonb,
      actions jsonb, resources jsonb, constraints jsonb, purpose text, audience jsonb, not_before timestamptz,
      expires_at timestamptz, max_depth integer, reason text, created_as text)
    LEFT JOIN grants p ON p.tenant_id = $1 AND p.id = w.parent`,
);

/** SQL that tells whether there are more live grants between the ends of the alias than can be decided on. */
const isFull = (own: string): string => `
  ${MAX_LIVE_GRANTS} < (
    SELECT count(*) FROM (
      SELECT FROM grants live
      WHERE live.tenant_id = $1 AND live.grantee_uid = ${own}.grantee_uid
        AND live.root_grantor_uid = ${own}.root_grantor_uid AND NOT ${isOver('live')}
      LIMIT ${MAX_LIVE_GRANTS + 1}
    ) between_both)`;

const TOO_MANY = prepared(
  'grant-too-many',
  `
  SELECT own.id FROM grants own
  WHERE own.tenant_id = $1 AND own.id = ANY ($2::uuid[]) AND ${isFull('own')} LIMIT 1`,
);

const readBack = (more: string): string => `
  SELECT ${GRANT_DOCUMENT_JSON} AS record${more} FROM grants g
  WHERE g.tenant_id = $1 AND g.id = ANY ($2::uuid[]) ORDER BY array_position($2::uuid[], g.id)`;

const READ_BACK = prepared('grant-read-back', readBack(''));
const READ_NEW = prepared('grant-read-new', readBack(`, ${isFull('g')} AS "isFull"`));
