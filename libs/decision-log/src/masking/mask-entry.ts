import { createHmac } from 'node:crypto';
import { canonicalJson } from '@legate/core';
import type { Json } from '@legate/core';
import { toPointer } from './mask-settings.js';
import type { LogMaskSettings, MaskRule } from './mask-settings.js';

type Members = Readonly<Record<string, unknown>>;

/** The members of an entry with what was masked of them, as JSON pointers. */
export interface Masked<T> {
  readonly members: T;
  readonly masked: readonly string[];
  readonly erased: readonly string[];
}

/** Masks members of an entry. What is given stays as it is: a policy may be looking at it. */
export function maskMembers<T extends object>(
  given: T,
  rules: readonly MaskRule[],
  { key }: Pick<LogMaskSettings, 'key'>,
): Masked<T> {
  let members = given as Members;
  const masked: string[] = [];
  const erased: string[] = [];
  for (const rule of rules) {
    const changed = change(members, rule.path, (value) => maskValue(value, rule, key));
    if (changed !== members) {
      members = changed as Members;
      (rule.op === 'erase' ? erased : masked).push(toPointer(rule.path));
    }
  }
  return { members: members as T, masked, erased };
}

const GONE = Symbol('gone');

function maskValue(value: Json, { op, value: replacement }: MaskRule, key: string): unknown {
  if (op === 'erase') {
    return GONE;
  }
  return op === 'replace'
    ? replacement
    : `hmac-sha256:${createHmac('sha256', key).update(canonicalJson(value)).digest('hex')}`;
}

/** The value with what is at the path replaced; the value itself when there is nothing. */
function change(
  value: unknown,
  [name, ...rest]: readonly string[],
  make: (value: Json) => unknown,
): unknown {
  if (name === undefined) {
    return make(value as Json);
  }
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) {
    return value;
  }
  const old = (value as Members)[name];
  const made = change(old, rest, make);
  if (made === old || old === undefined) {
    return value;
  }
  return Array.isArray(value)
    ? replaceItem(value, name, made)
    : replaceMember(value as Members, name, made);
}

/** An item that is erased is null, so that the places of the others stay what they are. */
function replaceItem(list: readonly unknown[], index: string, made: unknown): readonly unknown[] {
  const at = Number(index);
  return Number.isInteger(at) ? list.with(at, made === GONE ? null : made) : list;
}

function replaceMember(object: Members, name: string, made: unknown): Members {
  if (made !== GONE) {
    return { ...object, [name]: made };
  }
  const { [name]: _, ...others } = object;
  return others;
}
