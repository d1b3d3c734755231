import { createPublicKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { HttpAnswer, HttpClient } from './http-client.js';

export interface SigningKey {
  readonly kid: string;
  readonly alg: 'RS256' | 'ES256';
  readonly privateKey: KeyObject;
  readonly publicJwk: Readonly<Record<string, unknown>>;
  readonly publicPem: string;
}

export function makeSigningKey(alg: SigningKey['alg'] = 'ES256'): SigningKey {
  const kid = randomUUID();
  const { privateKey, publicKey } =
    alg === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    kid,
    alg,
    privateKey,
    publicJwk: { ...publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig' },
    publicPem: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString(),
  };
}

export const AUDIENCE = 'https://pdp.example';

type Members = Readonly<Record<string, unknown>>;

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signs whatever it is told, also what no library would. A member that is undefined is left out. */
export function signToken(key: SigningKey, claims: Members, header: Members = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const all = { aud: AUDIENCE, iat: now, exp: now + 300, jti: randomUUID(), ...claims };
  const input = `${encode({ alg: key.alg, kid: key.kid, typ: 'JWT', ...header })}.${encode(all)}`;
  const dsaEncoding = 'ieee-p1363';
  const signature = sign('sha256', Buffer.from(input), { key: key.privateKey, dsaEncoding });
  return `${input}.${signature.toString('base64url')}`;
}

export const secondsFromNow = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

/** Makes a tenant believe the key's tokens. */
export async function putIssuer(
  admin: HttpClient,
  issuer: string,
  { keys, ...more }: { readonly keys: readonly SigningKey[] } & Members,
): Promise<HttpAnswer> {
  const id = encodeURIComponent(issuer.replace('https://', ''));
  return await admin.put(`/admin/v1/issuers/${id}`, {
    issuer,
    purposes: ['caller', 'subject'],
    jwks: { keys: keys.map(({ publicJwk }) => publicJwk) },
    audiences: [AUDIENCE],
    algorithms: ['RS256', 'ES256'],
    ...more,
  });
}
