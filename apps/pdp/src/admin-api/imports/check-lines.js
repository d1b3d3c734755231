import { setImmediate as nextTurn } from 'node:timers/promises';
import { ForbiddenError, InvalidRequestError, LimitExceededError } from '@legate/core';
import { AdminValidationPipe } from '../shared/validation.js';
import { isImportEntity, LINE_READERS } from './line-readers.js';
import { splitLines } from './split-lines.js';
/** Most problems that are told at once. */
const MAX_PROBLEMS = 20;
/** Other requests get their turn after as many lines. */
const LINES_PER_TURN = 25;
/**
 * Holds every line of a body against the rules of the single writes, and spools what it says.
 *
 * @throws InvalidRequestError with up to 20 problems, each with its line and JSON pointer; LimitExceededError;
 * ForbiddenError for a grant.
 */
export async function checkLines(spool, options) {
    const check = new LineCheck(spool, options);
    let count = 0;
    for await (const line of splitLines(spool.body(), options.limits.maxLineBytes)) {
        count += 1;
        requireCount(count, line, options.limits);
        await check.take(line);
        if (check.problems.length >= MAX_PROBLEMS) {
            break;
        }
        if (count % LINES_PER_TURN === 0) {
            await nextTurn();
        }
    }
    refuse(check.problems.slice(0, MAX_PROBLEMS));
    await spool.endAdding();
}
function requireCount(count, { line }, { maxLines }) {
    if (count > maxLines) {
        throw new LimitExceededError('request.too_large', `there are more than ${maxLines} lines`, {
            details: { line },
        });
    }
}
function refuse(problems) {
    const [first] = problems;
    if (first !== undefined) {
        const { code, line, pointer, message } = first;
        throw new InvalidRequestError(code, `line ${line}: ${pointer}: ${message}`, {
            details: { line, pointer, problems: problems.map((problem) => ({ ...problem })) },
        });
    }
}
class LineCheck {
    spool;
    options;
    problems = [];
    pipe = new AdminValidationPipe();
    constructor(spool, options) {
        this.spool = spool;
        this.options = options;
    }
    async take({ line, bytes }) {
        try {
            const { entity, ...rest } = requireObject(this.readJson(bytes));
            await this.takeObject(line, requireEntity(entity), rest);
        }
        catch (cause) {
            if (!(cause instanceof InvalidRequestError)) {
                throw cause;
            }
            this.problems.push(...problemsOf(cause, line));
        }
    }
    readJson(bytes) {
        if (bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)) {
            throw new InvalidRequestError('request.malformed', 'the text begins with a byte order mark');
        }
        try {
            return this.options.readJson(bytes);
        }
        catch (cause) {
            if (cause instanceof InvalidRequestError) {
                throw cause;
            }
            throw new InvalidRequestError('request.malformed', 'the line is not valid JSON', { cause });
        }
    }
    async takeObject(line, entity, rest) {
        if (entity === 'grant' && !this.options.mayGrant) {
            throw new ForbiddenError('grant.not_grantor', 'to import grants takes grants:any', {
                details: { line },
            });
        }
        const { input, key } = await LINE_READERS[entity](rest, this.pipe);
        const earlier = this.spool.claim(entity, key, line);
        if (earlier !== null) {
            throw new InvalidRequestError('import.duplicate', `lines ${earlier} and ${line} are about the same object`);
        }
        await this.spool.add(entity, { line, value: input });
    }
}
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
function requireObject(value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw new InvalidRequestError('request.invalid', 'must be a JSON object');
    }
    return value;
}
function requireEntity(name) {
    if (!isImportEntity(name)) {
        const message = `must be one of ${Object.keys(LINE_READERS).join(', ')}`;
        throw new InvalidRequestError('request.invalid', message, {
            details: { problems: [{ pointer: '/entity', message }] },
        });
    }
    return name;
}
function problemsOf({ code, message, details }, line) {
    const named = details['problems'];
    return (named ?? [{ pointer: '', message }]).map((problem) => ({
        line,
        pointer: problem.pointer,
        code,
        message: problem.message,
    }));
}
