import { isAscii, isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';
import { InvalidRequestError } from '@legate/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { BUNDLE_CONTENT_TYPES, BundleBody } from './bundle-body.js';
import { GIT_CONTENT_TYPES, GitBody } from './git-body.js';
import type { HttpLimits } from './http-limits.js';
import { NdjsonBody } from './ndjson-body.js';
import { operationOf } from './operation.js';
import type { OperationName } from './operation.js';
import { readPlainJson } from './plain-json.js';
import { strictParser } from './strict-json.js';
import { isWebhook } from './webhook-path.js';

/** Imports and replays. */
const OF_LINES: ReadonlySet<OperationName | null> = new Set(['imports.write', 'decisions.replay']);

/**
 * JSON bodies only, refused when they are not: a foreign content type is 400, not 415 (AZ-11). Members named
 * `__proto__` or `constructor.prototype` are refused by the parser, and what is no I-JSON by us (AZ-74). An import
 * is lines of such JSON, as is a replay, and is handed on unread.
 */
export function useJsonBodies(
  fastify: FastifyInstance,
  { maxJsonDepth }: Pick<HttpLimits, 'maxJsonDepth'>,
): void {
  const read = strictReader(fastify, maxJsonDepth);
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    (request, bytes, done) => {
      const { 'content-encoding': encoding = 'identity' } = request.headers;
      if (encoding !== 'identity') {
        done(encoded());
        return;
      }
      // Some clients name a content type on every request.
      if (bytes.length === 0 && request.method === 'DELETE') {
        done(null, undefined);
        return;
      }
      // The signature of a webhook is over its bytes, and nothing else of it is looked at.
      answer(done, () => (isWebhook(request) ? bytes : read(request, bytes)));
    },
  );
  fastify.addContentTypeParser('application/x-ndjson', (request, payload: Readable, done) => {
    if (OF_LINES.has(operationOf(request))) {
      done(null, new NdjsonBody(payload, (bytes) => read(request, bytes)));
    } else {
      done(foreign());
    }
  });
  fastify.addContentTypeParser([...BUNDLE_CONTENT_TYPES], (request, payload: Readable, done) => {
    if (operationOf(request) === 'bundles.write') {
      done(null, new BundleBody(payload));
    } else {
      done(foreign());
    }
  });
  useGitBodies(fastify);
  refuseOtherBodies(fastify);
}

function refuseOtherBodies(fastify: FastifyInstance): void {
  fastify.addContentTypeParser('*', (_request, _payload, done) => {
    done(foreign());
  });
}

type Done = (error: Error | null, value?: unknown) => void;

function answer(done: Done, read: () => unknown): void {
  let value: unknown;
  try {
    value = read();
  } catch (cause) {
    done(cause as Error);
    return;
  }
  done(null, value);
}

function useGitBodies(fastify: FastifyInstance): void {
  fastify.addContentTypeParser([...GIT_CONTENT_TYPES], (request, payload: Readable, done) => {
    answer(done, () => toGitBody(request, payload));
  });
}

/** Git compresses long requests of its own accord; on its routes alone that is taken. */
function toGitBody(request: FastifyRequest, stream: Readable): GitBody {
  if (operationOf(request)?.startsWith('repositories.') !== true) {
    throw foreign();
  }
  const { 'content-encoding': encoding = 'identity' } = request.headers;
  if (!['identity', 'gzip', 'x-gzip'].includes(encoding)) {
    throw encoded();
  }
  return new GitBody(stream, encoding !== 'identity');
}

function strictReader(
  fastify: FastifyInstance,
  maxJsonDepth: number,
): (request: FastifyRequest, bytes: Buffer) => unknown {
  const parse = strictParser(fastify, maxJsonDepth);
  return (request, bytes) => {
    const text = textOf(bytes);
    const plain = readPlainJson(text, maxJsonDepth);
    if (plain !== undefined) {
      return plain;
    }
    const parsed = parse(request, text);
    if (parsed.problem !== null) {
      throw typeof parsed.problem === 'string' ? malformed(parsed.problem) : parsed.problem;
    }
    return parsed.value;
  };
}

/** @throws InvalidRequestError when it is not UTF-8 */
function textOf(bytes: Buffer): string {
  if (isAscii(bytes)) {
    return bytes.toString('latin1');
  }
  if (!isUtf8(bytes)) {
    throw malformed('the text is not UTF-8');
  }
  return bytes.toString('utf8');
}

function foreign(): InvalidRequestError {
  return new InvalidRequestError('request.content_type', 'send the body as application/json');
}

/** Bytes that a proxy would decode and we would not are two bodies. */
function encoded(): InvalidRequestError {
  return new InvalidRequestError('request.content_encoding', 'send the body without an encoding');
}

function malformed(message: string): InvalidRequestError {
  return new InvalidRequestError('request.malformed', message);
}
