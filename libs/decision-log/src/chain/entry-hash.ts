import { hash } from 'node:crypto';

export const HASH_BYTES = 32;

/** What the first entry of a writer is chained to. */
export const GENESIS: Buffer = Buffer.alloc(HASH_BYTES);

/** The hash of an entry: SHA-256 over the hash of the writer's entry before it and the entry's bytes. */
export function chainHash(previous: Uint8Array, entry: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([previous, entry]), 'buffer');
}
