import type { Caller, KeyRing } from '@legate/callers';
import { ForbiddenError, UnauthenticatedError } from '@legate/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { KnownTenants } from './known-tenants.js';
import { operationOf } from './operation.js';
import type { SystemPolicy } from './system-policy.js';
import { tenantOfPath } from './tenant-path.js';

const BEARER = /^Bearer +(\S+) *$/i;

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null on routes that need no key. */
    caller: Caller | null;
  }
}

/**
 * Stop 1: lets a request through when its key is a live caller's of the tenant that the path names, and its roles
 * allow the route's operation. It runs
 * before the body is read, so that nothing of an unknown sender is parsed. A route that names no operation is
 * open; a test lists those.
 */
export function authenticateCallers(
  fastify: FastifyInstance,
  keys: KeyRing,
  { policy, tenants }: { readonly policy: SystemPolicy; readonly tenants: KnownTenants },
): void {
  fastify.decorateRequest('caller', null);
  fastify.addHook('onRequest', async (request) => {
    const operation = operationOf(request);
    if (operation === null) {
      return;
    }
    const caller = await keys.authenticate(readKey(request));
    const tenant = await requireTenant(caller, tenantOfPath(request.raw), tenants);
    if (!policy.allows(caller, operation)) {
      throw new ForbiddenError('caller.forbidden', `your roles do not allow ${operation}`);
    }
    request.caller = caller.tenant === tenant ? caller : { ...caller, tenant };
  });
}

/** Another tenant's path is answered as one that names no tenant at all. */
async function requireTenant(
  caller: Caller,
  tenant: string | null,
  tenants: KnownTenants,
): Promise<string> {
  const isKnown =
    tenant !== null &&
    (tenant === caller.tenant || (caller.isBootstrap && (await tenants.has(tenant))));
  if (!isKnown) {
    throw new ForbiddenError(
      'caller.forbidden',
      caller.isBootstrap ? 'there is no such tenant' : 'your key is not of this tenant',
    );
  }
  return tenant;
}

function readKey({ headers, url }: FastifyRequest): string {
  // What a proxy hands on of a user's request may have an Authorization of its own.
  const { 'legate-key': proxyKey } = headers;
  if (typeof proxyKey === 'string' && url.startsWith('/forward-auth')) {
    return proxyKey;
  }
  const [, key] = BEARER.exec(headers.authorization ?? '') ?? [];
  if (key === undefined) {
    throw new UnauthenticatedError(
      'caller.unauthenticated',
      'send your key as Authorization: Bearer',
    );
  }
  return key;
}
