import { UnavailableError } from '@legate/core';
import type { ErrorFilter } from '@legate/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
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
  'decisions.replay',
  'repositories.read',
  'repositories.write',
]);
/** Answered with a deny when facts are late (libs/delegation), once it is known who asks. */
const DECISIONS: ReadonlySet<OperationName> = new Set(['decide']);

interface Bounds {
  readonly limits: Pick<HttpLimits, 'requestDeadlineMs'>;
  readonly waiting: WaitingRequests;
}

/** Told of a request whose caller has to be looked up, and of when that is done. */
export interface CallerWaits {
  begin(request: FastifyRequest, reply: FastifyReply): void;
  end(request: FastifyRequest): void;
}

/**
 * Bounds how long requests wait and how many do. A decision is among the waiting ones only while its caller is looked
 * up: facts from memory need no wait, and others are held against `request.deadline`. Routes open to all are
 * left alone, so that liveness can be told of a service that is busy.
 */
export function boundRequests(
  fastify: FastifyInstance,
  { limits: { requestDeadlineMs }, waiting }: Bounds,
): void {
  fastify.decorateRequest('deadline', 0);
  fastify.addHook('onRequest', (request, reply, done) => {
    request.deadline = performance.now() + requestDeadlineMs;
    const operation = operationOf(request);
    if (operation === null || UNHURRIED.has(operation)) {
      done();
      return;
    }
    if (waiting.isFull()) {
      done(busy());
      return;
    }
    if (!DECISIONS.has(operation)) {
      waiting.add(request, reply);
      reply.raw.once('close', () => {
        waiting.remove(request);
      });
    }
    done();
  });
}

/** Requests that wait, of all contexts together. */
export function makeWaitingRequests(
  fastify: FastifyInstance,
  max: number,
  errors: ErrorFilter,
): WaitingRequests {
  const waiting = new WaitingRequests(max, (request, reply) => {
    errors.answer(deadlineExceeded(), request, reply);
  });
  fastify.addHook('onClose', (_instance, done) => {
    waiting.close();
    done();
  });
  return waiting;
}

/** Decisions wait while their caller is looked up; all else waits anyway. */
export function callerWaits(waiting: WaitingRequests): CallerWaits {
  return {
    begin(request, reply) {
      if (isDecision(request)) {
        waiting.add(request, reply);
      }
    },
    end(request) {
      if (isDecision(request)) {
        waiting.remove(request);
      }
    },
  };
}

function isDecision(request: FastifyRequest): boolean {
  const operation = operationOf(request);
  return operation !== null && DECISIONS.has(operation);
}

function busy(): UnavailableError {
  return new UnavailableError('server.busy', 'too many requests are waiting', { retryAfterS: 1 });
}

function deadlineExceeded(): UnavailableError {
  return new UnavailableError('request.deadline', 'the request could not be answered in time', {
    retryAfterS: 1,
  });
}
