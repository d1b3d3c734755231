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
  const parts = value.split('/');
  const { segments, open } = selector;
  const lengthFits = open ? parts.length > segments.length : parts.length === segments.length;
  return (
    lengthFits &&
    segments.every((segment, at) => segment === null || segment === parts[at]) &&
    !parts.some(isDotOrEmpty)
  );
}

/** Tells whether every value of `inner` is in `outer`, for one selector each. */
export function includesSelector(outer: Selector, inner: Selector): boolean {
  if (inner.exact !== null) {
    return selects(outer, inner.exact);
  }
  if (outer.exact !== null || (inner.open && !outer.open)) {
    return false;
  }
  const fixed = outer.segments.length;
  const least = inner.segments.length + (inner.open ? 1 : 0);
  const lengthFits = outer.open ? least > fixed : inner.segments.length === fixed;
  return (
    lengthFits &&
    outer.segments.every((segment, at) => segment === null || segment === inner.segments[at])
  );
}

/**
 * Splits an open selector into closed ones of each length up to `depth` segments and one open rest, so that
 * inclusion in a union can be decided piece by piece: `x/**` lies in `x/*` and `x/*&#47;**` together, in none alone.
 * A piece whose segments are all literal or `*` lies in a union exactly when it lies in one member, because
 * segments come from an endless alphabet.
 */
export function splitByLength(selector: Selector, depth: number): readonly Selector[] {
  if (!selector.open || selector.segments.length >= depth) {
    return [selector];
  }
  const grown: (string | null)[] = [...selector.segments];
  const pieces: Selector[] = [];
  while (grown.length < depth) {
    grown.push(null);
    pieces.push({ ...selector, segments: [...grown], open: false });
  }
  pieces.push({ ...selector, segments: grown, open: true });
  return pieces;
}

/** Tells whether every value of `inner` is in at least one of `outer`. */
export function includesAll(outer: readonly Selector[], inner: readonly Selector[]): boolean {
  const depth = deepest(outer);
  return inner
    .flatMap((selector) => splitByLength(selector, depth))
    .every((piece) => outer.some((candidate) => includesSelector(candidate, piece)));
}

/** The greatest number of fixed segments among the selectors. */
export function deepest(selectors: readonly Selector[]): number {
  return Math.max(0, ...selectors.map((selector) => selector.segments.length));
}
