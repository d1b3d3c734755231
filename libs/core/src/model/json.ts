/** A JSON value as it came from a parser: no prototype but `Object.prototype`, no `undefined`. */
export type Json = string | number | boolean | null | readonly Json[] | Attributes;

/** A JSON object: attributes of an identity or resource, `properties` or `context` of a request. */
export interface Attributes {
  readonly [name: string]: Json;
}

/** Tells whether a JSON value is an object; a list is not. */
export function isJsonObject(value: unknown): value is Attributes {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Tells whether an object has any member: quicker than to list them. */
export function hasMembers(object: Attributes): boolean {
  for (const name in object) {
    if (Object.hasOwn(object, name)) {
      return true;
    }
  }
  return false;
}
