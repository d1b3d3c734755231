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
    ? { items, nextCursor: encodeCursor(keyOf(last)) }
    : { items };
}

/** The key a page starts after; before everything when there is no cursor. @throws InvalidRequestError */
export function readCursor(cursor: string | undefined): PageKey {
  const [first = '', second = ''] =
    cursor === undefined ? [] : decodeCursor(cursor, (parts) => parts.length === 2);
  return [first, second];
}

/** A cursor is a list of strings that a client hands back as it got it. */
export function encodeCursor(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** @throws InvalidRequestError for what `encodeCursor` has not made, or not for this list */
export function decodeCursor(
  cursor: string,
  isOwn: (parts: readonly string[]) => boolean,
): readonly string[] {
  const parts = parse(cursor);
  if (Array.isArray(parts) && parts.every(isText) && isOwn(parts)) {
    return parts;
  }
  throw new InvalidRequestError('cursor.invalid', 'the cursor was not made by this list');
}

function isText(part: unknown): part is string {
  return typeof part === 'string' && !part.includes('\0');
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
