import { Injectable } from '@nestjs/common';

/** How a fetch from a remote went. */
export type FetchOutcome = 'confirmed' | 'taken' | 'refused' | 'refused_before' | 'failed';

/** What has become of bundles in this process since its start, of all tenants together. */
@Injectable()
export class BundleCounts {
  /** Made ready to decide. */
  loaded = 0;
  /** That could not be, by the code of why. */
  readonly failed = new Map<string, number>();
  /** Activations that this process has applied. */
  activations = 0;
  /** ms since the epoch; null before the first. */
  activatedAtMs: number | null = null;
  /** Fetches from remotes, by how they went. */
  readonly fetches = new Map<FetchOutcome, number>();
  fetchedAtMs: number | null = null;
  /** The last fetch that the source has answered. */
  answeredAtMs: number | null = null;

  failedToLoad(code: string): void {
    this.failed.set(code, (this.failed.get(code) ?? 0) + 1);
  }

  activated(): void {
    this.activations += 1;
    this.activatedAtMs = Date.now();
  }

  fetched(kind: FetchOutcome): void {
    this.fetches.set(kind, (this.fetches.get(kind) ?? 0) + 1);
    this.fetchedAtMs = Date.now();
    this.answeredAtMs = kind === 'failed' ? this.answeredAtMs : this.fetchedAtMs;
  }
}
