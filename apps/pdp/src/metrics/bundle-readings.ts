import { BundleCounts, BundleLoads } from '@legate/bundles';
import { PolicyRuntime } from '@legate/policy';
import { Injectable } from '@nestjs/common';
import type { BUNDLE_METRICS } from './catalogue.js';
import { labelled, single } from './readings.js';
import type { Reading, Readings } from './readings.js';

/** What the events of the decision log call the bundle, too (OPA-31). */
const NAME = 'policy';

/** The policies that are loaded, and how they run. */
@Injectable()
export class BundleReadings {
  constructor(
    private readonly counts: BundleCounts,
    private readonly loads: BundleLoads,
    private readonly runtime: PolicyRuntime,
  ) {}

  read(): Readings<keyof typeof BUNDLE_METRICS> {
    const { counts, loads } = this;
    return {
      ...this.asOpa(),
      ...this.readRuntime(),
      bundleActivations: single(() => counts.activations),
      bundleFetches: labelled('outcome', () => counts.fetches),
      bundleInfo: () => {
        const { digest, revision } = loads.current();
        return digest === null ? [] : [{ labels: { digest, revision: revision ?? '' }, value: 1 }];
      },
      bundleTenants: single(() => loads.current().tenants),
      bundleAge: single(() => secondsSince(loads.current().confirmedAtMs)),
      bundleProcesses: single(() => loads.current().processes),
      bundleDiffering: labelled('where', () => [
        ['here', loads.current().differing],
        ['elsewhere', loads.current().differingElsewhere],
      ]),
      bundleMismatches: single(() => loads.mismatchCount),
    };
  }

  private asOpa() {
    const { counts } = this;
    return {
      bundlesLoaded: named(() => counts.loaded),
      bundlesFailed: () =>
        Array.from(counts.failed, ([code, value]) => ({ labels: { name: NAME, code }, value })),
      bundleActivatedAt: named(() => toNanoseconds(counts.activatedAtMs)),
      bundleRequestedAt: named(() => toNanoseconds(counts.fetchedAtMs)),
      bundleAnsweredAt: named(() => toNanoseconds(counts.answeredAtMs)),
    } satisfies Partial<Readings>;
  }

  private readRuntime() {
    const { counts } = this.runtime;
    return {
      policyInstances: single(() => counts.instances),
      policyTraps: labelled('kind', () => [
        ['fuel', counts.deadlines],
        ['error', counts.errors],
      ]),
      policyStops: single(() => counts.stops),
    } satisfies Partial<Readings>;
  }
}

function named(read: () => number): Reading {
  return labelled('name', () => [[NAME, read()]]);
}

/** 0 before the first time, as OPA has it. */
function toNanoseconds(ms: number | null): number {
  return ms === null ? 0 : ms * 1e6;
}

function secondsSince(ms: number | null): number | null {
  return ms === null ? null : Math.max(0, Date.now() - ms) / 1000;
}
