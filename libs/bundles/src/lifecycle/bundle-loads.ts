import { randomUUID } from 'node:crypto';
import { DEFAULT_TENANT } from '@legate/directory';
import { OperationalLog } from '@legate/platform';
import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BundleSettings } from '../bundle-settings.js';
import { readAges } from './bundle-ages.js';
import type { Age } from './bundle-ages.js';
import { PresentLoads } from './present-loads.js';

/** Tenants that a process tells of. */
const MAX_TENANTS = 1000;
/** A process that was not heard of for so many heartbeats is gone. */
const MISSED_HEARTBEATS = 3;

/** What a process decides by, beside the others over the same database. */
export interface LoadedPolicies {
  /** Digest of the policy of the tenant `default`; null before it is known. */
  readonly digest: string | null;
  /** What its author calls it; null for the starter policy. */
  readonly revision: string | null;
  /** ms since the epoch: when the bundle that was not confirmed for the longest was last known to be current. */
  readonly confirmedAtMs: number | null;
  /** Tenants with a bundle of their own that is loaded here. */
  readonly tenants: number;
  /** Processes that are there, this one included. */
  readonly processes: number;
  /** Tenants that this process decides for by another policy than the one that was activated. */
  readonly differing: number;
  /** The same of the other processes. */
  readonly differingElsewhere: number;
}

/**
 * Compares the digests of what each process has loaded with what was activated: each tells the database what it decides
 * by, and looks whether that, or what others tell, is not the bundle of the revision they have applied.
 */
@Injectable()
export class BundleLoads implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly process = randomUUID();
  private timer: NodeJS.Timeout | null = null;
  private last: LoadedPolicies = {
    ...{ digest: null, revision: null, confirmedAtMs: null, tenants: 0 },
    ...{ processes: 1, differing: 0, differingElsewhere: 0 },
  };
  private mismatches = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly present: PresentLoads,
    private readonly settings: BundleSettings,
    private readonly log: OperationalLog,
  ) {}

  onApplicationBootstrap(): void {
    this.beat();
    this.timer = setInterval(() => {
      this.beat();
    }, this.settings.heartbeatMs);
  }

  onApplicationShutdown(): void {
    if (this.timer !== null) {
      clearInterval(this.timer);
    }
  }

  /** As of the last heartbeat. */
  current(): LoadedPolicies {
    return this.last;
  }

  /** How often a heartbeat has found another policy loaded than was activated, here or elsewhere. */
  get mismatchCount(): number {
    return this.mismatches;
  }

  private beat(): void {
    this.tell().catch((err: unknown) => {
      this.log.debug({ event: 'bundle.loads_not_told', err });
    });
  }

  private async tell(): Promise<void> {
    const policy = await this.present.policyOf(DEFAULT_TENANT);
    const loads = this.present.loads(MAX_TENANTS);
    const tenants = loads.map(({ tenant }) => tenant);
    const digests = loads.map((each) => each.digest);
    const revisions = loads.map(({ revision }) => revision);
    await this.dataSource.query(TELL, [this.process, tenants, digests, revisions]);
    const lifetimeMs = MISSED_HEARTBEATS * this.settings.heartbeatMs;
    await this.dataSource.query(FORGET, [this.process, tenants, lifetimeMs]);
    const [found]: Pick<LoadedPolicies, 'processes' | 'differing' | 'differingElsewhere'>[] =
      await this.dataSource.query(COMPARE, [this.process, lifetimeMs]);
    if (found !== undefined) {
      const confirmedAtMs = oldest(await readAges(this.dataSource, tenants));
      this.note({ ...policy, confirmedAtMs, tenants: loads.length, ...found });
    }
  }

  private note(found: LoadedPolicies): void {
    this.last = found;
    const { differing, differingElsewhere } = found;
    if (differing + differingElsewhere > 0) {
      this.mismatches += 1;
      this.log.error({
        event: 'bundle.loads_differ',
        here: differing,
        elsewhere: differingElsewhere,
      });
    }
  }
}

function oldest(ages: readonly Age[]): number | null {
  const known = ages.flatMap(({ at }) => (at === null ? [] : [at]));
  return known.length === 0 ? null : Math.min(...known);
}

const TELL = `
  INSERT INTO bundle_loads (process_id, tenant_id, policy_digest, revision, seen_at)
  SELECT $1, *, clock_timestamp() FROM unnest($2::text[], $3::text[], $4::bigint[])
  ON CONFLICT (process_id, tenant_id) DO UPDATE SET policy_digest = excluded.policy_digest,
    revision = excluded.revision, seen_at = excluded.seen_at`;

// Of another process only what is so old that nobody reads it.
const FORGET = `
  DELETE FROM bundle_loads WHERE (process_id = $1 AND tenant_id <> ALL ($2::text[]))
    OR seen_at < clock_timestamp() - 10 * $3 * interval '1 ms'`;

// One that has not applied the activation yet decides by the bundle before, as it should.
const COMPARE = `
  SELECT count(DISTINCT l.process_id) FILTER (WHERE l.process_id <> $1)::int + 1 AS processes,
    count(*) FILTER (WHERE differs AND l.process_id = $1)::int AS differing,
    count(*) FILTER (WHERE differs AND l.process_id <> $1)::int AS "differingElsewhere"
  FROM bundle_loads l JOIN bundles b ON b.tenant_id = l.tenant_id AND b.state = 'active'
    JOIN writes w ON w.id = b.write_id,
    LATERAL (SELECT l.revision >= w.revision AND l.policy_digest <> b.policy_digest AS differs) d
  WHERE l.seen_at > clock_timestamp() - $2 * interval '1 ms'`;
