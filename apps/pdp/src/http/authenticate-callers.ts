import { isApiKey } from '@legate/callers';
import type { Caller, KeyRing, TokenCallers } from '@legate/callers';
import { ForbiddenError, UnauthenticatedError } from '@legate/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { KnownTenants } from './known-tenants.js';
import { operationOf } from './operation.js';
import type { PeerCertificates } from './peer-certificates.js';
import type { SystemPolicy } from './system-policy.js';
import { tenantOfPath } from './tenant-path.js';

const BEARER = /^Bearer +(\S+) *$/i;

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null on routes that need no key. */
    caller: Caller | null;
  }
}

/** What a caller can be known by. */
export interface Credentials {
  readonly keys: KeyRing;
  readonly tokens: TokenCallers;
  /** Null when there is no TLS, or certificates are not asked for. */
  readonly certificates: PeerCertificates | null;
}

/**
 * Stop 1: lets a request through when its credential is a live caller's of the tenant that the path names, and its roles
 * allow the route's operation. It runs
 * before the body is read, so that nothing of an unknown sender is parsed. A route that names no operation is
 * open; a test lists those.
 */
export function authenticateCallers(
  fastify: FastifyInstance,
  credentials: Credentials,
  { policy, tenants }: { readonly policy: SystemPolicy; readonly tenants: KnownTenants },
): void {
  fastify.decorateRequest('caller', null);
  fastify.addHook('onRequest', async (request) => {
    const operation = operationOf(request);
    if (operation === null) {
      return;
    }
    const key = readBearer(request);
    const caller =
      key !== null && isApiKey(key)
        ? await credentials.keys.authenticate(key)
        : await authenticateOtherwise(request, key, credentials);
    const tenant = await requireTenant(caller, tenantOfPath(request.raw), tenants);
    if (!policy.allows(caller, operation)) {
      throw new ForbiddenError('caller.forbidden', `your roles do not allow ${operation}`);
    }
    request.caller = caller.tenant === tenant ? caller : { ...caller, tenant };
  });
}

/**
 * By a token, or by the certificate of the connection. Issuers and SPIFFE ids are those of the tenant that the path
 * names, so one of another tenant is as unknown as any.
 */
async function authenticateOtherwise(
  request: FastifyRequest,
  token: string | null,
  { tokens, certificates }: Credentials,
): Promise<Caller> {
  const tenant = tenantOfPath(request.raw);
  const spiffeId = certificates?.spiffeIdOf(request.raw.socket) ?? null;
  if (tenant !== null && token !== null) {
    return await tokens.authenticate(tenant, token);
  }
  if (tenant !== null && spiffeId !== null && request.headers.authorization === undefined) {
    return await tokens.withSpiffeId(tenant, spiffeId);
  }
  throw new UnauthenticatedError(
    'caller.unauthenticated',
    'send your key or token as Authorization: Bearer',
  );
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

function readBearer({ headers, url }: FastifyRequest): string | null {
  // What a proxy hands on of a user's request may have an Authorization of its own.
  const { 'legate-key': proxyKey } = headers;
  if (typeof proxyKey === 'string' && url.startsWith('/forward-auth')) {
    return proxyKey;
  }
  const [, credential] = BEARER.exec(headers.authorization ?? '') ?? [];
  return credential ?? null;
}
