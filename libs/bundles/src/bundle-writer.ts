import { ConflictError } from '@legate/core';
import type { Json } from '@legate/core';
import { RevisionedWriter, toDatabaseError } from '@legate/persistence';
import type { WriteScope, WriteUnit, Written } from '@legate/persistence';
import type { CompiledBundle } from '@legate/policy';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  findActive,
  findBundle,
  recordBundle,
  requireNotFrozen,
  setState,
  throwNoBundle,
  toBundle,
} from './bundle-records.js';
import type { BundleRecord } from './bundle-records.js';
import type { Bundle, BundleSignature } from './bundle.js';
import { askGate, confirmRequest } from './gate/activation-requests.js';
import { followSwitch, wasActive } from './shadow/shadow-records.js';

/** Rejected pushes that are kept of a tenant. */
const MAX_REJECTED = 50;

/** A push that is to be kept, whether it has passed or not. */
export type NewBundle = Pick<Bundle, 'id' | 'bundleRevision' | 'digest' | 'report' | 'signature'>;

/** A bundle that has passed its checks. */
export interface CheckedBundle extends NewBundle {
  readonly compiled: CompiledBundle;
  readonly moduleSha256: string;
  readonly archive: Buffer;
}

/** What becomes of a bundle that has passed. */
export interface StoreOptions {
  /** Whether it shall decide from now on; else it is only kept. */
  readonly activate: boolean;
  /** Whether an older one may be gone back to: whoever pushes has said which one it wants. */
  readonly allowOlder?: boolean;
  /** Whether it is gone back on purpose, to what was signed before the active one too. */
  readonly isRollback?: boolean;
  /** What the switch is due to, for the history. */
  readonly cause?: Readonly<Record<string, Json>>;
}

/** A bundle after a write, and whether that write has stored it. */
export interface StoredBundle {
  readonly bundle: Bundle;
  readonly isNew: boolean;
}

/** Writes the policy bundles of a tenant: each switch is one admin write, and covered by its revision. */
@Injectable()
export class BundleWriter {
  constructor(
    private readonly writer: RevisionedWriter,
    private readonly dataSource: DataSource,
  ) {}

  /**
   * Stores a bundle and, when it is to be, makes it the active one. The same files a second time are what is stored
   * already.
   * @throws ConflictError `bundle.frozen`, `bundle.superseded`; NotFoundError, UnavailableError
   */
  async store(
    scope: WriteScope,
    checked: CheckedBundle,
    options: StoreOptions,
  ): Promise<Written<StoredBundle>> {
    return atRevision(
      await this.writer.write(scope, async (unit) => {
        await requireNotFrozen(unit.tx, scope.tenant);
        const found = await findBundle(unit.tx, scope.tenant, checked.digest);
        if (found === null) {
          if (options.activate && options.isRollback !== true) {
            refuseEarlier(checked.signature, await findActive(unit.tx, scope.tenant));
          }
          await unit.tx.query(INSERT, toValues(unit, checked));
          const stored =
            (await findBundle(unit.tx, scope.tenant, checked.id)) ?? throwNoBundle('bundle');
          recordBundle(unit, stored);
          return {
            bundle: options.activate
              ? await switchByGate(unit, stored, options.cause)
              : toBundle(stored),
            isNew: true,
          };
        }
        return { bundle: await pushAgain(unit, found, options), isNew: false };
      }),
    );
  }

