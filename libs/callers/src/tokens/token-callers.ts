import { UnauthenticatedError } from '@legate/core';
import { ChangeFeed, FollowedMap } from '@legate/directory';
import type { Alias } from '@legate/directory';
import { PreparedQueries } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { CALLER_COLUMNS, toCaller } from '../caller-rows.js';
import type { CallerColumns } from '../caller-rows.js';
import type { Caller } from '../caller.js';
import { CredentialUses } from '../credential-uses.js';
import { TokenRefused, TokenVerifier } from './token-verifier.js';

const MAX_REMEMBERED = 10_000;

/**
 * Tells which caller a token or a certificate is of. Roles are those of the caller's record, never of a claim. A
 * change of the caller, or of the issuer, acts when its revision is applied.
 */
@Injectable()
export class TokenCallers {
  private readonly known: FollowedMap<Caller>;

  constructor(
    private readonly verifier: TokenVerifier,
    private readonly queries: PreparedQueries,
    private readonly feed: ChangeFeed,
    private readonly firstUses: CredentialUses,
  ) {
    this.known = new FollowedMap(feed, { max: MAX_REMEMBERED, entities: ['caller'] });
  }

  /** @throws UnauthenticatedError; UnavailableError */
  async authenticate(tenant: string, token: string): Promise<Caller> {
    try {
      const { issuer, subject } = await this.verifier.verify(tenant, 'caller', token);
      return await this.find(tenant, { issuer: issuer.issuer, subject });
    } catch (cause) {
      throw cause instanceof TokenRefused ? unknown(cause) : cause;
    }
  }

  /** The caller that is known by that SPIFFE id, whose certificate was verified. @throws UnauthenticatedError; UnavailableError */
  async withSpiffeId(tenant: string, id: string): Promise<Caller> {
    const [domain = ''] = /^spiffe:\/\/[^/]+/.exec(id) ?? [];
    return await this.find(tenant, { issuer: domain, subject: id });
  }

  private async find(tenant: string, alias: Alias): Promise<Caller> {
    const caller = await this.look(tenant, alias);
    const now = this.feed.now();
    if (now !== null) {
      const credential = `token:${alias.issuer} ${alias.subject}`;
      this.firstUses.note({ caller, credential }, now);
    }
    return caller;
  }

  private async look(tenant: string, { issuer, subject }: Alias): Promise<Caller> {
    const key = JSON.stringify([issuer, subject]);
    const known = this.known.recall(tenant, key);
    if (known !== undefined) {
      return known;
    }
    const values = [tenant, issuer, subject];
    const [row] = await this.queries.run<CallerColumns & { revision: number }>(FIND, values);
    if (row === undefined) {
      throw unknown();
    }
    const value = toCaller(row, null);
    this.known.keep(tenant, key, { value, revision: row.revision });
    return value;
  }
}

function unknown(cause?: unknown): UnauthenticatedError {
  return new UnauthenticatedError(
    'caller.unauthenticated',
    'the token or certificate is not valid',
    {
      cause,
    },
  );
}

const FIND = {
  name: 'caller-by-credential',
  text: `
  SELECT ${CALLER_COLUMNS}, t.revision
  FROM caller_credentials k
    JOIN callers c ON c.tenant_id = k.tenant_id AND c.id = k.caller_id
    JOIN tenants t ON t.id = c.tenant_id
    LEFT JOIN identities i ON i.tenant_id = c.tenant_id AND i.uid = c.identity_uid
  WHERE k.tenant_id = $1 AND k.issuer = $2 AND k.subject = $3 AND c.ended_at IS NULL AND t.ended_at IS NULL`,
};
