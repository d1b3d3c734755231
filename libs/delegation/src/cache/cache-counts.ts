import { Injectable } from '@nestjs/common';

/** How the facts in memory have served, since the start of the process. */
@Injectable()
export class CacheCounts {
  /** Questions whose facts were all in memory. */
  hits = 0;
  /** Questions that the database was asked about. */
  misses = 0;
  /** Entries that were dropped because a tenant had as many as it may. */
  evictions = 0;
  /** What is kept, by tenant. INVARIANT: filled by the cache alone. */
  readonly kept = new Map<string, { readonly size: number }>();

  /** Entries that are kept, of all tenants. */
  get entries(): number {
    let entries = 0;
    for (const { size } of this.kept.values()) {
      entries += size;
    }
    return entries;
  }
}