  /** Keeps what was wrong with a push, outside of the revisions: nothing has changed. @throws UnavailableError */
  async reject({ tenant, author }: WriteScope, rejected: NewBundle): Promise<void> {
    const { id, bundleRevision, digest, report } = rejected;
    try {
      await this.dataSource.query(REJECT, [
        id,
        tenant,
        bundleRevision,
        digest,
        JSON.stringify(report),
        author,
      ]);
      await this.dataSource.query(FORGET_REJECTED, [tenant, MAX_REJECTED]);
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }

  /** Makes a stored bundle the active one, an older one too, where the gate lets it pass. @throws NotFoundError; ConflictError `bundle.frozen`, `bundle.rejected` */
  async activate(scope: WriteScope, key: string): Promise<Written<Bundle>> {
    return toWritten(
      await this.writer.write(scope, async (unit) => {
        await requireNotFrozen(unit.tx, scope.tenant);
        const found =
          (await findBundle(unit.tx, scope.tenant, key)) ?? throwNoBundle(`bundle "${key}"`);
        if (found.state === 'rejected') {
          throw new ConflictError('bundle.rejected', 'the bundle was rejected; push another');
        }
        return found.state === 'active' ? toBundle(found) : await switchByGate(unit, found);
      }),
    );
  }

  /**
   * Activates a bundle that the gate did not let pass and that another caller has asked to activate.
   * @throws NotFoundError; ConflictError `bundle.frozen`, `bundle.no_request`; ForbiddenError `bundle.second_person`
   */
  async confirm(scope: WriteScope, key: string): Promise<Written<Bundle>> {
    return toWritten(
      await this.writer.write(scope, async (unit) => {
        await requireNotFrozen(unit.tx, scope.tenant);
        const found =
          (await findBundle(unit.tx, scope.tenant, key)) ?? throwNoBundle(`bundle "${key}"`);
        confirmRequest(unit, found);
        return await switchTo(unit, found);
      }),
    );
  }

  /** Goes back to the bundle that was active before the present one first was. @throws ConflictError `bundle.frozen`, `bundle.no_previous` */
  async rollback(scope: WriteScope): Promise<Written<Bundle>> {
    return toWritten(
      await this.writer.write(scope, async (unit) => {
        await requireNotFrozen(unit.tx, scope.tenant);
        const [row]: { id: string }[] = await unit.tx.query(PREVIOUS, [scope.tenant]);
        const previous = row && (await findBundle(unit.tx, scope.tenant, row.id));
        if (!previous) {
          throw new ConflictError('bundle.no_previous', 'no other bundle was active before');
        }
        return await switchTo(unit, previous);
      }),
    );
  }
}

/** A signed bundle that never came here may be older than the active one all the same: their signer says so. */
function refuseEarlier(signature: BundleSignature | null, active: BundleRecord | null): void {
  const [issued, last] = [signature?.issuedAt ?? null, active?.signature?.issuedAt ?? null];
  if (issued !== null && last !== null && issued < last) {
    const message =
      'the bundle was signed before the active one: to go back to it, push it with activate=false and activate it, or force the git push';
    throw new ConflictError('bundle.superseded', message);
  }
}

/** The files are known: they are what decides, they wait, or they are what was left behind. */
async function pushAgain(
  unit: WriteUnit,
  found: BundleRecord,
  { activate, allowOlder = false, cause }: StoreOptions,
): Promise<Bundle> {
  if (!activate || found.state === 'active') {
    return toBundle(found);
  }
  const active = await findActive(unit.tx, unit.scope.tenant);
  const isLeft =
    found.state === 'superseded' || (found.state === 'shadow' && (await wasActive(unit, found.id)));
  const isOlder = isLeft || (active !== null && found.uid < active.uid);
  if (isOlder && !allowOlder) {
    const message = `these files are an older bundle, ${found.id}: activate that one if you mean to go back`;
    throw new ConflictError('bundle.superseded', message, { details: { bundle: found.id } });
  }
  return await switchByGate(unit, found, cause);
}

/** Activates a bundle, or keeps that it was asked for: see `Bundle.pending`. */
async function switchByGate(
  unit: WriteUnit,
  to: BundleRecord,
  cause?: StoreOptions['cause'],
): Promise<Bundle> {
  const pending = await askGate(unit, to.id);
  return pending === null ? await switchTo(unit, to, cause) : { ...toBundle(to), pending };
}

async function switchTo(
  unit: WriteUnit,
  to: BundleRecord,
  cause: StoreOptions['cause'] = {},
): Promise<Bundle> {
  const { tx, scope, writeId } = unit;
  const from = await findActive(tx, scope.tenant);
  if (from !== null) {
    await setState(unit, from, 'superseded');
  }
  await setState(unit, to, 'active');
  await tx.query(ACTIVATE, [writeId, scope.tenant, to.id]);
  const document = { ...cause, bundle: to.id, before: from?.id ?? null };
  unit.record({ entity: 'bundle_activation', key: to.id, operation: 'put', document });
  await followSwitch(unit, to);
  return { ...toBundle(to), state: 'active', pending: null, revision: 0 };
}

/** What was written has the revision of its write; what stays as it was keeps its own. */
function atRevision(written: Written<StoredBundle>): Written<StoredBundle> {
  const { value, ...bundle } = toWritten({ ...written, value: written.value.bundle });
  return { ...bundle, value: { ...written.value, bundle: value } };
}

function toWritten(written: Written<Bundle>): Written<Bundle> {
  const { value, revision } = written;
  const isWritten = value.revision === 0;
  return { ...written, value: isWritten ? { ...value, revision } : value };
}

function toValues({ scope, writeId }: WriteUnit, checked: CheckedBundle): unknown[] {
  const { id, bundleRevision, digest, compiled, archive, moduleSha256, signature, report } =
    checked;
  return [
    id,
    scope.tenant,
    bundleRevision,
    digest,
    compiled.digest,
    archive,
    Buffer.from(compiled.wasm),
    compiled.data ? Buffer.from(compiled.data) : null,
    moduleSha256,
    JSON.stringify(compiled.manifest),
    compiled.opaVersion,
    signature && JSON.stringify(signature),
    JSON.stringify(report),
    scope.author,
    writeId,
  ];
}

const INSERT = `
  INSERT INTO bundles (id, tenant_id, bundle_revision, digest, policy_digest, archive, module, data, module_sha256,
    manifest, opa_version, signature, report, author, write_id, state)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'received')`;

const REJECT = `
  INSERT INTO bundles (id, tenant_id, bundle_revision, digest, report, author, state)
  VALUES ($1, $2, $3, $4, $5, $6, 'rejected')`;

const FORGET_REJECTED = `
  DELETE FROM bundles WHERE uid IN (
    SELECT uid FROM bundles WHERE tenant_id = $1 AND state = 'rejected' ORDER BY uid DESC OFFSET $2)`;

const ACTIVATE = `
  INSERT INTO bundle_activations (write_id, tenant_id, bundle_id) VALUES ($1, $2, $3)`;

const PREVIOUS = `
  WITH past AS (
    SELECT a.bundle_id, w.revision FROM bundle_activations a JOIN writes w ON w.id = a.write_id
    WHERE a.tenant_id = $1),
  present AS (
    SELECT min(past.revision) AS since FROM past JOIN bundles b ON b.tenant_id = $1 AND b.id = past.bundle_id
    WHERE b.state = 'active')
  SELECT past.bundle_id AS id FROM past, present WHERE past.revision < present.since
  ORDER BY past.revision DESC LIMIT 1`;
