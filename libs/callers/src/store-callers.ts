import { randomUUID } from 'node:crypto';
import { ConflictError, NotFoundError } from '@legate/core';
import type { Attributes, IdentityRef } from '@legate/core';
import { unknownReference } from '@legate/directory';
import type { Alias } from '@legate/directory';
import { CallerKeyRow, CallerRow, IdentityRow } from '@legate/persistence';
import type { WriteUnit } from '@legate/persistence';
import type { EntityManager } from 'typeorm';
import { hashApiKey } from './api-key.js';
import { SELECT_RECORD } from './caller-rows.js';
import type { CallerRecord } from './caller-rows.js';
import type { Answers } from './caller.js';
import type { CallerRole } from './roles.js';
import type { TrustRecord } from './trust.js';

export interface NewCaller {
  readonly name: string;
  readonly roles: readonly CallerRole[];
  /** The identity that it is. */
  readonly identity?: IdentityRef | undefined;
  readonly answers?: Answers | undefined;
  readonly trust?: TrustRecord | undefined;
  readonly credentials?: readonly Alias[] | undefined;
}

/** @throws NotFoundError `caller.not_found` when there is none, or it has ended */
export async function findCaller(
  tx: EntityManager,
  tenant: string,
  id: string,
): Promise<CallerRecord> {
  const [row]: CallerRecord[] = await tx.query(`${SELECT_RECORD} AND c.id = $2`, [tenant, id]);
  if (row === undefined) {
    throw new NotFoundError('caller.not_found', 'there is no such caller');
  }
  return row;
}

export async function insertCaller(
  unit: WriteUnit,
  wanted: NewCaller & { readonly bootstrap?: boolean },
): Promise<string> {
  const { tx, scope, writeId, record } = unit;
  const { name, roles, identity, answers = 'full', bootstrap = false } = wanted;
  const { trust = {}, credentials = [] } = wanted;
  const id = randomUUID();
  const identityUid = identity === undefined ? null : await findIdentityUid(unit, identity);
  await tx.insert(CallerRow, {
    ...{ id, tenantId: scope.tenant, name, roles, answers, bootstrap, identityUid, trust, writeId },
  });
  await putCredentials(unit, id, credentials);
  const known = { name, roles, identity: identity ?? null, answers, trust, credentials };
  const document = toDocument(known);
  record({ entity: 'caller', key: id, operation: 'create', document });
  return id;
}

/** What the feed of changes tells of a caller. */
export function toDocument(
  caller: Pick<CallerRecord, 'name' | 'roles' | 'identity' | 'answers' | 'trust' | 'credentials'>,
): Attributes {
  const { name, roles, identity, answers, trust, credentials } = caller;
  return JSON.parse(
    JSON.stringify({
      ...{ name, roles, answers, trust, credentials },
      ...(identity !== null && { identity }),
    }),
  ) as Attributes;
}

/** Puts these in the place of the ones it has. @throws ConflictError `caller.credential_taken` */
export async function putCredentials(
  { tx, scope: { tenant } }: WriteUnit,
  callerId: string,
  credentials: readonly Alias[],
): Promise<void> {
  await tx.query(DROP_CREDENTIALS, [tenant, callerId, JSON.stringify(credentials)]);
  const put: unknown[] = await tx.query(PUT_CREDENTIALS, [
    tenant,
    callerId,
    JSON.stringify(credentials),
  ]);
  if (put.length < credentials.length) {
    throw new ConflictError('caller.credential_taken', 'another caller has one of the credentials');
  }
}

const GIVEN = `jsonb_to_recordset($3::jsonb) AS g (issuer text, subject text)`;

// Its own, and those that callers have left behind which ended with their tenant.
const DROP_CREDENTIALS = `
  DELETE FROM caller_credentials k USING callers c
  WHERE k.tenant_id = $1 AND c.tenant_id = k.tenant_id AND c.id = k.caller_id
    AND (k.caller_id = $2 OR (c.ended_at IS NOT NULL
      AND (k.issuer, k.subject) IN (SELECT g.issuer, g.subject FROM ${GIVEN})))`;

const PUT_CREDENTIALS = `
  INSERT INTO caller_credentials (tenant_id, issuer, subject, caller_id, position)
  SELECT $1, g->>'issuer', g->>'subject', $2, position
  FROM jsonb_array_elements($3::jsonb) WITH ORDINALITY AS given (g, position)
  ON CONFLICT DO NOTHING RETURNING subject`;

async function findIdentityUid(
  { tx, scope }: WriteUnit,
  { kind, id }: IdentityRef,
): Promise<number> {
  const found = await tx.findOneBy(IdentityRow, { tenantId: scope.tenant, kind, id });
  if (found === null) {
    throw unknownReference(`${kind} "${id}"`, { pointer: '/identity' });
  }
  return found.uid;
}

export interface NewKey {
  readonly callerId: string;
  readonly key: string;
  /** How it begins; null for one that we have not made. */
  readonly prefix: string | null;
  readonly roles?: readonly CallerRole[] | null;
  /** RFC 3339. */
  readonly expiresAt?: string | null;
}

/** @returns the id of the key. */
export async function insertKey({ tx, scope }: WriteUnit, wanted: NewKey): Promise<string> {
  const { callerId, key, prefix, roles = null, expiresAt = null } = wanted;
  const id = randomUUID();
  await tx.insert(CallerKeyRow, {
    ...{ id, hash: hashApiKey(key), tenantId: scope.tenant, callerId, prefix, roles },
    expiresAt: expiresAt === null ? null : new Date(expiresAt),
  });
  return id;
}
