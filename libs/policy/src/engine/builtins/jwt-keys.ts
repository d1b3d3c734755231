import {
  createPublicKey,
  createSecretKey,
  X509Certificate,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { BuiltinError } from './builtin-error.js';

/** A key that a token may be verified with; null for one of a kind that verifies nothing. */
export interface VerificationKey {
  readonly key: KeyObject | null;
  readonly alg: string;
  readonly kid: string;
}

/** Those of OPA 1.4.2; it does not know EdDSA. */
export const ALGORITHMS: ReadonlySet<string> = new Set(
  'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 HS256 HS384 HS512'.split(' '),
);

const PEM = /-----BEGIN ([A-Z0-9 ]+)-----\r?\n[\s\S]*?-----END \1-----[ \t\r]*\n?/u;
/** Texts whose keys are kept: reading a key takes longer than verifying with it. */
const MAX_KEPT = 64;
const kept = new Map<string, readonly VerificationKey[]>();

/** Keys of a certificate or public key in PEM, or of a JWK or JWK set. */
export function verificationKeys(text: string): readonly VerificationKey[] {
  let keys = kept.get(text);
  if (keys === undefined) {
    keys = readOrRefuse(() => readKeys(text));
    if (kept.size >= MAX_KEPT) {
      kept.delete(kept.keys().next().value ?? '');
    }
    kept.set(text, keys);
  }
  return keys;
}

function readKeys(text: string): readonly VerificationKey[] {
  const pem = PEM.exec(text);
  if (pem === null) {
    return jwksIn(text)
      .map((jwk) => ({ key: keyOf(jwk), alg: jwk.alg ?? '', kid: jwk.kid ?? '' }))
      .filter(({ alg }) => alg === '' || ALGORITHMS.has(alg));
  }
  if (pem.index + pem[0].length < text.length) {
    throw new BuiltinError('extra data after a PEM certificate block');
  }
  switch (pem[1]) {
    case 'CERTIFICATE':
      return [{ key: new X509Certificate(text).publicKey, alg: '', kid: '' }];
    case 'PUBLIC KEY':
      return [{ key: createPublicKey(text), alg: '', kid: '' }];
    case undefined:
    default:
      throw new BuiltinError('failed to extract a Key from the PEM certificate');
  }
}

export type Jwk = JsonWebKey & { readonly alg?: string; readonly kid?: string };

/** The keys of a JWK or a JWK set. */
export function jwksIn(text: string): readonly Jwk[] {
  const value = JSON.parse(text) as { readonly keys?: readonly Jwk[] } & Jwk;
  const keys = value.keys ?? [value];
  if (keys.length === 0 || !keys.every((each) => typeof each.kty === 'string')) {
    throw new BuiltinError('failed to parse a JWK key (set)');
  }
  return keys;
}

/** Go's library verifies nothing with a private key. */
function keyOf(jwk: Jwk): KeyObject | null {
  if (jwk.kty === 'oct') {
    return createSecretKey(Buffer.from(jwk.k ?? '', 'base64url'));
  }
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  return jwk.d === undefined ? key : null;
}

/** What cannot be read as a key is an error of the policy, not of ours. */
export function readOrRefuse<T>(read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    throw thrown instanceof BuiltinError ? thrown : new BuiltinError('no usable key');
  }
}
