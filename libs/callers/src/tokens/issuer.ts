/** Signature algorithms that an issuer can be allowed: asymmetric ones only (RFC 8725 section 3.1). */
export const TOKEN_ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
] as const;

/** What tokens of an issuer may prove: who calls, or for whom and by whom is asked. */
export const TOKEN_PURPOSES = ['caller', 'subject'] as const;
export type TokenPurpose = (typeof TOKEN_PURPOSES)[number];

export const DEFAULT_TOKEN_TYPES: readonly string[] = ['JWT', 'at+jwt'];
export const DEFAULT_CLOCK_SKEW_SECONDS = 60;
export const MAX_CLOCK_SKEW_SECONDS = 300;

/** A public key as a JWK (RFC 7517). */
export type PublicJwk = Readonly<Record<string, unknown>>;

export interface IssuerInput {
  /** `iss` of its tokens, byte by byte. */
  readonly issuer: string;
  readonly purposes: readonly TokenPurpose[];
  /** Where its keys are, or the keys themselves. */
  readonly jwksUri?: string | undefined;
  readonly jwks?: { readonly keys: readonly PublicJwk[] } | undefined;
  /** A token must name one of them in `aud`. */
  readonly audiences: readonly string[];
  readonly algorithms: readonly string[];
  /** Accepted `typ` values; a token without one counts as `JWT`. */
  readonly types?: readonly string[] | undefined;
  readonly clockSkewSeconds?: number | undefined;
  /** Longest time since `iat`; without it, `exp` alone bounds a token. */
  readonly maxAgeSeconds?: number | undefined;
  /** Whether a token may be used once only, told by its `jti`. */
  readonly singleUse?: boolean | undefined;
  /** Further namespaces that its tokens may name actors in (`act.iss`). */
  readonly actorIssuers?: readonly string[] | undefined;
}

/** An issuer of tokens as it is stored. */
export interface Issuer extends IssuerInput {
  readonly id: string;
  /** Revision of its last write. */
  readonly revision: number;
}
