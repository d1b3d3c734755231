import { BuiltinError } from './builtin-error.js';
import { textOf } from './encoding.js';
import { parseJson } from './json-text.js';
import { RegoObject, type RegoValue } from './rego-value.js';
import { isArray } from './rego-value.js';

/** A token as it stands: the three parts, undecoded, and what its header says. */
export interface Token {
  readonly signed: string;
  readonly payload: string;
  readonly signature: string;
  readonly header: RegoObject;
}

/** A JWS of three parts whose header is a JSON object. */
export function parseToken(value: string): Token {
  const { header, ...parts } = splitToken(value);
  return { ...parts, header: parseHeader(header) };
}

/** The parts alone, whatever the header may be. */
export function splitToken(value: string): Omit<Token, 'header'> & { readonly header: string } {
  const [header, payload, signature, ...more] = value.split('.');
  if (header === undefined || payload === undefined || signature === undefined || more.length > 0) {
    throw new BuiltinError('encoded JWT must have 3 sections');
  }
  return { signed: `${header}.${payload}`, header, payload, signature };
}

/** The object that a part holds. */
export function objectIn(part: string): RegoObject {
  const value = parseJson(textOf(fromBase64Url(part)));
  if (!(value instanceof RegoObject)) {
    throw new BuiltinError('decoded JSON type was not an Object');
  }
  return value;
}

/** As OPA decodes base64url: with padding or without, line breaks are nothing. */
export function fromBase64Url(value: string): Buffer {
  const plain = value.replace(/[\r\n]/gu, '');
  const [, body = '', padding] = /^([\w-]*)(={0,2})$/u.exec(plain) ?? [];
  const isPadded = padding !== undefined && padding !== '';
  if (padding === undefined || body.length % 4 === 1 || (isPadded && plain.length % 4 !== 0)) {
    throw new BuiltinError('illegal base64url string');
  }
  return Buffer.from(body, 'base64url');
}

function parseHeader(part: string): RegoObject {
  const header = objectIn(part);
  if (header.get('enc') !== undefined) {
    throw new BuiltinError('JWT is a JWE object, which is not supported');
  }
  return header;
}

/** What verification reads in a header. */
export interface TokenHeader {
  readonly alg: string;
  readonly kid: string;
  readonly cty: string;
  /** False when a critical parameter is unknown, or there is no algorithm. */
  readonly isValid: boolean;
}

const KNOWN = new Set(['alg', 'kid', 'typ', 'cty', 'crit']);

export function readHeader(header: RegoObject): TokenHeader {
  for (const name of ['alg', 'kid', 'typ', 'cty']) {
    textIn(header, name);
  }
  const critical = criticalIn(header.get('crit'));
  const hasUnknown = header.entries.some(
    ([key]) => typeof key === 'string' && !KNOWN.has(key) && critical.includes(key),
  );
  const alg = textIn(header, 'alg');
  return {
    alg,
    kid: textIn(header, 'kid'),
    cty: textIn(header, 'cty'),
    isValid: alg !== '' && !hasUnknown,
  };
}

function textIn(header: RegoObject, name: string): string {
  const value = header.get(name) ?? '';
  if (header.get(name) === null || typeof value !== 'string') {
    throw new BuiltinError(`${name}: must be a string`);
  }
  return value;
}

function criticalIn(value: RegoValue | undefined): readonly RegoValue[] {
  if (value === undefined) {
    return [];
  }
  if (!isArray(value) || typeof value[0] !== 'string') {
    throw new BuiltinError('crit: must be a nonempty list of strings');
  }
  return value;
}
