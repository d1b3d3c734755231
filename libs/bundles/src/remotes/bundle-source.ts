import type { RemoteCredential, RemoteDefinition } from './bundle-remote.js';

/** What is known of a source when it is asked. */
export interface Asked {
  readonly remote: RemoteDefinition;
  readonly credential: RemoteCredential | null;
  /** Version that was taken in last. */
  readonly version: string | null;
  /** Version that was refused last, and need not be had again. */
  readonly refusedVersion: string | null;
  /** Largest archive, bytes. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/** What a source has: what was taken in or refused before, something new, or something that cannot be a bundle. */
export type Found =
  | { readonly kind: 'unchanged' | 'refused_before'; readonly version: string }
  | { readonly kind: 'refused'; readonly version: string; readonly error: Error }
  | {
      readonly kind: 'new';
      readonly version: string;
      /** An OPA bundle. */
      readonly archive: Buffer;
    };

/** The value of `Authorization`. */
export function authorizationOf({ username, secret }: RemoteCredential): string {
  return username === null
    ? `Bearer ${secret}`
    : `Basic ${Buffer.from(`${username}:${secret}`).toString('base64')}`;
}

/** Text of a source in the words of an error: one line, bounded. */
export function toLine(text: string): string {
  return text
    .replaceAll(/[^\x20-\x7e]+/gu, ' ')
    .trim()
    .slice(0, 300);
}
