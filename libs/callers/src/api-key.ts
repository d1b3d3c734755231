import { createHash, randomBytes } from 'node:crypto';

const PREFIX = 'lgt_';
const RANDOM_BYTES = 32;
const SHOWN_CHARACTERS = 6;

/** What a key looks like: `lgt_` and at least 32 visible ASCII characters. */
export const API_KEY_PATTERN = /^lgt_[\x21-\x7e]{32,512}$/;

/** A new key with 256 bits of chance in it. */
export function makeApiKey(): string {
  return PREFIX + randomBytes(RANDOM_BYTES).toString('base64url');
}

/** How a key of ours begins: enough to tell it from others, and too little to guess the rest. */
export function keyPrefix(key: string): string {
  return key.slice(0, PREFIX.length + SHOWN_CHARACTERS);
}

/**
 * What is stored of a key. Keys carry enough chance of their own, so one round of SHA-256 cannot be searched,
 * and looking up by hash gives timing nothing to tell.
 */
export function hashApiKey(key: string): Buffer {
  return createHash('sha256').update(key, 'utf8').digest();
}

/** Whether it is meant to be a key of ours, and no other credential. */
export function isApiKey(credential: string): boolean {
  return credential.startsWith(PREFIX);
}
