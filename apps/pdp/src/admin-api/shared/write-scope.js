import { InvalidRequestError } from '@legate/core';
import { createParamDecorator } from '@nestjs/common';
import { callerOf } from '../../http/current-caller.js';
const ENTITY_TAGS = /^\s*(W\/)?"[^"]*"\s*(,\s*(W\/)?"[^"]*"\s*)*$/;
const REVISION_TAG = /^"(\d{1,15})"$/;
/** Who writes, in which tenant, and what the request demands of the object as it is stored. */
export const CurrentScope = createParamDecorator((_, context) => writeScope(context.switchToHttp().getRequest()));
export function writeScope(request) {
    const { tenant, id } = callerOf(request);
    return { tenant, author: id, ...readPrecondition(request) };
}
/** The entity tag of an object: its revision. */
export function entityTag(revision) {
    return `"${revision}"`;
}
/** Reads If-Match and If-None-Match (RFC 9110 section 13.1). @throws InvalidRequestError when malformed */
export function readPrecondition({ headers }) {
    const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers;
    return {
        ...(ifMatch !== undefined && { ifMatch: readTags(ifMatch, 'If-Match') }),
        ...(ifNoneMatch !== undefined && { ifNoneMatch: readTags(ifNoneMatch, 'If-None-Match') }),
    };
}
/** Tags that are not ours match nothing, nor do weak ones, which no object of ours has. */
function readTags(text, header) {
    if (text.trim() === '*') {
        return 'any';
    }
    if (!ENTITY_TAGS.test(text)) {
        throw new InvalidRequestError('request.invalid', `${header} must be * or a list of entity tags`);
    }
    return text.split(',').flatMap((tag) => {
        const [, revision] = REVISION_TAG.exec(tag.trim()) ?? [];
        return revision === undefined ? [] : [Number(revision)];
    });
}
