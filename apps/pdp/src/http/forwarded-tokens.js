import { InvalidRequestError, isJsonObject } from '@legate/core';
import { readMinRevision } from './revision-header.js';
/**
 * Verifies the token that a request forwards, in `Legate-Subject-Token` or in `context.token`, before any handler runs,
 * and keeps what it proves with the caller. One that cannot be verified is refused, never passed over.
 */
export function acceptForwardedTokens(fastify, tokens) {
    fastify.addHook('preHandler', (request, _reply, done) => {
        if (request.caller === null || !hasToken(request)) {
            done();
            return;
        }
        verify(request, tokens).then(() => {
            done();
        }, done);
    });
}
function hasToken(request) {
    return (request.headers['legate-subject-token'] !== undefined || tokenOfContext(request) !== undefined);
}
function tokenOfContext({ body }) {
    const context = isJsonObject(body) ? body['context'] : undefined;
    return isJsonObject(context) && Object.hasOwn(context, 'token') ? context['token'] : undefined;
}
async function verify(request, tokens) {
    const { caller } = request;
    if (caller !== null) {
        const token = readToken(request);
        const forwarded = await tokens.verify(caller.tenant, token, readMinRevision(request));
        request.caller = { ...caller, forwarded };
    }
}
/** @throws InvalidRequestError `token.conflict` when the two places hold different ones */
function readToken(request) {
    const header = request.headers['legate-subject-token'];
    const member = tokenOfContext(request);
    const token = header ?? member;
    if (typeof token !== 'string') {
        throw new InvalidRequestError('request.invalid', 'context.token must be a token');
    }
    if (header !== undefined && member !== undefined && header !== member) {
        throw new InvalidRequestError('token.conflict', 'Legate-Subject-Token and context.token hold different tokens');
    }
    return token;
}
