import { constants, createHmac, createSecretKey, verify, type KeyObject } from 'node:crypto';
import { BuiltinError } from './builtin-error.js';
import { isSame } from './crypto.js';
import { ALGORITHMS, verificationKeys, type VerificationKey } from './jwt-keys.js';
import { fromBase64Url, parseToken, readHeader, splitToken } from './jwt-token.js';

const HASHES: Readonly<Record<string, string>> = { 256: 'sha256', 384: 'sha384', 512: 'sha512' };

/** Whether a key of the text made the token's signature, by this algorithm whatever the header says. */
export function isSignedBy(algorithm: string, token: string, keyText: string): boolean {
  if (algorithm.startsWith('HS')) {
    const { signed, signature } = splitToken(token);
    return matches(algorithm, { key: createSecretKey(keyText, 'utf8'), signed, signature });
  }
  const { signed, signature, header } = parseToken(token);
  const { kid, alg } = readHeader(header);
  return isSignedByOne(verificationKeys(keyText), { kid, alg, algorithm, signed, signature });
}

interface Signed {
  readonly kid: string;
  /** As the header says. */
  readonly alg: string;
  /** To verify by. */
  readonly algorithm: string;
  readonly signed: string;
  readonly signature: string;
}

/** A key that bears the token's `kid` is the only one tried; else each that is not for another algorithm. */
export function isSignedByOne(
  keys: readonly VerificationKey[],
  { kid, alg, algorithm, signed, signature }: Signed,
): boolean {
  if (!ALGORITHMS.has(algorithm)) {
    throw new BuiltinError('unknown JWS algorithm');
  }
  const named = kid === '' ? undefined : keys.find((each) => each.kid === kid);
  const tried =
    named === undefined ? keys.filter((each) => each.alg === '' || each.alg === alg) : [named];
  return tried.some(({ key }) => key !== null && matches(algorithm, { key, signed, signature }));
}

interface Proof {
  readonly key: KeyObject;
  readonly signed: string;
  readonly signature: string;
}

/** False also when the key is of another kind. */
export function matches(algorithm: string, { key, signed, signature }: Proof): boolean {
  const bytes = fromBase64Url(signature);
  const hash = HASHES[algorithm.slice(2)];
  const data = Buffer.from(signed);
  switch (algorithm.slice(0, 2)) {
    case 'HS':
      return (
        key.type === 'secret' &&
        isSame(
          bytes,
          createHmac(hash ?? '', key)
            .update(data)
            .digest(),
        )
      );
    case 'RS':
      return key.asymmetricKeyType === 'rsa' && verify(hash, data, key, bytes);
    case 'PS':
      return key.asymmetricKeyType === 'rsa' && verify(hash, data, pss(key), bytes);
    default:
      return key.asymmetricKeyType === 'ec' && isEcdsa(key, { hash, data, bytes });
  }
}

function pss(key: KeyObject): Parameters<typeof verify>[2] {
  const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_AUTO: saltLength } = constants;
  return { key, padding, saltLength };
}

const CURVE_BYTES: Readonly<Record<string, number>> = {
  prime256v1: 32,
  secp384r1: 48,
  secp521r1: 66,
  secp224r1: 28,
};

interface EcdsaProof {
  readonly hash: string | undefined;
  readonly data: Buffer;
  readonly bytes: Buffer;
}

/** Go takes the two halves for numbers, however long they are, and any curve with any hash. */
function isEcdsa(key: KeyObject, { hash, data, bytes }: EcdsaProof): boolean {
  const size = CURVE_BYTES[key.asymmetricKeyDetails?.namedCurve ?? ''];
  const middle = Math.floor(bytes.length / 2);
  const halves = [bytes.subarray(0, middle), bytes.subarray(middle)];
  if (
    size === undefined ||
    halves.some((half) => half.length > size && half.subarray(0, -size).some(Boolean))
  ) {
    return false;
  }
  const signature = Buffer.concat(
    halves.map((half) => Buffer.concat([Buffer.alloc(size), half]).subarray(-size)),
  );
  return verify(hash, data, { key, dsaEncoding: 'ieee-p1363' }, signature);
}
