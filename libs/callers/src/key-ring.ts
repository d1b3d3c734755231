import { UnauthenticatedError } from '@legate/core';
import { ChangeFeed } from '@legate/directory';
import type { FeedChange, FeedListener } from '@legate/directory';
import { PreparedQueries } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { API_KEY_PATTERN, hashApiKey } from './api-key.js';
import { CALLER_COLUMNS } from './caller-directory.js';
import type { Caller } from './caller.js';
import { CALLER_ROLES } from './roles.js';

const MAX_REMEMBERED = 10_000;

/**
 * Tells who holds a key. Holders are remembered at the revision the feed has applied and forgotten with any change
 * of their caller, so an ended key ends when its revision is applied. While the feed is not fresh, the database
 * is asked every time. Keys that nobody holds are never remembered.
 */
@Injectable()
export class KeyRing implements FeedListener {
  private readonly holders = new Map<string, Caller>();

  constructor(
    private readonly queries: PreparedQueries,
    private readonly feed: ChangeFeed,
  ) {
    feed.listen(this);
  }

  /** @throws UnauthenticatedError when the key is malformed, unknown or ended; UnavailableError. */
  async authenticate(key: string): Promise<Caller> {
    if (!API_KEY_PATTERN.test(key)) {
      throw unknownKey();
    }
    const hash = hashApiKey(key);
    return this.recall(hash) ?? (await this.find(hash));
  }

  private recall(hash: Buffer): Caller | null {
    const caller = this.holders.get(hash.toString('base64'));
    return caller === undefined || this.feed.memoryRevision(caller.tenant) === null ? null : caller;
  }

  private async find(hash: Buffer): Promise<Caller> {
    const [row] = await this.queries.run<Caller & { revision: number }>(FIND, [hash]);
    if (row === undefined) {
      throw unknownKey();
    }
    const { revision, ...found } = row;
    const caller = found.isBootstrap ? { ...found, roles: CALLER_ROLES } : found;
    this.feed.follow(caller.tenant, revision);
    this.feed.notice(caller.tenant, revision);
    if (this.feed.appliedRevision(caller.tenant) === revision) {
      this.remember(hash, caller);
    }
    return caller;
  }

  private remember(hash: Buffer, caller: Caller): void {
    if (this.holders.size >= MAX_REMEMBERED) {
      this.holders.clear();
    }
    this.holders.set(hash.toString('base64'), caller);
  }

  apply({ tenant, entity, key }: FeedChange): void {
    if (entity === 'caller') {
      this.forget(({ id }) => id === key);
    } else if (entity === 'tenant') {
      this.reset(tenant);
    }
  }

  reset(tenant: string): void {
    this.forget((caller) => caller.tenant === tenant);
  }

  private forget(isOutdated: (caller: Caller) => boolean): void {
    for (const [hash, caller] of this.holders) {
      if (isOutdated(caller)) {
        this.holders.delete(hash);
      }
    }
  }
}

function unknownKey(): UnauthenticatedError {
  return new UnauthenticatedError('caller.unauthenticated', 'the key is not valid');
}

const FIND = {
  name: 'caller-by-key',
  text: `
  SELECT ${CALLER_COLUMNS}, t.revision
  FROM caller_keys k
    JOIN callers c ON c.tenant_id = k.tenant_id AND c.id = k.caller_id
    JOIN tenants t ON t.id = c.tenant_id
    LEFT JOIN identities i ON i.tenant_id = c.tenant_id AND i.uid = c.identity_uid
  WHERE k.hash = $1 AND k.ended_at IS NULL AND c.ended_at IS NULL AND t.ended_at IS NULL`,
};
