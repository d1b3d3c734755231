import { PolicySource } from '@legate/decision';
import type { PolicyEvaluator } from '@legate/decision';
import { ChangeFeed } from '@legate/directory';
import type { FeedChange, FeedListener } from '@legate/directory';
import { PreparedQueries } from '@legate/persistence';
import { OperationalLog } from '@legate/platform';
import { Injectable } from '@nestjs/common';
import { ActivationTimeline, MAX_ACTIVATIONS } from './activation-timeline.js';
import type { ActivationSnapshot } from './activation-timeline.js';
import { BundleLoader } from './bundle-loader.js';
import { BundleSettings } from './bundle-settings.js';
import { LoadedBundles } from './loaded-bundles.js';

/** Tenants whose timelines are remembered; at the bound all are asked for anew. */
const MAX_TENANTS = 10_000;
/** Snapshots that are taken before it is given up that one is as new as what the feed has applied. */
const MAX_TRIES = 5;

/** Decides for tenants that have not pushed a policy. */
export class StarterPolicy {
  constructor(readonly policy: PolicyEvaluator) {}
}

/**
 * The policy of each tenant at exactly one revision: its own bundle from its first activation on, until then the
 * starter policy. Follows the feed as the facts do, so both are of the same revision. A bundle that cannot be had is
 * none: never another tenant's, an older one, or the starter in its place.
 */
@Injectable()
export class TenantPolicies extends PolicySource implements FeedListener {
  private readonly timelines = new Map<string, ActivationTimeline>();
  private readonly loading = new Map<string, Promise<ActivationTimeline>>();
  private readonly loaded: LoadedBundles;

  constructor(
    private readonly feed: ChangeFeed,
    private readonly queries: PreparedQueries,
    private readonly starter: StarterPolicy,
    private readonly log: OperationalLog,
    loader: BundleLoader,
    settings: BundleSettings,
  ) {
    super();
    this.loaded = new LoadedBundles(
      settings.maxLoaded,
      async (tenant, bundle) => await loader.load(tenant, bundle),
    );
    feed.listen(this);
  }

  override active(
    tenant: string,
    revision: number,
  ): PolicyEvaluator | null | Promise<PolicyEvaluator | null> {
    const bundle = this.timelines.get(tenant)?.at(revision, this.feed.appliedRevision(tenant));
    if (bundle === undefined) {
      return this.activeAfterLoad(tenant, revision);
    }
    if (bundle === null) {
      return this.starter.policy;
    }
    const engine = this.loaded.get(tenant, bundle);
    return engine instanceof Promise ? this.orNone(engine, { tenant, bundle }) : engine;
  }

  /** Has a bundle of the tenant ready before it is activated. */
  offer(tenant: string, bundle: string, engine: PolicyEvaluator): void {
    this.loaded.put(tenant, bundle, engine);
  }

  /** Loads a bundle of the tenant that may be activated next. Rejects when it cannot be. */
  async ready(tenant: string, bundle: string): Promise<void> {
    await this.loaded.get(tenant, bundle);
  }

  async prepare(changes: readonly FeedChange[]): Promise<unknown> {
    const next = changes.filter(
      ({ tenant, entity }) => entity === 'bundle_activation' && this.timelines.has(tenant),
    );
    return await Promise.allSettled(
      next.map(async ({ tenant, key }) => {
        await this.ready(tenant, key);
      }),
    );
  }

  apply(change: FeedChange): void {
    if (change.entity === 'bundle_activation') {
      this.timelines.get(change.tenant)?.apply(change);
    }
  }

  reset(tenant: string): void {
    this.timelines.delete(tenant);
  }

  private async activeAfterLoad(tenant: string, revision: number): Promise<PolicyEvaluator | null> {
    const timeline = await this.loadTimeline(tenant);
    let bundle = timeline.at(revision, this.feed.appliedRevision(tenant));
    if (bundle === undefined) {
      const [row] = await this.queries.run<{ bundle: string | null }>(AT, [tenant, revision]);
      if (row === undefined) {
        throw new Error(`the revision ${revision} of tenant "${tenant}" is not reached`);
      }
      ({ bundle } = row);
    }
    return bundle === null
      ? this.starter.policy
      : await this.orNone(this.loaded.get(tenant, bundle), { tenant, bundle });
  }

  /** Concurrent decisions wait for one load. */
  private async loadTimeline(tenant: string): Promise<ActivationTimeline> {
    const underWay =
      this.loading.get(tenant) ??
      this.readTimeline(tenant).finally(() => {
        this.loading.delete(tenant);
      });
    this.loading.set(tenant, underWay);
    return await underWay;
  }

  /**
   * A snapshot older than what the feed has applied may lack what the feed has told meanwhile, and that is not told
   * again: such a one is read anew.
   */
  private async readTimeline(tenant: string): Promise<ActivationTimeline> {
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

  private async orNone(
    engine: PolicyEvaluator | Promise<PolicyEvaluator>,
    of: { readonly tenant: string; readonly bundle: string },
  ): Promise<PolicyEvaluator | null> {
    try {
      return await engine;
    } catch (err) {
      this.log.error({ event: 'bundle.not_loaded', ...of, err });
      return null;
    }
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
