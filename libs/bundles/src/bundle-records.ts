import { ConflictError, NotFoundError } from '@legate/core';
import type { WriteUnit } from '@legate/persistence';
import type { BundleManifest } from '@legate/policy';
import type { EntityManager } from 'typeorm';
import type { Bundle, BundleState } from './bundle.js';
import { SELECT_PENDING } from './gate/activation-gate.js';

const COLUMNS = `
  b.id, b.bundle_revision AS "bundleRevision", b.digest, b.policy_digest AS "policyDigest", b.state, b.report,
  b.signature, b.author, b.created_at AS "createdAt", COALESCE(w.revision, 0) AS revision,
  ${SELECT_PENDING} AS pending`;

/** Bundles with all that the admin API shows of them, and their place in the list. */
export const SELECT_BUNDLES = `
  SELECT b.uid, ${COLUMNS} FROM bundles b LEFT JOIN writes w ON w.id = b.write_id`;

export interface BundleRecord extends Omit<Bundle, 'createdAt'> {
  readonly uid: number;
  readonly createdAt: Date;
}

export function toBundle({ uid: _, createdAt, ...record }: BundleRecord): Bundle {
  return { ...record, createdAt: createdAt.toISOString() };
}

/** By id, or by the digest of its files; a rejected one has only its id. */
export async function findBundle(
  tx: EntityManager,
  tenant: string,
  key: string,
): Promise<BundleRecord | null> {
  const text = `${SELECT_BUNDLES} WHERE b.tenant_id = $1
    AND (b.id::text = lower($2) OR (b.digest = $2 AND b.state <> 'rejected'))`;
  const [row]: BundleRecord[] = await tx.query(text, [tenant, key]);
  return row ?? null;
}

export async function findActive(tx: EntityManager, tenant: string): Promise<BundleRecord | null> {
  const text = `${SELECT_BUNDLES} WHERE b.tenant_id = $1 AND b.state = 'active'`;
  const [row]: BundleRecord[] = await tx.query(text, [tenant]);
  return row ?? null;
}

export function throwNoBundle(what: string): never {
  throw new NotFoundError('bundle.not_found', `there is no ${what}`);
}

/** Changes the state of a bundle, and tells of it. */
export async function setState(
  unit: WriteUnit,
  found: BundleRecord,
  state: BundleState,
): Promise<void> {
  await unit.tx.query(SET_STATE, [unit.scope.tenant, found.id, state, unit.writeId]);
  recordBundle(unit, { ...found, state });
}

/** Tells of a bundle as it is after the write. */
export function recordBundle(unit: WriteUnit, record: BundleRecord): void {
  const { id, bundleRevision, digest, policyDigest, state, author } = record;
  const document = { id, bundleRevision, digest, policyDigest, state, author };
  unit.record({ entity: 'bundle', key: id, operation: 'put', document });
}

const SET_STATE = 'UPDATE bundles SET state = $3, write_id = $4 WHERE tenant_id = $1 AND id = $2';

/** What must be stored of a bundle to run it. */
export interface StoredModule {
  readonly bundleRevision: string;
  readonly policyDigest: string;
  readonly opaVersion: string;
  readonly moduleSha256: string;
  readonly manifest: BundleManifest;
}

/** @throws ConflictError `bundle.frozen` */
export async function requireNotFrozen(tx: EntityManager, tenant: string): Promise<void> {
  const [row]: { reason: string }[] = await tx.query(
    'SELECT reason FROM bundle_freezes WHERE tenant_id = $1',
    [tenant],
  );
  if (row !== undefined) {
    throw new ConflictError('bundle.frozen', `the policy is frozen: ${row.reason}`);
  }
}
