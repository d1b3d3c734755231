import type { Caller, KeyRing } from '@legate/callers';
import { ForbiddenError, UnauthenticatedError } from '@legate/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { operationOf } from './operation.js';
import type { SystemPolicy } from './system-policy.js';

const BEARER = /^Bearer +(\S+) *$/i;

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null on routes that need no key. */
    caller: Caller | null;
  }
}

/**
 * Stop 1: lets a request through when its key is a live caller's whose roles allow the route's operation. It runs
 * before the body is read, so that nothing of an unknown sender is parsed. A route that names no operation is
 * open; a test lists those.
 */
export function authenticateCallers(
  fastify: FastifyInstance,
  keys: KeyRing,
  policy: SystemPolicy,
): void {
  fastify.decorateRequest('caller', null);
  fastify.addHook('onRequest', async (request) => {
    const operation = operationOf(request);
    if (operation === null) {
      return;
    }
    const caller = await keys.authenticate(readKey(request));
    if (!policy.allows(caller, operation)) {
      throw new ForbiddenError('caller.forbidden', `your roles do not allow ${operation}`);
    }
    request.caller = caller;
  });
}

function readKey({ headers }: FastifyRequest): string {
  const [, key] = BEARER.exec(headers.authorization ?? '') ?? [];
  if (key === undefined) {
    throw new UnauthenticatedError(
      'caller.unauthenticated',
      'send your key as Authorization: Bearer',
    );
  }
  return key;
}
