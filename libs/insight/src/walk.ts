import { setImmediate as turn } from 'node:timers/promises';
import { InvalidRequestError } from '@legate/core';
import type { Page, PageRequest } from '@legate/directory';

/** The most candidates that one call looks at. */
export const MAX_CANDIDATES = 10_000;
/** Other requests get their turn after so many. */
const CANDIDATES_PER_TURN = 50;

/** Where a walk stands: what it has looked at last. */
export type Position = readonly string[];

/** One candidate, or a stretch without any. */
export interface Step<T> {
  readonly position: Position;
  /** How many candidates it counts as. */
  readonly cost: number;
  /** What was found there; null for nothing. */
  readonly find: () => T | null;
}

export function skip(position: Position, cost: number): Step<never> {
  return { position, cost, find: () => null };
}

/**
 * Walks until the page is full or as much was looked at as one call may; the cursor tells where to go on. So a page
 * can be short or empty and still have a next one.
 */
export async function collect<T>(steps: AsyncIterable<Step<T>>, limit: number): Promise<Page<T>> {
  const items: T[] = [];
  let cost = 0;
  let nextTurn = CANDIDATES_PER_TURN;
  for await (const step of steps) {
    cost += step.cost;
    const item = step.find();
    if (item !== null) {
      items.push(item);
    }
    if (items.length === limit || cost >= MAX_CANDIDATES) {
      return { items, nextCursor: writePosition(step.position) };
    }
    if (cost >= nextTurn) {
      nextTurn = cost + CANDIDATES_PER_TURN;
      await turn();
    }
  }
  return { items };
}

function writePosition(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** Where the page begins: after that position, or at the start when it is null. @throws InvalidRequestError */
export function readPosition(
  { cursor }: Pick<PageRequest, 'cursor'>,
  isPosition: (position: Position) => boolean,
): Position | null {
  if (cursor === undefined) {
    return null;
  }
  const position = parse(cursor);
  if (Array.isArray(position) && position.every(isText) && isPosition(position)) {
    return position;
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

const UID = /^\d{1,15}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function isUid(text: string | undefined): boolean {
  return text !== undefined && UID.test(text);
}

export function isUuid(text: string | undefined): boolean {
  return text !== undefined && UUID.test(text);
}
