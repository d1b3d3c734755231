import type { Caller } from '@legate/callers';
import { InvariantViolation } from '@legate/core';
import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** The authenticated caller of the request. Fails on a route that lets requests through without one. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

export function callerOf({ caller }: FastifyRequest): Caller {
  if (caller === null) {
    throw new InvariantViolation('internal.error', 'the route names no operation');
  }
  return caller;
}

/** The tenant that the request is about. */
export function tenantOf(request: FastifyRequest): string {
  return callerOf(request).tenant;
}
