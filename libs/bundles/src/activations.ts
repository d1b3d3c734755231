import { ChangeFeed } from '@legate/directory';
import type { FeedChange, FeedListener } from '@legate/directory';
import { PreparedQueries } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { ActivationTimeline, MAX_ACTIVATIONS } from './activation-timeline.js';
import type { ActivationSnapshot } from './activation-timeline.js';
import { BundleCounts } from './lifecycle/bundle-counts.js';

/** Tenants whose timelines are remembered; at the bound all are asked for anew. */
const MAX_TENANTS = 10_000;
/** Snapshots that are taken before it is given up that one is as new as what the feed has applied. */
const MAX_TRIES = 5;

/** Told of a bundle that is about to be the active one; its answer is not waited for long. */
export type NextListener = (tenant: string, bundle: string) => Promise<unknown>;

/** Which bundle of a tenant was active at which revision. Follows the feed as the facts do. */
@Injectable()
export class Activations implements FeedListener {
  private readonly timelines = new Map<string, ActivationTimeline>();
  private readonly loading = new Map<string, Promise<ActivationTimeline>>();
  private readonly listeners: NextListener[] = [];

  constructor(
    private readonly feed: ChangeFeed,
    private readonly queries: PreparedQueries,
    private readonly counts: BundleCounts,
  ) {
    feed.listen(this);
  }

  beforeNext(listener: NextListener): void {
    this.listeners.push(listener);
  }

  /** From memory: the bundle, null when none was active, undefined when it must be looked up. */
  known(tenant: string, revision: number): string | null | undefined {
    return this.timelines.get(tenant)?.at(revision, this.feed.appliedRevision(tenant));
  }

  /** The bundle, null when none was active. @throws UnavailableError; Error for a revision that is not reached */
  async lookUp(tenant: string, revision: number): Promise<string | null> {
    const timeline = await this.load(tenant);
    const bundle = timeline.at(revision, this.feed.appliedRevision(tenant));
    if (bundle !== undefined) {
      return bundle;
    }
    const [row] = await this.queries.run<{ bundle: string | null }>(AT, [tenant, revision]);
    if (row === undefined) {
      throw new Error(`the revision ${revision} of tenant "${tenant}" is not reached`);
    }
    return row.bundle;
  }

  /** Those that are remembered. */
  tenants(): Iterable<string> {
    return this.timelines.keys();
  }

  /** The last bundle that was activated, null when none was. @throws UnavailableError */
  async latest(tenant: string): Promise<string | null> {
    return (this.timelines.get(tenant) ?? (await this.load(tenant))).latest;
  }

  async prepare(changes: readonly FeedChange[]): Promise<unknown> {
    const next = changes.filter(
      ({ tenant, entity }) => entity === 'bundle_activation' && this.timelines.has(tenant),
    );
    return await Promise.allSettled(
      next.flatMap(({ tenant, key }) =>
        this.listeners.map(async (listener) => await listener(tenant, key)),
      ),
    );
  }

  apply(change: FeedChange): void {
    if (change.entity === 'bundle_activation') {
      this.counts.activated();
      this.timelines.get(change.tenant)?.apply(change);
    }
  }

  reset(tenant: string): void {
    this.timelines.delete(tenant);
  }

  /** Concurrent decisions wait for one load. */
  private async load(tenant: string): Promise<ActivationTimeline> {
    const underWay =
      this.loading.get(tenant) ??
      this.read(tenant).finally(() => {
        this.loading.delete(tenant);
      });
    this.loading.set(tenant, underWay);
    return await underWay;
  }

  /**
   * A snapshot older than what the feed has applied may lack what the feed has told meanwhile, and that is not told
   * again: such a one is read anew.
   */
  private async read(tenant: string): Promise<ActivationTimeline> {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const [snapshot] = await this.queries.run<ActivationSnapshot>(LOAD, [tenant]);
      if (snapshot === undefined) {
        throw new Error(`the tenant "${tenant}" is gone`);
      }
      if (snapshot.revision >= (this.feed.appliedRevision(tenant) ?? 0)) {
        this.feed.follow(tenant, snapshot.revision);
        return this.remember(tenant, new ActivationTimeline(snapshot));
      }
    }
    throw new Error(`the activations of tenant "${tenant}" change faster than they can be read`);
  }

  private remember(tenant: string, timeline: ActivationTimeline): ActivationTimeline {
    if (this.timelines.size >= MAX_TENANTS) {
      this.timelines.clear();
    }
    this.timelines.set(tenant, timeline);
    return timeline;
  }
}

const ACTIVATIONS = `
  SELECT a.bundle_id AS bundle, w.revision FROM bundle_activations a JOIN writes w ON w.id = a.write_id
  WHERE a.tenant_id = $1`;

const LOAD = {
  name: 'bundle-timeline',
  text: `
  WITH last AS (${ACTIVATIONS} ORDER BY w.revision DESC LIMIT ${MAX_ACTIVATIONS + 1}),
    kept AS (SELECT * FROM last ORDER BY revision DESC LIMIT ${MAX_ACTIVATIONS})
  SELECT t.revision, (SELECT count(*) FROM last) > ${MAX_ACTIVATIONS} AS "isCut",
    COALESCE((SELECT jsonb_agg(to_jsonb(kept) ORDER BY kept.revision) FROM kept), '[]') AS activations
  FROM tenants t WHERE t.id = $1`,
};

const AT = {
  name: 'bundle-at',
  text: `
  SELECT (SELECT bundle FROM (${ACTIVATIONS}) past WHERE past.revision <= $2 ORDER BY past.revision DESC LIMIT 1)
    AS bundle
  FROM tenants t WHERE t.id = $1 AND t.revision >= $2`,
};
