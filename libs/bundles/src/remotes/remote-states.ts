import { randomUUID } from 'node:crypto';
import { toDatabaseError } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BundleCounts } from '../lifecycle/bundle-counts.js';
import type { RemoteProblem } from './bundle-remote.js';
import { RemoteSettings } from './remote-settings.js';

/** A remote that is this process's to fetch from, until it says how that went. */
export interface Claim {
  readonly tenant: string;
  readonly name: string;
  readonly by: string;
}

/** How a fetch went. */
export type Fetched =
  /** The source has what was taken in last. */
  | { readonly kind: 'confirmed' }
  | { readonly kind: 'taken'; readonly version: string; readonly bundle: string }
  | { readonly kind: 'refused'; readonly version: string; readonly error: RemoteProblem }
  /** As before: nothing to say anew. */
  | { readonly kind: 'refused_before' }
  | { readonly kind: 'failed'; readonly error: RemoteProblem };

/** Longest pause after failures, s. */
const MAX_PAUSE_SECONDS = 3600;

/**
 * Who fetches from which remote, and when next. A claim is a lease on a row: of all processes over the database one
 * fetches from a remote at a time, and another takes over from one that is gone.
 */
@Injectable()
export class RemoteStates {
  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: RemoteSettings,
    private readonly counts: BundleCounts,
  ) {}

  /** How long a claim holds without being renewed, ms. */
  get leaseMs(): number {
    return this.settings.leaseMs;
  }

  /** Longest time of a fetch, ms. */
  get timeoutMs(): number {
    return this.settings.timeoutMs;
  }

  /** Takes what is due, the longest due first. @throws UnavailableError */
  async claim(limit: number): Promise<readonly Claim[]> {
    const by = randomUUID();
    const values = [by, this.settings.leaseMs, limit];
    const rows = await this.changed<Omit<Claim, 'by'>>(CLAIM, values);
    return rows.map((row) => ({ ...row, by }));
  }

  /** Whether it is this process's still. @throws UnavailableError */
  async renew({ tenant, name, by }: Claim): Promise<boolean> {
    const values = [tenant, name, by, this.settings.leaseMs];
    return (await this.changed(RENEW, values)).length > 0;
  }

  /** Says how it went, unless the claim was lost, and gives the remote back. @throws UnavailableError */
  async finish({ tenant, name, by }: Claim, fetched: Fetched): Promise<void> {
    this.counts.fetched(fetched.kind);
    const { kind, version, bundle, error } = {
      version: null,
      bundle: null,
      error: null,
      ...fetched,
    };
    const stored = error === null ? null : JSON.stringify(error);
    const values = [tenant, name, by, kind, version, bundle, stored, MAX_PAUSE_SECONDS];
    await this.changed(FINISH, values);
  }

  /** Makes a remote due now. @param anew whether what was refused is to be looked at again. @throws UnavailableError */
  async hint(tenant: string, name: string, anew = false): Promise<void> {
    await this.changed(HINT, [tenant, name, anew]);
  }

  private async changed<Row>(text: string, values: unknown[]): Promise<readonly Row[]> {
    try {
      const [rows]: [Row[]] = await this.dataSource.query(text, values);
      return rows;
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }
}

const CLAIM = `
  UPDATE bundle_remote_states SET claimed_by = $1, attempted_at = clock_timestamp(),
    claimed_until = clock_timestamp() + $2 * interval '1 ms'
  WHERE (tenant_id, name) IN (
    SELECT tenant_id, name FROM bundle_remote_states
    WHERE next_at <= clock_timestamp() AND (claimed_until IS NULL OR claimed_until < clock_timestamp())
    ORDER BY next_at LIMIT $3 FOR UPDATE SKIP LOCKED)
  RETURNING tenant_id AS tenant, name`;

const RENEW = `
  UPDATE bundle_remote_states SET claimed_until = clock_timestamp() + $4 * interval '1 ms'
  WHERE tenant_id = $1 AND name = $2 AND claimed_by = $3 RETURNING name`;

// Who was told of a change while the fetch went on has made it due anew. Intervals are spread by a tenth, so that many
// remotes do not fall together; failures double them.
const FINISH = `
  UPDATE bundle_remote_states s SET claimed_by = NULL, claimed_until = NULL,
    version = CASE WHEN $4 = 'taken' THEN $5 ELSE s.version END,
    bundle_id = CASE WHEN $4 = 'taken' THEN $6::uuid ELSE s.bundle_id END,
    refused_version = CASE $4 WHEN 'refused' THEN $5 WHEN 'refused_before' THEN s.refused_version END,
    succeeded_at = CASE WHEN $4 = 'failed' THEN s.succeeded_at ELSE clock_timestamp() END,
    confirmed_at = CASE WHEN $4 IN ('confirmed', 'taken') THEN s.attempted_at ELSE s.confirmed_at END,
    failures = CASE WHEN $4 = 'failed' THEN s.failures + 1 ELSE 0 END,
    error = CASE WHEN $4 = 'refused_before' THEN s.error ELSE $7::jsonb END,
    next_at = CASE WHEN s.next_at > s.attempted_at THEN s.next_at
      ELSE clock_timestamp() + (0.9 + 0.2 * random()) * interval '1 s' * CASE WHEN $4 = 'failed'
        THEN LEAST((r.definition->>'intervalSeconds')::numeric * 2 ^ LEAST(s.failures, 20), GREATEST($8::numeric, (r.definition->>'intervalSeconds')::numeric))
        ELSE (r.definition->>'intervalSeconds')::numeric END END
  FROM bundle_remotes r
  WHERE r.tenant_id = s.tenant_id AND r.name = s.name AND s.tenant_id = $1 AND s.name = $2 AND s.claimed_by = $3
  RETURNING s.name`;

const HINT = `
  UPDATE bundle_remote_states SET next_at = clock_timestamp(),
    refused_version = CASE WHEN $3 THEN NULL ELSE refused_version END
  WHERE tenant_id = $1 AND name = $2 RETURNING name`;
