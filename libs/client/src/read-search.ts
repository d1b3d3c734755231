import { MalformedAnswer } from './errors.js';
import { isObject, own } from './read-answer.js';
import { readObligations } from './read-decision.js';
import type { Action, Entity, JsonObject } from './types.js';

export interface SearchPage<T> {
  readonly results: readonly T[];
  /** Empty at the end. */
  readonly nextToken: string;
}

/** Reads one result. @throws MalformedAnswer */
export type ReadResult<T> = (result: JsonObject) => T;

/** Results with an obligation that cannot be performed are left out (AuthZEN obligations profile). */
export function readPage<T>(
  body: JsonObject,
  read: ReadResult<T>,
  supported: readonly string[],
): SearchPage<T> {
  const list = own(body, 'results');
  if (!Array.isArray(list) || !list.every(isObject)) {
    throw new MalformedAnswer('results is not a list of objects');
  }
  const usable = list.filter((result) =>
    readObligations(result).every(({ type }) => supported.includes(type)),
  );
  return { results: usable.map(read), nextToken: readNextToken(own(body, 'page')) };
}

function readNextToken(page: unknown): string {
  if (page === undefined) {
    return '';
  }
  const token = isObject(page) ? own(page, 'next_token') : undefined;
  if (typeof token !== 'string') {
    throw new MalformedAnswer('page has no next_token');
  }
  return token;
}

/** Reads an entity of the type that was searched for. */
export function entityReader(type: string): ReadResult<Entity> {
  return (result) => {
    const id = own(result, 'id');
    if (own(result, 'type') !== type || typeof id !== 'string') {
      throw new MalformedAnswer(`a result is not of type ${type}`);
    }
    return result as unknown as Entity;
  };
}

export function readAction(result: JsonObject): Action {
  if (typeof own(result, 'name') !== 'string') {
    throw new MalformedAnswer('a result is not an action');
  }
  return result as unknown as Action;
}
