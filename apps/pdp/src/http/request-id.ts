import { randomUUID } from 'node:crypto';
import { InvalidRequestError } from '@legate/core';
import type { FastifyInstance } from 'fastify';

export const REQUEST_ID_HEADER = 'x-request-id';
const MAX_LENGTH = 256;

export function makeRequestId(): string {
  return randomUUID();
}

/** Answers with the request's X-Request-ID, unaltered, on errors too (AZ-72); one that is too long is refused. */
export function echoRequestId(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (request.id.length > MAX_LENGTH) {
      request.id = makeRequestId();
      done(
        new InvalidRequestError('request.id_too_long', `X-Request-ID is longer than ${MAX_LENGTH}`),
      );
      return;
    }
    reply.header(REQUEST_ID_HEADER, request.id);
    done();
  });
}
