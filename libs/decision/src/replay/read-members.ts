import { InvalidRequestError, isJsonObject, isVisibleId } from '@legate/core';
import type { Attributes } from '@legate/core';

const NONE: Attributes = Object.freeze({});

/** @throws InvalidRequestError as all of these do, for a member that is something else */
export function objectOf(of: Attributes, name: string): Attributes {
  const value = of[name];
  if (!isJsonObject(value)) {
    throw invalid(name, 'must be an object');
  }
  return value;
}

/** An object; an empty one where there is none. */
export function attributesOf(of: Attributes, name: string): Attributes {
  return of[name] === undefined ? NONE : objectOf(of, name);
}

export function idOf(of: Attributes, name: string): string {
  const value = of[name];
  if (typeof value !== 'string' || !isVisibleId(value)) {
    throw invalid(name, 'must be 1 to 1,024 bytes of visible characters');
  }
  return value;
}

export function invalid(member: string, message: string): InvalidRequestError {
  return new InvalidRequestError('request.invalid', `${member} ${message}`, {
    details: { problems: [{ pointer: `/${member}`, message }] },
  });
}
