/** One segment of a template: what it must be, or the name under which whatever it is is kept; null for `*`. */
type Part = { readonly literal: string } | { readonly name: string | null };

/**
 * Paths that a route is for: `{name}` and `*` stand for one segment, a trailing `**` for one or more, all else for
 * itself. Segments are compared decoded.
 */
export interface PathTemplate {
  readonly parts: readonly Part[];
  /** Whether it ends in `**`. */
  readonly isOpen: boolean;
  /** What an id can be made of: the names of its segments, and `**` when it is open. */
  readonly names: ReadonlySet<string>;
}

const NAMED = /^\{([A-Za-z_][A-Za-z0-9_]*)\}$/;
const SPECIAL = /[*{}%\\?#;]/;

/** Parses a template. Gives the reason as text when it is not one. */
export function parsePathTemplate(text: string): PathTemplate | string {
  if (!text.startsWith('/')) {
    return 'a path starts with "/"';
  }
  const segments = text.slice(1).split('/');
  const isOpen = segments.at(-1) === '**';
  const fixed = isOpen ? segments.slice(0, -1) : segments;
  const wrong = fixed.find((segment, at) => !isSegment(segment, at === segments.length - 1));
  if (wrong !== undefined) {
    return `"${wrong}" is neither a name in braces, "*", a last "**", nor text that a segment can be`;
  }
  const parts = fixed.map(toPart);
  const names = parts.flatMap((part) => ('name' in part && part.name !== null ? [part.name] : []));
  return new Set(names).size < names.length
    ? 'a name can be used once'
    : { parts, isOpen, names: new Set([...names, ...(isOpen ? ['**'] : [])]) };
}

function isSegment(segment: string, isLast: boolean): boolean {
  if (segment === '') {
    return isLast;
  }
  const isVariable = segment === '*' || NAMED.test(segment);
  return isVariable || (!SPECIAL.test(segment) && segment !== '.' && segment !== '..');
}

function toPart(segment: string): Part {
  const [, name] = NAMED.exec(segment) ?? [];
  return segment === '*' || name !== undefined ? { name: name ?? null } : { literal: segment };
}

/** What the names of the template stand for in a path, or null when the path is another. */
export function matchPath(
  { parts, isOpen }: PathTemplate,
  segments: readonly string[],
): ReadonlyMap<string, string> | null {
  const rest = segments.slice(parts.length);
  const lengthFits = isOpen ? rest.length > 0 && !rest.includes('') : rest.length === 0;
  const isSame =
    segments.length >= parts.length &&
    lengthFits &&
    parts.every((part, at) => isOf(part, segments[at] ?? ''));
  if (!isSame) {
    return null;
  }
  const named = parts.flatMap((part, at): readonly (readonly [string, string])[] =>
    'name' in part && part.name !== null ? [[part.name, segments[at] ?? '']] : [],
  );
  return new Map([...named, ...(isOpen ? [['**', rest.join('/')] as const] : [])]);
}

function isOf(part: Part, segment: string): boolean {
  return 'literal' in part ? part.literal === segment : segment !== '';
}

const PLACEHOLDER = /\{([^{}]*)\}/g;

/** What keeps a text with names in braces from being made of the template's names; null when nothing does. */
export function findIdProblem(text: string, { names }: PathTemplate): string | null {
  const unknown = [...text.matchAll(PLACEHOLDER)].find(([, name = '']) => !names.has(name));
  if (unknown !== undefined) {
    return `the path has no ${unknown[0]}`;
  }
  return /[{}]/.test(text.replaceAll(PLACEHOLDER, '')) ? 'a brace is not closed' : null;
}

/** The text with what its names stand for. */
export function fillId(text: string, found: ReadonlyMap<string, string>): string {
  return text.replaceAll(PLACEHOLDER, (_, name: string) => found.get(name) ?? '');
}
