import { areCovered } from './segment-lengths.js';
import type { Lengths } from './segment-lengths.js';

/**
 * A selector names one value, or a set of values by a pattern over `/`-separated segments: `*` stands for one
 * segment, a trailing `**` for one or more. `\*` is a literal star. Inclusion between selectors is decidable.
 */
export interface Selector {
  readonly text: string;
  /** The value itself when there is no wildcard, else null. */
  readonly exact: string | null;
  /** Segments of a pattern; null is `*`. Empty for an exact selector. */
  readonly segments: readonly (string | null)[];
  /** Whether the pattern ends in `**`. */
  readonly open: boolean;
}

/** Parses a selector. Gives the reason as text when it is not one; the value is never changed. */
export function parseSelector(text: string): Selector | string {
  if (text.length === 0) {
    return 'a selector cannot be empty';
  }
  const parts = text.split('/');
  const open = parts.at(-1) === '**';
  if (!open && !parts.includes('*')) {
    return exactSelector(text, parts);
  }
  const fixed = open ? parts.slice(0, -1) : parts;
  const wrong = fixed.map(patternProblem).find((problem) => problem !== null);
  if (wrong !== undefined) {
    return wrong;
  }
  const segments = fixed.map((part) => (part === '*' ? null : unescape(part)));
  return { text, exact: null, segments, open };
}

function exactSelector(text: string, parts: readonly string[]): Selector | string {
  const bad = parts.find(hasBareStar);
  return bad === undefined
    ? { text, exact: unescape(text), segments: [], open: false }
    : starProblem(bad);
}

function patternProblem(part: string): string | null {
  if (part !== '*' && hasBareStar(part)) {
    return starProblem(part);
  }
  return isDotOrEmpty(part) ? 'a pattern cannot have an empty, "." or ".." segment' : null;
}

function starProblem(part: string): string {
  return `"${part}": a "*" must be a whole segment, "**" the last one; write "\\*" for a literal star`;
}

function hasBareStar(part: string): boolean {
  return part.replaceAll('\\*', '').includes('*');
}

function unescape(part: string): string {
  return part.replaceAll('\\*', '*');
}

/** The selector text that matches exactly `value`. */
export function escapeSelector(value: string): string {
  return value.replaceAll('*', '\\*');
}

function isDotOrEmpty(segment: string): boolean {
  return segment === '' || segment === '.' || segment === '..';
}

/** Tells whether `value` is in the set. A value with an empty, `.` or `..` segment matches exact selectors only. */
export function selects(selector: Selector, value: string): boolean {
  if (selector.exact !== null) {
    return selector.exact === value;
  }
  const { segments, open } = selector;
  let count = 0;
  for (let from = 0; from <= value.length; count += 1) {
    const slash = value.indexOf('/', from);
    const to = slash < 0 ? value.length : slash;
    const wanted = count < segments.length ? segments[count] : open ? null : undefined;
    if (wanted === undefined || !isSegment(wanted, value, from, to)) {
      return false;
    }
    from = to + 1;
  }
  return open ? count > segments.length : count === segments.length;
}

/** Whether the segment between two places is the one wanted, or any that is not empty, "." or "..". */
function isSegment(wanted: string | null, value: string, from: number, to: number): boolean {
  const length = to - from;
  if (wanted !== null) {
    return wanted.length === length && value.startsWith(wanted, from);
  }
  return length > 2 || !isDotOrEmpty(value.slice(from, to));
}

/** How many segments the values of a selector have. An exact one has a single value, which counts as one length. */
export function lengthsOf({ exact, segments, open }: Selector): Lengths {
  if (exact !== null) {
    return { least: 1, most: 1 };
  }
  return open
    ? { least: segments.length + 1, most: Infinity }
    : { least: segments.length, most: segments.length };
}

/**
 * At which lengths the values of `inner` are all in `outer`, or null when at none. At any other length `outer`
 * helps no union either: segments come from an endless alphabet, so finitely many literals never make a `*`.
 * Hence a union includes `inner` exactly when its members share all lengths of `inner` between them.
 */
export function sharedLengths(outer: Selector, inner: Selector): Lengths | null {
  if (inner.exact !== null) {
    return selects(outer, inner.exact) ? lengthsOf(inner) : null;
  }
  const agrees = outer.segments.every(
    (segment, at) => segment === null || segment === inner.segments[at],
  );
  if (outer.exact !== null || !agrees) {
    return null;
  }
  const [one, other] = [lengthsOf(outer), lengthsOf(inner)];
  const least = Math.max(one.least, other.least);
  const most = Math.min(one.most, other.most);
  return least <= most ? { least, most } : null;
}

/** Tells whether every value of `inner` is in `outer`, for one selector each. */
export function includesSelector(outer: Selector, inner: Selector): boolean {
  return includesAll([outer], [inner]);
}

/** Tells whether every value of `inner` is in at least one of `outer`: `x/**` is in `x/*` and `x/*&#47;**` together. */
export function includesAll(outer: readonly Selector[], inner: readonly Selector[]): boolean {
  return inner.every((selector) =>
    areCovered(
      lengthsOf(selector),
      outer.flatMap((candidate) => sharedLengths(candidate, selector) ?? []),
    ),
  );
}
