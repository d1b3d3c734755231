import { setImmediate as turn } from 'node:timers/promises';
import { decodeCursor, encodeCursor } from '@legate/directory';
import type { Page, PageRequest } from '@legate/directory';

/** The most candidates that one call looks at. */
export const MAX_CANDIDATES = 10_000;
/** Other requests get their turn after so many. */
const CANDIDATES_PER_TURN = 50;

/** Loading a pair with its chains counts as so many candidates. */
export const PAIR_COST = 100;

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
  const { items, position } = await gather(steps, limit);
  return position === null ? { items } : { items, nextCursor: encodeCursor(position) };
}

/** What was found, and the position to go on after; null when the walk has come to its end. */
export interface Gathered<T> {
  readonly items: readonly T[];
  readonly position: Position | null;
}

/** The same, with the position as it is. */
export async function gather<T>(
  steps: AsyncIterable<Step<T>>,
  limit: number,
): Promise<Gathered<T>> {
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
      return { items, position: step.position };
    }
    if (cost >= nextTurn) {
      nextTurn = cost + CANDIDATES_PER_TURN;
      await turn();
    }
  }
  return { items, position: null };
}

/** Where the page begins: after that position, or at the start when it is null. @throws InvalidRequestError */
export function readPosition(
  { cursor }: Pick<PageRequest, 'cursor'>,
  isPosition: (position: Position) => boolean,
): Position | null {
  return cursor === undefined ? null : decodeCursor(cursor, isPosition);
}

const UID = /^\d{1,15}$/;

export function isUid(text: string | undefined): boolean {
  return text !== undefined && UID.test(text);
}
