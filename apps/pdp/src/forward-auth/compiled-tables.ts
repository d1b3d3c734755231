import { ChangeFeed, RouteTables } from '@legate/directory';
import type { FeedChange, FeedListener } from '@legate/directory';
import { Injectable } from '@nestjs/common';
import { compileStored } from './route-table.js';
import type { CompiledTable } from './route-table.js';

const MAX_REMEMBERED = 1000;

/** Route tables ready for use, in memory until the feed tells of a change of them. */
@Injectable()
export class CompiledTables implements FeedListener {
  private readonly known = new Map<string, CompiledTable>();
  /** Grows with whatever makes what is being loaded out of date. */
  private generation = 0;

  constructor(
    private readonly stored: RouteTables,
    private readonly feed: ChangeFeed,
  ) {
    feed.listen(this);
  }

  /** @throws NotFoundError, UnavailableError */
  async get(tenant: string, name: string): Promise<CompiledTable> {
    const key = keyOf(tenant, name);
    // Only what the feed follows can be remembered: it would not tell of the change of another.
    const known = this.feed.memoryRevision(tenant) === null ? undefined : this.known.get(key);
    if (known !== undefined) {
      return known;
    }
    const { generation } = this;
    const isFollowed = this.feed.memoryRevision(tenant) !== null;
    const compiled = compileStored((await this.stored.get(tenant, name)).value);
    if (isFollowed && generation === this.generation) {
      this.remember(key, compiled);
    }
    return compiled;
  }

  private remember(key: string, table: CompiledTable): void {
    if (this.known.size >= MAX_REMEMBERED) {
      this.known.clear();
    }
    this.known.set(key, table);
  }

  apply({ entity }: FeedChange): void {
    // Tables change seldom: to forget all of them is simple, and never too little.
    if (entity === 'route_table' || entity === 'tenant') {
      this.forget();
    }
  }

  reset(): void {
    this.forget();
  }

  private forget(): void {
    this.generation += 1;
    this.known.clear();
  }
}

/** A tenant's name holds no slash. */
function keyOf(tenant: string, name: string): string {
  return `${tenant}/${name}`;
}
