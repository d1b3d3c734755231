import { DecisionTap, Judge } from '@legate/decision';
import type { Decided, DecisionWatcher, PolicyEvaluator } from '@legate/decision';
import { Injectable } from '@nestjs/common';
import { BundleSettings } from '../bundle-settings.js';
import { LiveShadow } from './live-shadow.js';
import type { ShadowRun } from './shadow.js';
import { LOOP_TIMING, SpareTime } from './spare-time.js';

/** The candidates at work in this process, one of a tenant. While there is none, decisions are not watched. */
@Injectable()
export class LiveShadows implements DecisionWatcher {
  private readonly byTenant = new Map<string, LiveShadow>();
  private readonly spare: SpareTime;

  constructor(
    private readonly judge: Judge,
    private readonly tap: DecisionTap,
    private readonly settings: BundleSettings,
  ) {
    this.spare = new SpareTime(() => this.step(), settings.shadowShare);
  }

  note(decided: Decided): void {
    if (this.byTenant.get(decided.request.tenant)?.note(decided) === true) {
      this.spare.wake();
    }
  }

  all(): readonly LiveShadow[] {
    return [...this.byTenant.values()];
  }

  has({ tenant, run }: ShadowRun): boolean {
    return this.byTenant.get(tenant)?.run.run === run;
  }

  start(run: ShadowRun, engine: PolicyEvaluator): void {
    const { judge, settings } = this;
    const parts = {
      judge,
      engine,
      maxWaiting: settings.shadowQueue,
      now: () => LOOP_TIMING.now(),
      chance: Math.random,
    };
    this.byTenant.set(run.tenant, new LiveShadow(run, parts));
    this.tap.watcher = this;
  }

  /** Ends all but these. @returns those that have ended */
  keepOnly(runs: readonly ShadowRun[]): readonly LiveShadow[] {
    const kept = new Set(runs.map(({ run }) => run));
    const ended = this.all().filter(({ run }) => !kept.has(run.run));
    for (const { run } of ended) {
      this.byTenant.delete(run.tenant);
    }
    if (this.byTenant.size === 0) {
      this.tap.watcher = null;
    }
    return ended;
  }

  /** One comparison of each tenant in turn. */
  private step(): boolean {
    let isLeft = false;
    for (const shadow of this.byTenant.values()) {
      isLeft = shadow.step() || isLeft;
    }
    return isLeft;
  }
}
