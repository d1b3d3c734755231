const NAMED = /^\{([A-Za-z_][A-Za-z0-9_]*)\}$/;
const SPECIAL = /[*{}%\\?#;]/;
/** Parses a template. Gives the reason as text when it is not one. */
export function parsePathTemplate(text) {
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
function isSegment(segment, isLast) {
    if (segment === '') {
        return isLast;
    }
    const isVariable = segment === '*' || NAMED.test(segment);
    return isVariable || (!SPECIAL.test(segment) && segment !== '.' && segment !== '..');
}
function toPart(segment) {
    const [, name] = NAMED.exec(segment) ?? [];
    return segment === '*' || name !== undefined ? { name: name ?? null } : { literal: segment };
}
/** What the names of the template stand for in a path, or null when the path is another. */
export function matchPath({ parts, isOpen }, segments) {
    const rest = segments.slice(parts.length);
    const lengthFits = isOpen ? rest.length > 0 && !rest.includes('') : rest.length === 0;
    const isSame = segments.length >= parts.length &&
        lengthFits &&
        parts.every((part, at) => isOf(part, segments[at] ?? ''));
    if (!isSame) {
        return null;
    }
    const named = parts.flatMap((part, at) => 'name' in part && part.name !== null ? [[part.name, segments[at] ?? '']] : []);
    return new Map([...named, ...(isOpen ? [['**', rest.join('/')]] : [])]);
}
function isOf(part, segment) {
    return 'literal' in part ? part.literal === segment : segment !== '';
}
const PLACEHOLDER = /\{([^{}]*)\}/g;
/** What keeps a text with names in braces from being made of the template's names; null when nothing does. */
export function findIdProblem(text, { names }) {
    const unknown = [...text.matchAll(PLACEHOLDER)].find(([, name = '']) => !names.has(name));
    if (unknown !== undefined) {
        return `the path has no ${unknown[0]}`;
    }
    return /[{}]/.test(text.replaceAll(PLACEHOLDER, '')) ? 'a brace is not closed' : null;
}
/** The text with what its names stand for. */
export function fillId(text, found) {
    return text.replaceAll(PLACEHOLDER, (_, name) => found.get(name) ?? '');
}
