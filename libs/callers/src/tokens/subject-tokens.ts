import { ForbiddenError, isJsonObject, isVisibleId, MAX_ACT_DEPTH } from '@legate/core';
import type { IdentityKind, Json } from '@legate/core';
import { ChangeFeed, FollowedMap } from '@legate/directory';
import type { Alias } from '@legate/directory';
import { PreparedQueries } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import type { ForwardedToken, MappedIdentity } from './forwarded-token.js';
import type { Issuer } from './issuer.js';
import { TokenRefused, TokenVerifier } from './token-verifier.js';
import type { VerifiedToken } from './token-verifier.js';

const MAX_REMEMBERED = 50_000;

interface StoredIdentity extends MappedIdentity {
  /** ms since the epoch: tokens issued before are void. */
  readonly notBefore: number | null;
}

/** Verifies tokens that callers forward, and maps whom they name to stored identities, by their aliases. */
@Injectable()
export class SubjectTokens {
  private readonly aliases: FollowedMap<StoredIdentity>;

  constructor(
    private readonly verifier: TokenVerifier,
    private readonly queries: PreparedQueries,
    private readonly feed: ChangeFeed,
  ) {
    this.aliases = new FollowedMap(feed, { max: MAX_REMEMBERED, entities: ['identity'] });
  }

  /**
   * @param minRevision least revision that the aliases are looked up at, as far as it can be waited for; the decision
   * denies when it cannot.
   * @throws ForbiddenError `token.invalid`, `token.unmapped`; UnavailableError
   */
  async verify(tenant: string, raw: string, minRevision: number): Promise<ForwardedToken> {
    try {
      await this.feed.catchUp(tenant, minRevision);
      const token = await this.verifier.verify(tenant, 'subject', raw);
      return { raw, ...(await this.map(tenant, token)) };
    } catch (cause) {
      throw cause instanceof TokenRefused
        ? new ForbiddenError('token.invalid', cause.message, { cause })
        : cause;
    }
  }

  private async map(
    tenant: string,
    { issuer, subject: sub, claims }: VerifiedToken,
  ): Promise<Omit<ForwardedToken, 'raw'>> {
    const subject = await this.require(tenant, { issuer: issuer.issuer, subject: sub }, claims.iat);
    const named = readActor(issuer, claims['act'] as Json | undefined, 'act');
    const actor = named === null ? null : await this.require(tenant, named, claims.iat);
    if (actor?.kind === 'user' && !isSame(actor, subject)) {
      throw new TokenRefused('a user acts for nobody');
    }
    const may = readActor(issuer, claims['may_act'] as Json | undefined, 'may_act');
    const mayAct = may === null ? null : ((await this.find(tenant, may)) ?? 'nobody');
    return { subject, actor, mayAct };
  }

  /** @throws ForbiddenError `token.unmapped`; TokenRefused when it is from before the identity's not-before mark */
  private async require(
    tenant: string,
    alias: Alias,
    issuedAt: number | undefined,
  ): Promise<MappedIdentity> {
    const found = await this.find(tenant, alias);
    if (found === null) {
      throw new ForbiddenError('token.unmapped', 'the token names somebody who is not known here');
    }
    if (found.notBefore !== null && !((issuedAt ?? -1) * 1000 >= found.notBefore)) {
      throw new TokenRefused('the token is from before the not-before mark');
    }
    return found;
  }

  private async find(tenant: string, { issuer, subject }: Alias): Promise<StoredIdentity | null> {
    const key = JSON.stringify([issuer, subject]);
    const known = this.aliases.recall(tenant, key);
    if (known !== undefined) {
      return known;
    }
    const [row] = await this.queries.run<IdentityColumns>(FIND, [tenant, issuer, subject]);
    if (row === undefined) {
      return null;
    }
    const { kind, id, notBefore, revision } = row;
    const value = { kind, id, issuer, subject, notBefore };
    this.aliases.keep(tenant, key, { value, revision });
    return value;
  }
}

/** The outermost one; what is nested is history and counts for nothing (RFC 8693 section 4.1, DEL-2). */
function readActor(issuer: Issuer, claim: Json | undefined, name: string): Alias | null {
  if (claim === undefined) {
    return null;
  }
  if (!isJsonObject(claim) || depthOf(claim) > MAX_ACT_DEPTH) {
    throw new TokenRefused(`${name} is not an actor, or nests too deep`);
  }
  const { sub, iss = issuer.issuer } = claim;
  if (typeof sub !== 'string' || !isVisibleId(sub) || typeof iss !== 'string') {
    throw new TokenRefused(`${name} is not an actor`);
  }
  if (!maySpeakFor(issuer, iss)) {
    throw new TokenRefused(`${name}.iss is not one that the issuer may speak for`);
  }
  return { issuer: iss, subject: sub };
}

/** The pair names the actor (DEL-10), and an issuer speaks for its own namespace, or for those it is given. */
function maySpeakFor({ issuer, actorIssuers = [] }: Issuer, namespace: string): boolean {
  return namespace === issuer || actorIssuers.includes(namespace);
}

function depthOf(act: Json): number {
  let depth = 0;
  for (let at: Json | undefined = act; isJsonObject(at) && depth <= MAX_ACT_DEPTH; at = at['act']) {
    depth += 1;
  }
  return depth;
}

function isSame(one: MappedIdentity, other: MappedIdentity): boolean {
  return one.kind === other.kind && one.id === other.id;
}

interface IdentityColumns {
  readonly kind: IdentityKind;
  readonly id: string;
  readonly notBefore: number | null;
  readonly revision: number;
}

const FIND = {
  name: 'identity-by-alias',
  text: `
  SELECT i.kind, i.id, (extract(epoch FROM i.not_before) * 1000)::float8 AS "notBefore", t.revision
  FROM identity_aliases a
    JOIN identities i ON i.tenant_id = a.tenant_id AND i.uid = a.identity_uid
    JOIN tenants t ON t.id = a.tenant_id
  WHERE a.tenant_id = $1 AND a.issuer = $2 AND a.subject = $3 AND t.ended_at IS NULL`,
};
