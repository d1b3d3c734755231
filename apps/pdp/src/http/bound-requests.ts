import { UnavailableError } from '@legate/core';
import type { ErrorFilter } from '@legate/platform';
import type { FastifyInstance } from 'fastify';
import type { HttpLimits } from './http-limits.js';
import { operationOf } from './operation.js';
import type { OperationName } from './operation.js';
import { WaitingRequests } from './waiting-requests.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Reading of `performance.now()` by which it must be answered. */
    deadline: number;
  }
}

/** Long by nature, and bounded by settings of their own. */
const UNHURRIED: ReadonlySet<OperationName> = new Set([
  'imports.write',
  'bundles.write',
  'repositories.read',
  'repositories.write',
]);
/** Answered with a deny when facts are late (libs/delegation), once it is known who asks. */
const DECISIONS: ReadonlySet<OperationName> = new Set(['decide']);

interface Parts {
  readonly limits: Pick<HttpLimits, 'requestDeadlineMs' | 'maxWaitingRequests'>;
  readonly errors: ErrorFilter;
  /** Adds the authentication of callers, between what comes before and after it. */
  readonly authenticate: () => void;
}

/**
 * Bounds how long requests wait and how many do. A decision leaves the waiting ones when its caller is known: from
 * there on facts from memory need no wait, and others are held against `request.deadline`. Routes open to all are
 * left alone, so that liveness can be told of a service that is busy.
 */
export function boundRequests(
  fastify: FastifyInstance,
  { limits: { requestDeadlineMs, maxWaitingRequests }, errors, authenticate }: Parts,
): void {
  const waiting = new WaitingRequests(maxWaitingRequests, (request, reply) => {
    errors.answer(deadlineExceeded(), request, reply);
  });
  fastify.decorateRequest('deadline', 0);
  fastify.addHook('onClose', (_instance, done) => {
    waiting.close();
    done();
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    request.deadline = performance.now() + requestDeadlineMs;
    const operation = operationOf(request);
    if (operation === null || UNHURRIED.has(operation)) {
      done();
      return;
    }
    if (!waiting.add(request, reply)) {
      done(busy());
      return;
    }
    if (!DECISIONS.has(operation)) {
      reply.raw.once('close', () => {
        waiting.remove(request);
      });
    }
    done();
  });
  authenticate();
  fastify.addHook('onRequest', (request, _reply, done) => {
    const operation = operationOf(request);
    if (operation !== null && DECISIONS.has(operation)) {
      waiting.remove(request);
    }
    done();
  });
}

function busy(): UnavailableError {
  return new UnavailableError('server.busy', 'too many requests are waiting', { retryAfterS: 1 });
}

function deadlineExceeded(): UnavailableError {
  return new UnavailableError('request.deadline', 'the request could not be answered in time', {
    retryAfterS: 1,
  });
}
