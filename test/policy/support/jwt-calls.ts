import { createHmac, generateKeyPairSync, sign, constants, type KeyObject } from 'node:crypto';
import type { Json } from '@legate/core';
import fc from 'fast-check';

const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 });
const EC = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const OTHER = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const SECRET = 'a secret of some length';

const base64url = (value: Json): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function signature(alg: string, data: Buffer): Buffer {
  const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_DIGEST: saltLength } = constants;
  switch (alg.slice(0, 2)) {
    case 'HS':
      return createHmac(`sha${alg.slice(2)}`, SECRET)
        .update(data)
        .digest();
    case 'RS':
      return sign(`sha${alg.slice(2)}`, data, RSA.privateKey);
    case 'PS':
      return sign(`sha${alg.slice(2)}`, data, { key: RSA.privateKey, padding, saltLength });
    default:
      return sign(`sha${alg.slice(2)}`, data, { key: EC.privateKey, dsaEncoding: 'ieee-p1363' });
  }
}

const header = fc.record(
  {
    alg: fc.constantFrom('HS256', 'HS512', 'RS256', 'PS384', 'ES256', 'none', 'EdDSA'),
    kid: fc.constantFrom('k1', 'k2', ''),
    typ: fc.constantFrom('JWT', 'x'),
    crit: fc.constantFrom<Json>(['exp'], ['kid'], []),
    enc: fc.constant('A128GCM'),
    extra: fc.constant(1),
  },
  { requiredKeys: ['alg', 'kid', 'typ'] },
);
const seldom = fc.integer({ min: 0, max: 9 }).map((draw) => draw === 0);
const payload = fc.record(
  {
    iss: fc.constantFrom('me', 'you'),
    aud: fc.constantFrom<Json>('us', ['us', 'them'], []),
    exp: fc.constantFrom<Json>(1000, 2000, 1500.5, 'x'),
    nbf: fc.constantFrom<Json>(1000, 2000),
    '<&>': fc.constant(1.0),
  },
  { requiredKeys: [] },
);

/** Tokens, signed by one of our keys unless spoilt. */
export const token: fc.Arbitrary<Json> = fc
  .tuple(header, payload, seldom, seldom, seldom)
  .map(([{ crit, enc, ...head }, body, isCritical, isEncrypted, isSpoilt]) => {
    const full = {
      ...head,
      ...(isCritical && { crit: crit ?? [] }),
      ...(isEncrypted && { enc: enc ?? '' }),
    };
    const signed = `${base64url(full)}.${base64url(body)}`;
    const bytes = signature(
      /^(?:none|EdDSA)$/u.test(head.alg) ? 'HS256' : head.alg,
      Buffer.from(signed),
    );
    bytes[3] = (bytes[3] ?? 0) ^ Number(isSpoilt);
    return `${signed}.${bytes.toString('base64url')}`;
  });

const jwk = (key: KeyObject, more = {}): Json => ({
  ...(key.export({ format: 'jwk' }) as Record<string, Json>),
  ...more,
});
const pem = (key: KeyObject): string => String(key.export({ format: 'pem', type: 'spki' }));
const set = (...keys: Json[]): string => JSON.stringify({ keys });

/** Public keys as texts; some of another kind, some that are none. */
export const keyText: fc.Arbitrary<string> = fc.constantFrom(
  pem(RSA.publicKey),
  pem(EC.publicKey),
  `${pem(EC.publicKey)}x`,
  pem(OTHER.publicKey),
  JSON.stringify(jwk(RSA.publicKey)),
  set(
    jwk(RSA.publicKey, { kid: 'k1', alg: 'RS256' }),
    jwk(EC.publicKey, { kid: 'k2', alg: 'ES256' }),
  ),
  set(jwk(EC.publicKey, { alg: 'ES256' }), jwk(RSA.publicKey, { alg: 'PS384' })),
  set(jwk(OTHER.publicKey, { kid: 'k1' }), jwk(EC.publicKey)),
  set(jwk(RSA.publicKey), jwk(EC.publicKey, { alg: 'unknown' })),
  set(),
  JSON.stringify(jwk(EC.privateKey)),
  '{',
  '',
  SECRET,
);

export const secret = fc.constantFrom(SECRET, 'another', '');

/** With the time always, since OPA would otherwise look at its clock. */
export const constraints: fc.Arbitrary<Json> = fc.record(
  {
    cert: keyText,
    secret,
    alg: fc.constantFrom('RS256', 'ES256', 'HS256'),
    iss: fc.constantFrom('me', 'you'),
    aud: fc.constantFrom('us', 'them'),
    time: fc.constantFrom(1500e9, 1000e9, 1999.5e9, -1),
  },
  { requiredKeys: ['time'] },
);

/** Keys to sign with, of which the signatures are always the same. */
export const signingKey: fc.Arbitrary<Json> = fc.constantFrom(
  { kty: 'oct', k: Buffer.from(SECRET).toString('base64url') },
  jwk(RSA.privateKey),
  jwk(RSA.publicKey),
  {},
);
export const signingHeader: fc.Arbitrary<Json> = fc.constantFrom<Json>(
  ...[
    { alg: 'HS256', typ: 'JWT' },
    { alg: 'HS512' },
    { alg: 'RS256', typ: 'x' },
    { alg: 'RS384', typ: 'JWT' },
    { alg: 'x' },
    {},
  ],
);
export const signedPayload: fc.Arbitrary<Json> = payload.map((body) => body as Json);
