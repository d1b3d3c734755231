import { isVisibleId, PdpError } from '@legate/core';
import { ChangeFeed } from '@legate/directory';
import { Injectable } from '@nestjs/common';
import { decodeJwt, errors, jwtVerify } from 'jose';
import type { JWTPayload, JWTVerifyResult } from 'jose';
import { IssuerRegistry } from './issuer-registry.js';
import { DEFAULT_CLOCK_SKEW_SECONDS, DEFAULT_TOKEN_TYPES } from './issuer.js';
import type { Issuer, TokenPurpose } from './issuer.js';
import { KeySets } from './key-sets.js';
import { UsedTokens } from './used-tokens.js';

export const MAX_TOKEN_BYTES = 8192;
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** A token that is not believed, and why; for the one who sent it. */
export class TokenRefused extends Error {}

export interface VerifiedToken {
  readonly issuer: Issuer;
  readonly subject: string;
  readonly claims: JWTPayload;
}

/**
 * Verifies JWTs of the issuers that a tenant believes (RFC 7519, RFC 8725). Keys come from the issuer's record alone:
 * `jwk`, `jku` and `x5u` of a token's header are never looked at. Times are held against the database's clock.
 */
@Injectable()
export class TokenVerifier {
  constructor(
    private readonly issuers: IssuerRegistry,
    private readonly keys: KeySets,
    private readonly used: UsedTokens,
    private readonly feed: ChangeFeed,
  ) {}

  /** @throws TokenRefused; UnavailableError */
  async verify(tenant: string, purpose: TokenPurpose, token: string): Promise<VerifiedToken> {
    const issuer = await this.findIssuer(tenant, purpose, token);
    const now = this.feed.now();
    if (now === null) {
      throw new TokenRefused('the time is not known');
    }
    const { payload, protectedHeader } = await this.checkSignature(tenant, issuer, { token, now });
    requireType(issuer, protectedHeader.typ);
    requireIssuedBefore(issuer, payload, now);
    const { sub } = payload;
    if (typeof sub !== 'string' || !isVisibleId(sub)) {
      throw new TokenRefused('sub is not an id');
    }
    await this.useUp(tenant, issuer, payload);
    return { issuer, subject: sub, claims: payload };
  }

  private async findIssuer(tenant: string, purpose: TokenPurpose, token: string): Promise<Issuer> {
    if (token.length > MAX_TOKEN_BYTES || !COMPACT.test(token)) {
      throw new TokenRefused(`a token is a signed JWT of at most ${MAX_TOKEN_BYTES} bytes`);
    }
    const iss = readIssuer(token);
    const issuer = isVisibleId(iss) ? await this.issuers.find(tenant, iss) : null;
    if (issuer?.purposes.includes(purpose) !== true) {
      throw new TokenRefused('the issuer is not one that is believed');
    }
    return issuer;
  }

  private async checkSignature(
    tenant: string,
    issuer: Issuer,
    { token, now }: { readonly token: string; readonly now: number },
  ): Promise<JWTVerifyResult> {
    const { maxAgeSeconds } = issuer;
    try {
      return await jwtVerify(token, this.keys.of(tenant, issuer), {
        issuer: issuer.issuer,
        audience: [...issuer.audiences],
        algorithms: [...issuer.algorithms],
        clockTolerance: skewOf(issuer),
        currentDate: new Date(now),
        requiredClaims: ['sub', 'exp'],
        ...(maxAgeSeconds !== undefined && { maxTokenAge: maxAgeSeconds }),
      });
    } catch (cause) {
      throw toRefusal(cause);
    }
  }

  private async useUp(tenant: string, issuer: Issuer, { jti, exp = 0 }: JWTPayload): Promise<void> {
    if (issuer.singleUse !== true) {
      return;
    }
    if (typeof jti !== 'string' || jti === '') {
      throw new TokenRefused('jti is missing');
    }
    const until = (exp + skewOf(issuer) + 1) * 1000;
    if (!(await this.used.use(tenant, { issuer: issuer.issuer, jti, until }))) {
      throw new TokenRefused('the token was used before');
    }
  }
}

function readIssuer(token: string): string {
  try {
    const { iss } = decodeJwt(token);
    return typeof iss === 'string' ? iss : '';
  } catch {
    return '';
  }
}

function skewOf({ clockSkewSeconds }: Issuer): number {
  return clockSkewSeconds ?? DEFAULT_CLOCK_SKEW_SECONDS;
}

/** Explicit typing keeps one kind of token from passing for another (RFC 8725 section 3.11). */
function requireType({ types = DEFAULT_TOKEN_TYPES }: Issuer, typ: unknown): void {
  const given = normaliseType(typ ?? 'JWT');
  if (!types.some((type) => normaliseType(type) === given)) {
    throw new TokenRefused('typ is not one that is accepted');
  }
}

/** RFC 7515 section 4.1.9. */
function normaliseType(type: unknown): string {
  return String(type)
    .toLowerCase()
    .replace(/^application\//, '');
}

function requireIssuedBefore(issuer: Issuer, { iat }: JWTPayload, now: number): void {
  if (iat !== undefined && !(iat * 1000 <= now + skewOf(issuer) * 1000)) {
    throw new TokenRefused('the token was issued in the future');
  }
}

/** Whatever jose or the keys throw is a refusal; what our own parts throw stays as it is. */
function toRefusal(cause: unknown): unknown {
  if (cause instanceof PdpError) {
    return cause;
  }
  const reason = cause instanceof errors.JOSEError ? REASONS[cause.code] : undefined;
  return new TokenRefused(reason ?? 'the token cannot be verified', { cause });
}

const REASONS: Readonly<Record<string, string>> = {
  ERR_JWT_EXPIRED: 'the token has expired',
  ERR_JWT_CLAIM_VALIDATION_FAILED: 'a claim is missing, wrong, or not for us or for now',
  ERR_JOSE_ALG_NOT_ALLOWED: 'the algorithm is not one that is allowed',
  ERR_JWKS_NO_MATCHING_KEY: 'the issuer has no such key',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'the signature is wrong',
};
