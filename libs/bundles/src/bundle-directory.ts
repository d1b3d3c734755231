import { decodeCursor, encodeCursor } from '@legate/directory';
import type { Page, PageRequest } from '@legate/directory';
import { toDatabaseError } from '@legate/persistence';
import type { KnownNames } from '@legate/policy';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  findActive,
  findBundle,
  SELECT_BUNDLES,
  throwNoBundle,
  toBundle,
} from './bundle-records.js';
import type { BundleRecord } from './bundle-records.js';
import type { Bundle } from './bundle.js';

const PLACE = /^\d{1,18}$/;

/** Whether the active bundle of a tenant may change. */
export interface BundleFreeze {
  readonly frozen: boolean;
  readonly reason: string | null;
}

/** Reads the policy bundles of a tenant. */
@Injectable()
export class BundleDirectory {
  constructor(private readonly dataSource: DataSource) {}

  /** By id or by digest. @throws NotFoundError, UnavailableError */
  async get(tenant: string, key: string): Promise<Bundle> {
    return await this.read(async ({ manager }) =>
      toBundle((await findBundle(manager, tenant, key)) ?? throwNoBundle(`bundle "${key}"`)),
    );
  }

  /** The id of a bundle that was compiled to this policy; null when none is stored. @throws UnavailableError */
  async ofPolicy(tenant: string, policyDigest: string): Promise<string | null> {
    return await this.read(async (dataSource) => {
      const [row]: { id: string }[] = await dataSource.query(OF_POLICY, [tenant, policyDigest]);
      return row?.id ?? null;
    });
  }

  /** The newest first. @throws InvalidRequestError, UnavailableError */
  async list(tenant: string, { limit, cursor }: PageRequest): Promise<Page<Bundle>> {
    const isOwn = (parts: readonly string[]): boolean =>
      parts.length === 1 && PLACE.test(parts[0] ?? '');
    const [before = null] = cursor === undefined ? [] : decodeCursor(cursor, isOwn);
    return await this.read(async (dataSource) => {
      const rows: BundleRecord[] = await dataSource.query(LIST, [tenant, before, limit + 1]);
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const items = page.map(toBundle);
      return rows.length > limit && last !== undefined
        ? { items, nextCursor: encodeCursor([String(last.uid)]) }
        : { items };
    });
  }

  /** The bundle that decides now. @throws NotFoundError for a tenant that has pushed none; UnavailableError */
  async active(tenant: string): Promise<Bundle> {
    return await this.read(async ({ manager }) =>
      toBundle((await findActive(manager, tenant)) ?? throwNoBundle('active bundle')),
    );
  }

  /** The files of a bundle as an OPA bundle (gzipped tar). @throws NotFoundError, UnavailableError */
  async archive(tenant: string, id: string): Promise<Buffer> {
    return await this.read(async (dataSource) => {
      const [row]: { archive: Buffer | null }[] = await dataSource.query(ARCHIVE, [tenant, id]);
      return row?.archive ?? throwNoBundle(`bundle "${id}"`);
    });
  }

  /** @throws UnavailableError */
  async freeze(tenant: string): Promise<BundleFreeze> {
    return await this.read(async (dataSource) => {
      const [row]: { reason: string }[] = await dataSource.query(FREEZE, [tenant]);
      return { frozen: row !== undefined, reason: row?.reason ?? null };
    });
  }

  /** Resource types that the tenant has or knows actions of, and those actions. @throws UnavailableError */
  async knownNames(tenant: string): Promise<KnownNames> {
    return await this.read(async (dataSource) => {
      const [row]: KnownNames[] = await dataSource.query(KNOWN_NAMES, [tenant]);
      return row ?? { resourceTypes: [], actions: [] };
    });
  }

  private async read<T>(work: (dataSource: DataSource) => Promise<T>): Promise<T> {
    try {
      return await work(this.dataSource);
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }
}

const LIST = `${SELECT_BUNDLES}
  WHERE b.tenant_id = $1 AND ($2::bigint IS NULL OR b.uid < $2::bigint) ORDER BY b.uid DESC LIMIT $3`;

const OF_POLICY = `
  SELECT id FROM bundles WHERE tenant_id = $1 AND policy_digest = $2 AND state <> 'rejected' ORDER BY uid LIMIT 1`;

const ARCHIVE = 'SELECT archive FROM bundles WHERE tenant_id = $1 AND id = $2';

const FREEZE = 'SELECT reason FROM bundle_freezes WHERE tenant_id = $1';

// From one type of resource to the next by the index: there may be millions of resources, of a few types.
const KNOWN_NAMES = `
  WITH RECURSIVE types AS (
    (SELECT type FROM resources WHERE tenant_id = $1 ORDER BY type LIMIT 1)
    UNION ALL
    SELECT (SELECT r.type FROM resources r WHERE r.tenant_id = $1 AND r.type > t.type ORDER BY r.type LIMIT 1)
    FROM types t WHERE t.type IS NOT NULL)
  SELECT
    ARRAY(SELECT resource_type FROM action_types WHERE tenant_id = $1
      UNION SELECT type FROM types WHERE type IS NOT NULL) AS "resourceTypes",
    ARRAY(SELECT DISTINCT action FROM action_types, jsonb_array_elements_text(actions) AS action
      WHERE tenant_id = $1) AS actions`;
