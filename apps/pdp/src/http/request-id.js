import { randomUUID } from 'node:crypto';
import { InvalidRequestError } from '@legate/core';
export const REQUEST_ID_HEADER = 'x-request-id';
const MAX_LENGTH = 256;
export function makeRequestId() {
    return randomUUID();
}
/** Answers every routed request with its X-Request-ID (AZ-72). */
export function echoRequestIds(fastify) {
    fastify.addHook('onRequest', (request, reply, done) => {
        done(echoRequestId(request, reply) ?? undefined);
    });
}
/**
 * Answers with the request's X-Request-ID, unaltered, on errors too (AZ-72). Gives the refusal of one that is too
 * long, which is replaced.
 */
export function echoRequestId(request, reply) {
    if (request.id.length > MAX_LENGTH) {
        request.id = makeRequestId();
        return new InvalidRequestError('request.id_too_long', `X-Request-ID is longer than ${MAX_LENGTH}`);
    }
    void reply.header(REQUEST_ID_HEADER, request.id);
    return null;
}
