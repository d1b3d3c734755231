import { NotFoundError } from '@legate/core';
import { ChangeFeed, TenantDirectory } from '@legate/directory';
import type { FeedChange, FeedListener } from '@legate/directory';
import { Injectable } from '@nestjs/common';

const MAX_REMEMBERED = 10_000;

/** Tells which tenants there are. A tenant that was found is remembered until the feed tells of a change of it. */
@Injectable()
export class KnownTenants implements FeedListener {
  private readonly found = new Set<string>();

  constructor(
    private readonly directory: TenantDirectory,
    private readonly feed: ChangeFeed,
  ) {
    feed.listen(this);
  }

  /** @throws UnavailableError */
  async has(tenant: string): Promise<boolean> {
    if (this.found.has(tenant) && this.feed.memoryRevision(tenant) !== null) {
      return true;
    }
    const isThere = await this.ask(tenant);
    // Only what the feed follows can be remembered: it would not tell of the end of another.
    if (isThere && this.feed.memoryRevision(tenant) !== null) {
      this.remember(tenant);
    }
    return isThere;
  }

  private async ask(tenant: string): Promise<boolean> {
    try {
      await this.directory.get(tenant);
      return true;
    } catch (cause) {
      if (cause instanceof NotFoundError) {
        return false;
      }
      throw cause;
    }
  }

  private remember(tenant: string): void {
    if (this.found.size >= MAX_REMEMBERED) {
      this.found.clear();
    }
    this.found.add(tenant);
  }

  apply({ tenant, entity }: FeedChange): void {
    if (entity === 'tenant') {
      this.found.delete(tenant);
    }
  }

  reset(tenant: string): void {
    this.found.delete(tenant);
  }
}
