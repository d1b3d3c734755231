import type { Json } from '@legate/core';

export const MASK_OPERATIONS = ['erase', 'replace', 'hash'] as const;
export type MaskOperation = (typeof MASK_OPERATIONS)[number];

/** What to do with one place of each entry; a place that an entry has not is passed over. */
export interface MaskRule {
  /** RFC 6901, into the entry; parsed. */
  readonly path: readonly [root: string, ...rest: string[]];
  readonly op: MaskOperation;
  /** For `replace`. */
  readonly value: Json;
}

/** Members that may be masked as a whole or below. Those that an entry is found and held together by may not. */
const OPEN: ReadonlySet<string> = new Set(['context', 'obligations', 'advice']);
/** Members of which only some parts may be masked, by what may be done with them. */
const PARTIES: ReadonlySet<string> = new Set(['subject', 'actor', 'action', 'resource']);

/** What masks the entries of decisions. */
export class LogMaskSettings {
  constructor(
    readonly rules: readonly MaskRule[],
    /** For `hash`: HMAC-SHA-256, so that equal values stay equal and cannot be guessed. */
    readonly key: string,
  ) {}

  /**
   * @param text `LEGATE_LOG_MASK`: a JSON list of `{"pointer", "op", "value"}`
   * @returns what is wrong with it, as text
   */
  static parse(text: string, key: string): LogMaskSettings | string {
    if (text === '') {
      return new LogMaskSettings([], key);
    }
    const listed = parseList(text);
    if (listed === null) {
      return 'must be a JSON list of {"pointer", "op", "value"}';
    }
    const rules = listed.map(toRule);
    const problem = rules.find((rule) => typeof rule === 'string');
    if (problem !== undefined) {
      return problem;
    }
    const parsed = rules.filter((rule) => typeof rule !== 'string');
    return key === '' && parsed.some(({ op }) => op === 'hash')
      ? 'has a rule with "hash", which needs LEGATE_LOG_MASK_KEY'
      : new LogMaskSettings(parsed, key);
  }
}

export function toPointer(path: readonly string[]): string {
  return path.map((segment) => `/${segment.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function parseList(text: string): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function toRule(given: unknown): MaskRule | string {
  const { pointer, op, value = null, ...others } = (given ?? {}) as Record<string, unknown>;
  const path = typeof pointer === 'string' ? parsePointer(pointer) : null;
  if (path === null || typeof pointer !== 'string') {
    return 'has a rule whose "pointer" is no JSON pointer';
  }
  if (Object.keys(others).length > 0) {
    return `has a rule for ${pointer} with members that no rule has`;
  }
  const operation = MASK_OPERATIONS.find((known) => known === op);
  if (operation === undefined) {
    return `has a rule for ${pointer} whose "op" is none of ${MASK_OPERATIONS.join(', ')}`;
  }
  return isOpen(path, operation)
    ? { path, op: operation, value: value as Json }
    : `may not ${operation} ${pointer}`;
}

/** RFC 6901; null for what is none, or is the whole entry. */
function parsePointer(pointer: string): MaskRule['path'] | null {
  if (!/^(\/([^~/]|~[01])*)+$/.test(pointer)) {
    return null;
  }
  const [root = '', ...rest] = pointer
    .slice(1)
    .split('/')
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
  return [root, ...rest];
}

function isOpen([root, ...rest]: MaskRule['path'], op: MaskOperation): boolean {
  return OPEN.has(root) || (PARTIES.has(root) && isMaskable(rest, op));
}

/** Properties, and ids by a hash: an entry without an id says nothing. */
function isMaskable([member, ...below]: readonly string[], op: MaskOperation): boolean {
  return member === 'properties' || (member === 'id' && below.length === 0 && op === 'hash');
}
