import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { text, type BuiltinFamily, type HostBuiltin } from './operands.js';

export const CRYPTO: BuiltinFamily = {
  'crypto.md5': hash('md5'),
  'crypto.sha1': hash('sha1'),
  'crypto.sha256': hash('sha256'),
  'crypto.hmac.md5': hmac('md5'),
  'crypto.hmac.sha1': hmac('sha1'),
  'crypto.hmac.sha256': hmac('sha256'),
  'crypto.hmac.sha512': hmac('sha512'),
  'crypto.hmac.equal': (a, b) => isSame(Buffer.from(text(a)), Buffer.from(text(b))),
};

function hash(algorithm: string): HostBuiltin {
  return (value) => createHash(algorithm).update(text(value)).digest('hex');
}

function hmac(algorithm: string): HostBuiltin {
  return (value, key) => createHmac(algorithm, text(key)).update(text(value)).digest('hex');
}

/** Whether two secrets are the same, in a time that does not tell where they differ. */
export function isSame(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
