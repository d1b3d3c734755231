import { isUtf8 } from 'node:buffer';
import { BuiltinError } from './builtin-error.js';
import { compareTexts } from './compare.js';
import { marshalWithOptions } from './json-marshal.js';
import { object, text, texts, type BuiltinFamily } from './operands.js';
import { RegoObject } from './rego-value.js';

export const ENCODING: BuiltinFamily = {
  'base64url.encode_no_pad': (value) => Buffer.from(text(value)).toString('base64url'),
  'hex.encode': (value) => Buffer.from(text(value)).toString('hex'),
  'hex.decode': (value) => textOf(fromHex(text(value))),
  'urlquery.encode': (value) => queryEscape(text(value)),
  'urlquery.decode': (value) => queryUnescape(text(value)),
  'urlquery.encode_object': (value) =>
    object(value)
      .entries.map(([key, each]) => [text(key), texts(each)] as const)
      .sort(([a], [b]) => compareTexts(a, b))
      .flatMap(([key, values]) => values.map((each) => `${queryEscape(key)}=${queryEscape(each)}`))
      .join('&'),
  'urlquery.decode_object': (value) => {
    const members = new Map<string, string[]>();
    for (const pair of text(value).split('&')) {
      addPair(members, pair);
    }
    return new RegoObject([...members]);
  },
  'json.marshal_with_options': marshalWithOptions,
};

function addPair(members: Map<string, string[]>, pair: string): void {
  if (pair === '') {
    return;
  }
  if (pair.includes(';')) {
    throw new BuiltinError('invalid semicolon separator in query');
  }
  const [, key = '', value = ''] = /^([^=]*)=?(.*)$/su.exec(pair) ?? [];
  const name = queryUnescape(key);
  members.set(name, [...(members.get(name) ?? []), queryUnescape(value)]);
}

function fromHex(value: string): Buffer {
  if (!/^(?:[\da-f]{2})*$/iu.test(value)) {
    throw new BuiltinError('not hexadecimal');
  }
  return Buffer.from(value, 'hex');
}

/** The text of bytes that are UTF-8; OPA carries others along, which no text of ours can. */
export function textOf(bytes: Buffer): string {
  if (!isUtf8(bytes)) {
    throw new Error('bytes that are not UTF-8 are not provided');
  }
  return bytes.toString();
}

/** Go's `url.QueryEscape`. */
export function queryEscape(value: string): string {
  return encodeURIComponent(value)
    .replace(/[!'()*]/gu, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

function queryUnescape(value: string): string {
  if (/%(?![\da-f]{2})/iu.test(value)) {
    throw new BuiltinError('invalid URL escape');
  }
  const bytes = Buffer.from(value.replaceAll('+', ' '));
  const decoded: number[] = [];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x25) {
      decoded.push(Number.parseInt(bytes.toString('latin1', at + 1, at + 3), 16));
      at += 2;
    } else {
      decoded.push(byte);
    }
  }
  return textOf(Buffer.from(decoded));
}
