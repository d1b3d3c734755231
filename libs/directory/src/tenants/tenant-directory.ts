import { ConflictError, NotFoundError } from '@legate/core';
import { requirePrecondition, RevisionedWriter, toDatabaseError } from '@legate/persistence';
import type { WriteScope, WriteUnit, Written } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { readCursor, toPage } from '../page.js';
import type { Page, PageRequest } from '../page.js';
import { atRevision } from '../put-result.js';
import type { PutResult } from '../put-result.js';
import { MAX_LISTED, refuseReferenced } from '../references.js';
import type { Reference } from '../references.js';

/** What a tenant can be called: it stands in paths. */
export const TENANT_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
export const DEFAULT_TENANT = 'default';

/** A tenant as the admin API shows it. */
export interface Tenant {
  readonly id: string;
  readonly displayName?: string;
  /** Revision of the last write of the tenant itself; 0 for `default` until then. */
  readonly revision: number;
}

/** The tenants: isolation units that share nothing. */
@Injectable()
export class TenantDirectory {
  constructor(
    private readonly dataSource: DataSource,
    private readonly writer: RevisionedWriter,
  ) {}

  /** @throws NotFoundError, UnavailableError */
  async get(id: string): Promise<Tenant> {
    try {
      return (await findTenant(this.dataSource.manager, id)) ?? throwNoTenant(id);
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }

  /** Tenants by id, in byte order. @throws InvalidRequestError, UnavailableError */
  async list({ limit, cursor }: PageRequest): Promise<Page<Tenant>> {
    const [after] = readCursor(cursor);
    try {
      const rows: TenantRecord[] = await this.dataSource.query(LIST, [after, limit + 1]);
      return toPage(rows.map(toTenant), limit, ({ id }) => [id, '']);
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }

  /** Creates or renames a tenant, or brings back one that has ended, its revisions going on. @throws PreconditionFailedError */
  async put(
    scope: Omit<WriteScope, 'tenant'>,
    id: string,
    displayName: string | undefined,
  ): Promise<Written<PutResult<Tenant>>> {
    let isNew = false;
    const prepare = async (tx: EntityManager): Promise<void> => {
      const made: unknown[] = await tx.query(PREPARE, [id]);
      isNew = made.length > 0;
    };
    const written = await this.writer.write(
      { ...scope, tenant: id },
      async (unit) => {
        const found = isNew ? null : await findTenant(unit.tx, id);
        requirePrecondition(scope, found?.revision ?? null);
        return await putTenant(unit, displayName, found);
      },
      { prepare },
    );
    return atRevision(written);
  }

  /**
   * Ends a tenant: it is as unknown as one that never was, and its callers end for good. It must be empty, unless it is
   * retired with all it holds. `default` cannot end.
   *
   * @throws NotFoundError; ConflictError `tenant.referenced`, `tenant.protected`; PreconditionFailedError.
   */
  async end(
    scope: Omit<WriteScope, 'tenant'>,
    id: string,
    { retire }: { readonly retire: boolean },
  ): Promise<Written<void>> {
    return await this.writer.write({ ...scope, tenant: id }, async ({ tx, record }) => {
      const found = (await findTenant(tx, id)) ?? throwNoTenant(id);
      requirePrecondition(scope, found.revision);
      if (id === DEFAULT_TENANT) {
        throw new ConflictError('tenant.protected', 'the tenant "default" cannot be ended');
      }
      const references: Reference[] = retire ? [] : await tx.query(HOLDS, [id, MAX_LISTED]);
      refuseReferenced('tenant.referenced', references);
      await tx.query('UPDATE tenants SET ended_at = clock_timestamp() WHERE id = $1', [id]);
      await tx.query(END_KEYS, [id]);
      await tx.query(END_CALLERS, [id]);
      record({ entity: 'tenant', key: id, operation: 'delete', document: null });
    });
  }
}

async function putTenant(
  { tx, scope, writeId, record }: WriteUnit,
  displayName: string | undefined,
  found: Tenant | null,
): Promise<PutResult<Tenant>> {
  // `default` is there without a write of its own until then.
  if (found !== null && found.revision > 0 && found.displayName === displayName) {
    return { stored: found, created: false };
  }
  const id = scope.tenant;
  const document = { id, ...(displayName !== undefined && { displayName }) };
  await tx.query('UPDATE tenants SET display_name = $2, write_id = $3 WHERE id = $1', [
    id,
    displayName ?? null,
    writeId,
  ]);
  record({ entity: 'tenant', key: id, operation: 'put', document });
  return { stored: { ...document, revision: 0 }, created: found === null };
}

interface TenantRecord {
  readonly id: string;
  readonly displayName: string | null;
  readonly revision: number;
}

const SELECT = `
  SELECT t.id, t.display_name AS "displayName", COALESCE(w.revision, 0) AS revision
  FROM tenants t LEFT JOIN writes w ON w.id = t.write_id WHERE t.ended_at IS NULL`;

const LIST = `${SELECT} AND t.id > $1 ORDER BY t.id LIMIT $2`;

// Gives a row when the tenant was not there, or had ended.
const PREPARE = `
  INSERT INTO tenants (id) VALUES ($1)
  ON CONFLICT (id) DO UPDATE SET ended_at = NULL WHERE tenants.ended_at IS NOT NULL RETURNING id`;

const END_KEYS =
  'UPDATE caller_keys SET ended_at = clock_timestamp() WHERE tenant_id = $1 AND ended_at IS NULL';
const END_CALLERS =
  'UPDATE callers SET ended_at = clock_timestamp() WHERE tenant_id = $1 AND ended_at IS NULL';

const HOLDS = `
  (SELECT 'identity' AS entity, kind || '/' || id AS key FROM identities WHERE tenant_id = $1 LIMIT $2)
  UNION ALL (SELECT 'resource', type || '/' || id FROM resources WHERE tenant_id = $1 LIMIT $2)
  UNION ALL (SELECT 'group', id FROM groups WHERE tenant_id = $1 LIMIT $2)
  UNION ALL (SELECT 'grant', id::text FROM grants WHERE tenant_id = $1 LIMIT $2)
  UNION ALL (SELECT 'issuer', id FROM issuers WHERE tenant_id = $1 LIMIT $2)
  UNION ALL (SELECT 'route_table', name FROM route_tables WHERE tenant_id = $1 LIMIT $2)
  UNION ALL (SELECT 'caller', id::text FROM callers WHERE tenant_id = $1 AND ended_at IS NULL LIMIT $2)
  UNION ALL (SELECT 'bundle', id::text FROM bundles WHERE tenant_id = $1 AND state <> 'rejected' LIMIT $2)
  LIMIT $2`;

async function findTenant(tx: EntityManager, id: string): Promise<Tenant | null> {
  const [row]: TenantRecord[] = await tx.query(`${SELECT} AND t.id = $1`, [id]);
  return row === undefined ? null : toTenant(row);
}

function toTenant({ id, displayName, revision }: TenantRecord): Tenant {
  return { id, ...(displayName !== null && { displayName }), revision };
}

function throwNoTenant(id: string): never {
  throw new NotFoundError('tenant.not_found', `there is no tenant "${id}"`);
}
