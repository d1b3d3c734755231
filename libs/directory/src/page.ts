import { InvalidRequestError } from '@legate/core';

/** One page of a list, with the cursor of the next while there is one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}

export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Rows come ordered by a key of two strings; a cursor is the key of the last row given. */
export type PageKey = readonly [string, string];

/** Cuts a page out of `limit + 1` rows read. */
export function toPage<T>(rows: readonly T[], limit: number, keyOf: (row: T) => PageKey): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return rows.length > limit && last !== undefined
    ? { items, nextCursor: Buffer.from(JSON.stringify(keyOf(last))).toString('base64url') }
    : { items };
}

/** The key a page starts after; before everything when there is no cursor. @throws InvalidRequestError */
export function readCursor(cursor: string | undefined): PageKey {
  if (cursor === undefined) {
    return ['', ''];
  }
  const key = parse(cursor);
  if (isPageKey(key)) {
    return key;
  }
  throw new InvalidRequestError('cursor.invalid', 'the cursor was not made by this list');
}

function isPageKey(key: unknown): key is PageKey {
  return (
    Array.isArray(key) &&
    key.length === 2 &&
    key.every((part) => typeof part === 'string' && !part.includes('\0'))
  );
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
