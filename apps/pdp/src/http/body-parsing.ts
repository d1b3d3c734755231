import { InvalidRequestError } from '@legate/core';
import type { FastifyInstance } from 'fastify';

/**
 * JSON bodies only, refused when they are not: a foreign content type is 400, not 415 (AZ-11). Members named
 * `__proto__` or `constructor.prototype` are refused by the parser.
 */
export function useJsonBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    fastify.getDefaultJsonParser('error', 'error'),
  );
  fastify.addContentTypeParser('*', (_request, _payload, done) => {
    done(new InvalidRequestError('request.content_type', 'send the body as application/json'));
  });
}
