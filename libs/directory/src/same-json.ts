import { isDeepStrictEqual } from 'node:util';

/** Whether two values are the same once stored as JSON, where there is one zero and no order of members. */
export function isSameJson(one: object, other: object): boolean {
  return isDeepStrictEqual(asStored(one), asStored(other));
}

function asStored(value: object): unknown {
  return JSON.parse(JSON.stringify(value));
}
