import { BuiltinError } from './builtin-error.js';
import { isEqual, keyOf } from './compare.js';
import { patchJson } from './json-patch.js';
import type { BuiltinFamily } from './operands.js';
import { isArray, RegoObject, RegoSet, type RegoValue } from './rego-value.js';

export const OBJECTS: BuiltinFamily = {
  'json.patch': patchJson,
  'object.subset': (whole = null, part = null) => {
    const answer = subset(whole, part);
    if (answer === undefined) {
      throw new BuiltinError('both arguments must be of the same type or array and set');
    }
    return answer;
  },
};

/** Undefined for values that have no parts in common: scalars, or two of different types. */
function subset(whole: RegoValue, part: RegoValue): boolean | undefined {
  if (whole instanceof RegoObject && part instanceof RegoObject) {
    const members = new Map(whole.entries.map(([key, value]) => [keyOf(key), value]));
    return part.entries.every(([key, value]) => {
      const other = members.get(keyOf(key));
      return other !== undefined && (isEqual(other, value) || partOf(other, value));
    });
  }
  if (part instanceof RegoSet) {
    return whole instanceof RegoSet || isArray(whole) ? hasAll(whole, part) : undefined;
  }
  return isArray(whole) && isArray(part) ? hasRun(whole, part) : undefined;
}

/** Below the top, a set is no part of an array. */
function partOf(whole: RegoValue, part: RegoValue): boolean {
  return isArray(whole) === isArray(part) && (subset(whole, part) ?? false);
}

function hasAll(whole: RegoSet | readonly RegoValue[], part: RegoSet): boolean {
  const keys = new Set((isArray(whole) ? whole : whole.items).map(keyOf));
  // OPA looks for the end of the part while it looks at an item: in an empty array it finds nothing, not even that.
  return (
    !(isArray(whole) && whole.length === 0) && part.items.every((each) => keys.has(keyOf(each)))
  );
}

/** Whether the part stands in the whole, as OPA's search finds it: after a mismatch it goes on with the next start. */
function hasRun(whole: readonly RegoValue[], part: readonly RegoValue[]): boolean {
  const [outer, inner] = [whole.map(keyOf), part.map(keyOf)];
  return (
    outer.some((_, start) => inner.every((key, at) => outer[start + at] === key)) ||
    inner.length === 0
  );
}
