import type { PolicyFailure } from '@legate/core';

/** A package of a loaded bundle. */
export interface PackageOf {
  readonly digest: string;
  readonly package: string;
}

/** Is told of what happens beside the answers, for logs and metrics. Must not throw; never called for an evaluation that simply passes. */
export interface PolicyEvents {
  /** An instance was made, the first one or in place of one that was thrown away. */
  instanceMade(digest: string): void;
  /** An evaluation ended by a trap, and its instance was thrown away. */
  trapped(of: PackageOf, failure: Pick<PolicyFailure, 'reason' | 'detail'>): void;
  /** A package ran out of fuel too often: it is denied without being run, for so many ms. */
  stopped(of: PackageOf, forMs: number): void;
  /** A package that was stopped gave an answer again. */
  resumed(of: PackageOf): void;
}

/** Counts all of them, over all bundles of a process. */
export class PolicyEventCounts implements PolicyEvents {
  /** Instances made. */
  instances = 0;
  /** Evaluations that ran out of fuel. */
  deadlines = 0;
  /** Evaluations that ended by another trap. */
  errors = 0;
  /** Times that a package was stopped. */
  stops = 0;

  instanceMade(): void {
    this.instances++;
  }

  trapped(_of: PackageOf, { reason }: Pick<PolicyFailure, 'reason'>): void {
    if (reason === 'indeterminate.deadline') {
      this.deadlines++;
    } else {
      this.errors++;
    }
  }

  stopped(): void {
    this.stops++;
  }

  resumed(): void {
    // Of every stop there is at most one.
  }
}
