import type { Json } from './json.js';

/** JSON text that is the same for equal values, whatever order their members were made in. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, each: Json) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
