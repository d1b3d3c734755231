import { createHmac, createPrivateKey, sign } from 'node:crypto';
import { BuiltinError } from './builtin-error.js';
import { textOf } from './encoding.js';
import { marshalJson } from './json-marshal.js';
import { parseJson } from './json-text.js';
import { ALGORITHMS, jwksIn, readOrRefuse } from './jwt-keys.js';
import { isSignedBy } from './jwt-signature.js';
import { fromBase64Url, objectIn, parseToken } from './jwt-token.js';
import { decodeVerify } from './jwt-verify.js';
import { text, type BuiltinFamily } from './operands.js';
import { RegoObject, type RegoValue } from './rego-value.js';

/** RFC 7515 and 7519. No token is accepted by a clock that the input does not carry. */
export const JWT: BuiltinFamily = {
  'io.jwt.decode': (token) => decode(text(token)),
  'io.jwt.decode_verify': decodeVerify,
  'io.jwt.encode_sign': (headers = null, payload = null, key = null) =>
    encodeSign(marshalJson(headers), marshalJson(payload), marshalJson(key)),
  'io.jwt.encode_sign_raw': (headers, payload, key) =>
    encodeSign(text(headers), text(payload), text(key)),
  ...Object.fromEntries(
    [...ALGORITHMS].map((algorithm) => [
      `io.jwt.verify_${algorithm.toLowerCase()}`,
      (token: RegoValue, key: RegoValue) => isSignedBy(algorithm, text(token), text(key)),
    ]),
  ),
};

function decode(value: string): RegoValue {
  const token = parseToken(value);
  const content = token.header.get('cty');
  if (content !== undefined && text(content) === 'JWT') {
    return decode(textOf(fromBase64Url(token.payload)).replace(/^["']+|["']+$/gu, ''));
  }
  return [token.header, objectIn(token.payload), fromBase64Url(token.signature).toString('hex')];
}

/** Only what signs the same bytes alike each time: no ECDSA, no RSA-PSS. */
function encodeSign(headers: string, payload: string, key: string): string {
  const header = parseJson(headers);
  const algorithm = header instanceof RegoObject ? text(header.get('alg')) : '';
  if (!(header instanceof RegoObject) || !ALGORITHMS.has(algorithm)) {
    throw new BuiltinError('unknown JWS algorithm');
  }
  const type = header.get('typ');
  if (type === undefined || type === 'JWT') {
    parseJson(payload);
  }
  const signed = [headers, payload]
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
  return `${signed}.${signature(algorithm, signed, key).toString('base64url')}`;
}

function signature(algorithm: string, signed: string, key: string): Buffer {
  if (/^(?:ES|PS)/u.test(algorithm)) {
    throw new Error(`io.jwt.encode_sign does not provide ${algorithm}: its signatures are random`);
  }
  const [jwk] = readOrRefuse(() => jwksIn(key));
  const data = Buffer.from(signed);
  return readOrRefuse(() => {
    if (algorithm.startsWith('HS') !== (jwk?.kty === 'oct')) {
      throw new BuiltinError('a key of another kind');
    }
    const hash = `sha${algorithm.slice(2)}`;
    if (algorithm.startsWith('HS')) {
      return createHmac(hash, Buffer.from(jwk?.k ?? '', 'base64url'))
        .update(data)
        .digest();
    }
    const privateKey = createPrivateKey({ key: jwk ?? {}, format: 'jwk' });
    return sign(hash, data, privateKey);
  });
}
