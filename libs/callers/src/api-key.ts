import { createHash, randomBytes } from 'node:crypto';

const PREFIX = 'lgt_';
const RANDOM_BYTES = 32;

/** What a key looks like: `lgt_` and at least 32 visible ASCII characters. */
export const API_KEY_PATTERN = /^lgt_[\x21-\x7e]{32,512}$/;

/** A new key with 256 bits of chance in it. */
export function makeApiKey(): string {
  return PREFIX + randomBytes(RANDOM_BYTES).toString('base64url');
}

/**
 * What is stored of a key. Keys carry enough chance of their own, so one round of SHA-256 cannot be searched,
 * and looking up by hash gives timing nothing to tell.
 */
export function hashApiKey(key: string): Buffer {
  return createHash('sha256').update(key, 'utf8').digest();
}
