import { UnauthenticatedError } from '@legate/core';
import { ChangeFeed } from '@legate/directory';
import type { FeedChange, FeedListener } from '@legate/directory';
import { PreparedQueries } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { API_KEY_PATTERN, fingerprintOf } from './api-key.js';
import { CALLER_COLUMNS, toCaller } from './caller-rows.js';
import type { CallerColumns } from './caller-rows.js';
import type { Caller } from './caller.js';
import { CredentialUses } from './credential-uses.js';
import { KeyUseRecorder } from './key-use-recorder.js';
import type { CallerRole } from './roles.js';

const MAX_REMEMBERED = 10_000;

/** A key and who holds it. */
interface Holder {
  readonly caller: Caller;
  readonly keyId: string;
  /** ms since the epoch; null for one that does not expire. */
  readonly expiresAt: number | null;
  /** The round of the use recorder in which it was last noted. */
  notedIn: number;
}

interface KeyRow extends CallerColumns {
  readonly revision: number;
  readonly keyId: string;
  readonly keyRoles: readonly CallerRole[] | null;
  readonly expiresAt: number | null;
}

/**
 * Tells who holds a key. Holders are remembered at the revision the feed has applied and forgotten with any change
 * of their caller, so an ended key ends when its revision is applied; one that expires does so by the database's
 * clock. While the feed is not fresh, the database is asked every time. Keys that nobody holds are never remembered.
 */
@Injectable()
export class KeyRing implements FeedListener {
  private readonly holders = new Map<string, Holder>();

  constructor(
    private readonly queries: PreparedQueries,
    private readonly feed: ChangeFeed,
    private readonly uses: KeyUseRecorder,
    private readonly firstUses: CredentialUses,
  ) {
    feed.listen(this);
  }

  /**
   * At once when the holder is remembered.
   *
   * @throws UnauthenticatedError when the key is malformed, unknown, ended or expired; UnavailableError.
   */
  authenticate(key: string): Caller | Promise<Caller> {
    if (!API_KEY_PATTERN.test(key)) {
      throw unknownKey();
    }
    const fingerprint = fingerprintOf(key);
    const holder = this.recall(fingerprint);
    return holder === null ? this.authenticateUnknown(fingerprint) : this.used(holder);
  }

  private async authenticateUnknown(fingerprint: string): Promise<Caller> {
    return this.used(await this.find(fingerprint));
  }

  private used(holder: Holder): Caller {
    if (holder.notedIn !== this.uses.round) {
      this.note(holder);
    }
    return holder.caller;
  }

  private recall(fingerprint: string): Holder | null {
    const holder = this.holders.get(fingerprint);
    if (holder === undefined || this.feed.memoryRevision(holder.caller.tenant) === null) {
      return null;
    }
    if (holder.expiresAt !== null && (this.feed.now() ?? Infinity) >= holder.expiresAt) {
      throw unknownKey();
    }
    return holder;
  }

  private note(holder: Holder): void {
    const now = this.feed.now();
    if (now !== null) {
      holder.notedIn = this.uses.round;
      this.uses.note(holder.keyId, now);
      const { caller, keyId } = holder;
      this.firstUses.note({ caller, credential: `key:${keyId}` }, now);
    }
  }

  private async find(fingerprint: string): Promise<Holder> {
    const values = [Buffer.from(fingerprint, 'base64')];
    const [row] = await this.queries.run<KeyRow>(FIND, values);
    if (row === undefined) {
      throw unknownKey();
    }
    const { revision, keyId, keyRoles, expiresAt, tenant } = row;
    const holder = { caller: toCaller(row, keyRoles), keyId, expiresAt, notedIn: 0 };
    this.feed.follow(tenant, revision);
    this.feed.notice(tenant, revision);
    if (this.feed.appliedRevision(tenant) === revision) {
      this.remember(fingerprint, holder);
    }
    return holder;
  }

  private remember(fingerprint: string, holder: Holder): void {
    if (this.holders.size >= MAX_REMEMBERED) {
      this.holders.clear();
    }
    this.holders.set(fingerprint, holder);
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
    for (const [fingerprint, { caller }] of this.holders) {
      if (isOutdated(caller)) {
        this.holders.delete(fingerprint);
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
  SELECT ${CALLER_COLUMNS}, t.revision, k.id AS "keyId", k.roles AS "keyRoles",
    (extract(epoch FROM k.expires_at) * 1000)::float8 AS "expiresAt"
  FROM caller_keys k
    JOIN callers c ON c.tenant_id = k.tenant_id AND c.id = k.caller_id
    JOIN tenants t ON t.id = c.tenant_id
    LEFT JOIN identities i ON i.tenant_id = c.tenant_id AND i.uid = c.identity_uid
  WHERE k.hash = $1 AND k.ended_at IS NULL AND c.ended_at IS NULL AND t.ended_at IS NULL
    AND (k.expires_at IS NULL OR k.expires_at > clock_timestamp())`,
};
