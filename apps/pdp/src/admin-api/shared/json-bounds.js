const MAX_DEPTH = 16;
const LONE_SURROGATE = /\p{Surrogate}/u;
const MAX_MEMBERS = 2000;
/**
 * What keeps a value from being stored as a JSON object and read back as it is, or null. Numbers must be finite,
 * text must be well-formed Unicode without NUL (PostgreSQL's jsonb takes neither), and both depth and number of
 * members are bounded.
 */
export function findJsonProblem(value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        return 'must be a JSON object';
    }
    return findProblem(value, 1, { members: 0 });
}
function findProblem(value, depth, seen) {
    if (typeof value === 'string') {
        return findTextProblem(value);
    }
    if (typeof value === 'number') {
        return Number.isFinite(value) ? null : 'a number is out of range';
    }
    if (typeof value !== 'object' || value === null) {
        return null;
    }
    if (depth > MAX_DEPTH) {
        return `nests deeper than ${MAX_DEPTH}`;
    }
    return findMemberProblem(value, depth, seen);
}
function findMemberProblem(value, depth, seen) {
    for (const [name, member] of Object.entries(value)) {
        seen.members += 1;
        if (seen.members > MAX_MEMBERS) {
            return `has more than ${MAX_MEMBERS} members`;
        }
        const problem = findTextProblem(name) ?? findProblem(member, depth + 1, seen);
        if (problem !== null) {
            return problem;
        }
    }
    return null;
}
/** PostgreSQL stores neither a NUL nor a lone surrogate. */
export function findTextProblem(text) {
    return text.includes('\0') || LONE_SURROGATE.test(text)
        ? 'text has a NUL or a lone surrogate'
        : null;
}
