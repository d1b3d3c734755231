const LONE_SURROGATE = /\p{Surrogate}/u;
const NUMBER = /[-+.0-9Ee]+/y;
/** A number of fewer characters and without exponent is in range. */
const SAFE_NUMBER_LENGTH = 300;
/**
 * What keeps JSON text from being I-JSON (RFC 7493, AZ-74), or null: a name that an object has twice, which two
 * parsers may read differently; text with a lone surrogate; a number out of range; nesting without bound (AZ-75).
 *
 * @param text JSON that a parser has accepted: it is not checked again.
 * @param maxDepth Deepest nesting. What is stored may nest less (admin-api/json-bounds).
 */
export function findIJsonProblem(text, maxDepth) {
    const open = [];
    let at = 0;
    while (at < text.length) {
        const token = text[at];
        if (token === '"') {
            const end = endOfString(text, at);
            const problem = findStringProblem(text.slice(at, end), isName(text, end) ? open.at(-1) : null);
            if (problem !== null) {
                return problem;
            }
            at = end;
        }
        else if (isNumberStart(token)) {
            const number = numberAt(text, at);
            if (!isInRange(number)) {
                return 'a number is out of range';
            }
            at += number.length;
        }
        else {
            trackNesting(token, open);
            if (open.length > maxDepth) {
                return `the body nests deeper than ${maxDepth}`;
            }
            at += 1;
        }
    }
    return null;
}
function trackNesting(token, open) {
    if (token === '{' || token === '[') {
        open.push(new Set());
    }
    else if (token === '}' || token === ']') {
        open.pop();
    }
}
/** The index behind the closing quote of the string that starts at `start`. */
function endOfString(text, start) {
    let quote = text.indexOf('"', start + 1);
    while (isEscaped(text, quote)) {
        quote = text.indexOf('"', quote + 1);
    }
    return quote + 1;
}
function isEscaped(text, at) {
    let backslashes = 0;
    while (text[at - 1 - backslashes] === '\\') {
        backslashes += 1;
    }
    return backslashes % 2 === 1;
}
/** In valid JSON, exactly a name is followed by a colon. */
function isName(text, end) {
    let at = end;
    while (isSpace(text[at])) {
        at += 1;
    }
    return text[at] === ':';
}
function isSpace(token) {
    return token === ' ' || token === '\n' || token === '\r' || token === '\t';
}
function findStringProblem(quoted, names) {
    const text = quoted.includes('\\') ? JSON.parse(quoted) : quoted.slice(1, -1);
    if (quoted.includes('\\') && LONE_SURROGATE.test(text)) {
        return 'text has a lone surrogate';
    }
    if (names?.has(text) === true) {
        return 'an object has the same name twice';
    }
    names?.add(text);
    return null;
}
function isNumberStart(token) {
    return token === '-' || (token !== undefined && token >= '0' && token <= '9');
}
function numberAt(text, at) {
    NUMBER.lastIndex = at;
    return NUMBER.exec(text)?.[0] ?? '';
}
function isInRange(number) {
    const isSafe = number.length < SAFE_NUMBER_LENGTH && !/e/i.test(number);
    return isSafe || Number.isFinite(Number(number));
}
