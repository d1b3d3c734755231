import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { InvalidRequestError } from '@legate/core';
import { ServiceKeys } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { SearchLimits } from './search-limits.js';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const TOKEN = /^[A-Za-z0-9_-]+$/;

/** What a search hands back, as it came from the client. */
export interface PageRequest {
  readonly token?: string | undefined;
  readonly limit?: number | undefined;
}

/** Where a search goes on. */
export interface PageState {
  /** The candidate that was looked at last; empty at the start. */
  readonly after: string;
  /** As the first page asked for it; null when it did not. */
  readonly limit: number | null;
}

/**
 * Seals where a search stands, for the client to hand back (AuthZEN section 8.2). The seal is for one caller and one
 * question, and expires. It is encrypted: the candidate looked at last need not be one that the caller may know of.
 */
@Injectable()
export class PageTokens {
  constructor(
    private readonly keys: ServiceKeys,
    private readonly limits: SearchLimits,
  ) {}

  /**
   * @param binding who asks and all that is asked.
   * @param now ms since the epoch, by the database's clock.
   * @throws UnavailableError
   */
  async seal({ after, limit }: PageState, binding: string, now: number): Promise<string> {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, await this.key(), nonce).setAAD(Buffer.from(binding));
    const expiresAt = now + this.limits.tokenLifetimeMs;
    const text = JSON.stringify([after, limit, expiresAt]);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /**
   * The start when there is no token.
   *
   * @throws InvalidRequestError `page.token_invalid`, `page.token_expired`, `page.limit_changed`; UnavailableError
   */
  async open(page: PageRequest, binding: string, now: number): Promise<PageState> {
    const { token, limit } = page;
    if (token === undefined) {
      return { after: '', limit: limit ?? null };
    }
    const { expiresAt, ...state } = unseal(token, binding, await this.key());
    if (now >= expiresAt) {
      throw new InvalidRequestError('page.token_expired', 'the page token is too old');
    }
    // AZ-47: an omitted limit is unchanged.
    if (limit !== undefined && limit !== state.limit) {
      throw new InvalidRequestError(
        'page.limit_changed',
        'page.limit is not that of the first page',
      );
    }
    return state;
  }

  private async key(): Promise<Buffer> {
    return await this.keys.obtain('page-token');
  }
}

function unseal(
  token: string,
  binding: string,
  key: Buffer,
): PageState & { readonly expiresAt: number } {
  const bytes = Buffer.from(token, 'base64url');
  const isOwnForm = TOKEN.test(token) && bytes.toString('base64url') === token;
  if (!isOwnForm || bytes.length <= NONCE_BYTES + TAG_BYTES) {
    throw invalid();
  }
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(binding));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  let text: string;
  try {
    const sealed = bytes.subarray(NONCE_BYTES + TAG_BYTES);
    text = Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw invalid(cause);
  }
  const [after, limit, expiresAt] = JSON.parse(text) as [string, number | null, number];
  return { after, limit, expiresAt };
}

function invalid(cause?: unknown): InvalidRequestError {
  return new InvalidRequestError(
    'page.token_invalid',
    'the page token was not made for this search',
    { cause },
  );
}
