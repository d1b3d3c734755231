import { isUtf8 } from 'node:buffer';
import { InvalidRequestError } from '@legate/core';
import type { FastifyInstance } from 'fastify';
import { findIJsonProblem } from './i-json.js';

/**
 * JSON bodies only, refused when they are not: a foreign content type is 400, not 415 (AZ-11). Members named
 * `__proto__` or `constructor.prototype` are refused by the parser, and what is no I-JSON by us (AZ-74).
 */
export function useJsonBodies(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    (request, bytes, done) => {
      // Some clients name a content type on every request.
      if (bytes.length === 0 && request.method === 'DELETE') {
        done(null, undefined);
        return;
      }
      if (!isUtf8(bytes)) {
        done(malformed('the body is not UTF-8'));
        return;
      }
      const text = bytes.toString('utf8');
      void parse(request, text, (error, value) => {
        const problem = error === null ? findIJsonProblem(text) : null;
        done(problem === null ? error : malformed(problem), value);
      });
    },
  );
  fastify.addContentTypeParser('*', (_request, _payload, done) => {
    done(new InvalidRequestError('request.content_type', 'send the body as application/json'));
  });
}

function malformed(message: string): InvalidRequestError {
  return new InvalidRequestError('request.malformed', message);
}
