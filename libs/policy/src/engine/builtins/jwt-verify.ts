import { createSecretKey } from 'node:crypto';
import { BuiltinError } from './builtin-error.js';
import { compareNumbers } from './compare.js';
import { textOf } from './encoding.js';
import { ALGORITHMS, verificationKeys, type VerificationKey } from './jwt-keys.js';
import { isSignedByOne, matches } from './jwt-signature.js';
import {
  fromBase64Url,
  objectIn,
  parseToken,
  readHeader,
  type Token,
  type TokenHeader,
} from './jwt-token.js';
import { number, object, text } from './operands.js';
import { isArray, RegoNumber, RegoObject, type RegoValue } from './rego-value.js';

const UNVERIFIED: RegoValue = [false, new RegoObject([]), new RegoObject([])];
/** Tokens within tokens. */
const MAX_NESTING = 8;

interface Constraints {
  readonly keys?: readonly VerificationKey[];
  readonly secret: string;
  readonly alg: string;
  readonly iss: string;
  readonly aud: string;
  /** Seconds since 1970; undefined when the policy names no time. */
  readonly time: RegoNumber | undefined;
}

/**
 * `io.jwt.decode_verify`. The only clock is the one of the input: a token that has a time of its own is undefined
 * unless the constraints say what time it is.
 */
export function decodeVerify(token?: RegoValue, given?: RegoValue): RegoValue {
  const constraints = readConstraints(object(given));
  let encoded = text(token);
  for (let depth = 0; depth < MAX_NESTING; depth += 1) {
    const parsed = parseToken(encoded);
    const header = readHeader(parsed.header);
    if (!header.isValid || (constraints.alg !== '' && constraints.alg !== header.alg)) {
      return UNVERIFIED;
    }
    if (!isSigned(parsed, header, constraints)) {
      return UNVERIFIED;
    }
    if (header.cty.toUpperCase() !== 'JWT') {
      const payload = objectIn(parsed.payload);
      return meets(payload, constraints) ? [true, parsed.header, payload] : UNVERIFIED;
    }
    encoded = textOf(fromBase64Url(parsed.payload));
  }
  throw new BuiltinError('tokens within tokens');
}

function isSigned(token: Token, { kid, alg }: TokenHeader, { keys, secret }: Constraints): boolean {
  const { signed, signature } = token;
  if (keys !== undefined) {
    return isSignedByOne(keys, { kid, alg, algorithm: alg, signed, signature });
  }
  if (!alg.startsWith('HS') || !ALGORITHMS.has(alg)) {
    throw new BuiltinError('not an algorithm for a secret');
  }
  return matches(alg, { key: createSecretKey(secret, 'utf8'), signed, signature });
}

function readConstraints(given: RegoObject): Constraints {
  const known = ['cert', 'secret', 'alg', 'iss', 'aud', 'time'];
  if (given.entries.some(([key]) => typeof key !== 'string' || !known.includes(key))) {
    throw new BuiltinError('unknown token validation constraint');
  }
  const textAt = (name: string): string =>
    text(given.get(name) ?? (given.get(name) === null ? null : ''));
  const hasKeys = given.get('cert') !== undefined;
  const secret = textAt('secret');
  if (hasKeys === (secret !== '')) {
    throw new BuiltinError('there must be one key constraint');
  }
  const time = given.get('time');
  return {
    ...(hasKeys && { keys: verificationKeys(textAt('cert')) }),
    secret,
    alg: textAt('alg'),
    iss: textAt('iss'),
    aud: textAt('aud'),
    time: time === undefined ? undefined : seconds(number(time)),
  };
}

function seconds({ value }: RegoNumber): RegoNumber {
  if (!Number.isFinite(value) || value < 0) {
    throw new BuiltinError('token time constraint: must not be negative');
  }
  return RegoNumber.of(value / 1e9);
}

function meets(payload: RegoObject, constraints: Constraints): boolean {
  if (constraints.iss !== '' && !isIssuer(payload.get('iss'), constraints.iss)) {
    return false;
  }
  const audience = payload.get('aud');
  if (audience === undefined ? constraints.aud !== '' : !isFor(audience, constraints.aud)) {
    return false;
  }
  const expires = timeClaim(payload, 'exp', constraints);
  if (expires !== undefined && compareNumbers(expires.now, expires.claim) >= 0) {
    return false;
  }
  const starts = timeClaim(payload, 'nbf', constraints);
  return starts === undefined || compareNumbers(starts.now, starts.claim) >= 0;
}

function isIssuer(claim: RegoValue | undefined, wanted: string): boolean {
  return claim !== undefined && text(claim) === wanted;
}

function isFor(audience: RegoValue, wanted: string): boolean {
  return audience === wanted || (isArray(audience) && audience.includes(wanted));
}

function timeClaim(
  payload: RegoObject,
  name: string,
  { time }: Constraints,
): { readonly claim: RegoNumber; readonly now: RegoNumber } | undefined {
  const claim = payload.get(name);
  if (claim === undefined) {
    return undefined;
  }
  if (time === undefined) {
    throw new BuiltinError(`the token has ${name}, and the constraints no time`);
  }
  return { claim: number(claim), now: time };
}
