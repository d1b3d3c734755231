import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';

/** Asked all day, and in the log as what they are: decisions and searches. */
const ASKED: ReadonlySet<string> = new Set(['decide', 'search', 'packages.evaluate']);

interface AuditedConfig {
  readonly operation?: string;
  readonly audited?: string;
}

/** Has a route that names no operation, since it is open to all, in the admin log as this. */
export const Audited = (audited: string): MethodDecorator =>
  RouteConfig({ audited } satisfies AuditedConfig);

/**
 * What a route is called in the admin log; null where nothing of it is written there but refusals. An operation is
 * written down unless it is known to change nothing.
 */
export function auditedOperation(config: unknown): string | null {
  const { operation, audited } = (config ?? {}) as AuditedConfig;
  if (operation === undefined) {
    return audited ?? null;
  }
  return ASKED.has(operation) || operation.endsWith('.read') ? null : operation;
}

/** The operation of a request's route, audited or not; null where its path leads nowhere, or it is open to all. */
export function namedOperation({ routeOptions }: FastifyRequest): string | null {
  const { operation, audited } = routeOptions.config as AuditedConfig;
  return operation ?? audited ?? null;
}
